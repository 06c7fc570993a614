package io.sightline.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ActiveCallsTest {
  private static final long LONG = TimeUnit.SECONDS.toNanos(30);

  private final ActiveCalls calls = new ActiveCalls();

  @Test
  void enter_afterClose_isRefused() {
    assertThat(calls.enter()).isTrue();
    assertThat(calls.close()).isTrue();

    assertThat(calls.enter()).isFalse();
    assertThat(calls.close()).isFalse();
  }

  @Test
  void awaitOthers_nobodyOrOnlyTheCallerIsInside_returnsAtOnce() throws InterruptedException {
    assertThat(calls.awaitOthers(0)).isTrue();
    assertThat(calls.enter()).isTrue();
    assertThat(calls.enter()).isTrue();

    assertThat(calls.awaitOthers(0)).isTrue();
  }

  @Test
  void awaitOthers_anotherIsInside_waitsUntilItHasLeftAsOftenAsItCame() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(
            () -> {
              assertThat(calls.enter()).isTrue();
              assertThat(calls.enter()).isTrue();
              calls.exit();
              inside.countDown();
              await(gate);
              calls.exit();
            });
    assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(calls.close()).isTrue();
    assertThat(calls.awaitOthers(1_000_000)).isFalse();

    gate.countDown();

    assertThat(calls.awaitOthers(LONG)).isTrue();
    assertThat(other.get(30, TimeUnit.SECONDS)).isNull();
  }

  private static void await(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
