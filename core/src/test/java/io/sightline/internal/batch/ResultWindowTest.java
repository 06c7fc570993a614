package io.sightline.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ResultWindowTest {
  @Test
  void take_filledInAnyOrder_givesTheOrderOfThePlaces() throws Throwable {
    ResultWindow<String> window = new ResultWindow<>(3, true);
    ResultWindow<String>.Place first = window.give();
    ResultWindow<String>.Place second = window.give();
    second.fill("second");
    first.fill("first");
    window.finish();

    assertThat(window.take()).contains("first");
    assertThat(window.take()).contains("second");
    assertThat(window.take()).isEmpty();
    assertThat(window.take()).isEmpty();
  }

  @Test
  void take_unordered_givesTheOrderOfTheResults() throws Throwable {
    ResultWindow<String> window = new ResultWindow<>(3, false);
    ResultWindow<String>.Place first = window.give();
    ResultWindow<String>.Place second = window.give();
    second.fill("second");

    assertThat(window.take()).contains("second");
    first.fill("first");
    window.finish();
    assertThat(window.take()).contains("first");
    assertThat(window.take()).isEmpty();
  }

  @Test
  void awaitRoom_fullWindow_waitsUntilOneIsTaken() throws Throwable {
    ResultWindow<String> window = new ResultWindow<>(1, true);
    assertThat(window.awaitRoom()).isTrue();
    window.give().fill("one");
    CompletableFuture<Boolean> room = CompletableFuture.supplyAsync(() -> awaitRoom(window));
    assertThat(room).isNotDone();

    assertThat(window.take()).contains("one");

    assertThat(room.get(30, TimeUnit.SECONDS)).isTrue();
  }

  private static boolean awaitRoom(ResultWindow<?> window) {
    try {
      return window.awaitRoom();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void finish_withFailure_throwsItAfterTheResults() throws Throwable {
    ResultWindow<String> window = new ResultWindow<>(2, true);
    ResultWindow<String>.Place place = window.give();
    IllegalStateException failure = new IllegalStateException("the source broke");
    window.finish(failure);
    place.fill("one");

    assertThat(window.take()).contains("one");
    assertThatThrownBy(window::take).isSameAs(failure);
  }

  @Test
  void close_withFailure_throwsItAtOnceAndDropsTheResults() throws Throwable {
    ResultWindow<String> window = new ResultWindow<>(2, true);
    window.give().fill("one");
    IllegalStateException failure = new IllegalStateException("closed");

    window.close(failure);
    window.close(new IllegalStateException("a second one"));
    window.finish();

    assertThat(window.isClosed()).isTrue();
    assertThatThrownBy(window::take).isSameAs(failure);
    assertThat(window.awaitRoom()).isFalse();
  }

  @Test
  void fill_closedWindow_keepsNothing() throws Throwable {
    ResultWindow<String> window = new ResultWindow<>(2, false);
    ResultWindow<String>.Place place = window.give();
    window.close(null);

    place.fill("late");

    assertThat(window.take()).isEmpty();
  }

  @Test
  void take_interruptedThread_throwsEvenIfTheResultIsThere() throws Throwable {
    ResultWindow<String> window = new ResultWindow<>(2, true);
    window.give().fill("one");
    Thread.currentThread().interrupt();

    assertThatThrownBy(window::take).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(window.take()).contains("one");
  }

  @Test
  void close_whileOneTakesAndOneWaitsForRoom_wakesBoth() throws Throwable {
    ResultWindow<String> window = new ResultWindow<>(1, true);
    ResultWindow<String>.Place unused = window.give();
    CountDownLatch begun = new CountDownLatch(2);
    CompletableFuture<Boolean> room =
        CompletableFuture.supplyAsync(
            () -> {
              begun.countDown();
              return awaitRoom(window);
            });
    CompletableFuture<Boolean> taken =
        CompletableFuture.supplyAsync(
            () -> {
              begun.countDown();
              return isTaken(window);
            });
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

    window.close(null);

    assertThat(room.get(30, TimeUnit.SECONDS)).isFalse();
    assertThat(taken.get(30, TimeUnit.SECONDS)).isFalse();
  }

  private static boolean isTaken(ResultWindow<?> window) {
    try {
      return window.take().isPresent();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
