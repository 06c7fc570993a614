package io.sightline.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchingTest {
  @Test
  void standard_nothingSaid_isAsDocumented() {
    assertThat(Batching.standard())
        .returns(16, Batching::maxSize)
        .returns(Duration.ZERO, Batching::maxDelay)
        .returns(1024, Batching::queueCapacity)
        .returns(Duration.ZERO, Batching::maxWaitWhenFull)
        .hasToString("batches of at most 16, delay PT0S, queue of 1024, wait PT0S when full");
  }

  @Test
  void settings_together_keepEachOther() {
    Batching batching =
        Batching.upTo(3)
            .maxDelay(Duration.ofMillis(4))
            .queueCapacity(5)
            .maxWaitWhenFull(Duration.ofSeconds(6))
            .maxSize(7);

    assertThat(batching)
        .returns(7, Batching::maxSize)
        .returns(Duration.ofMillis(4), Batching::maxDelay)
        .returns(5, Batching::queueCapacity)
        .returns(Duration.ofSeconds(6), Batching::maxWaitWhenFull);
    assertThat(Batching.standard().maxSize()).isEqualTo(16);
  }

  @Test
  void none_isBatchesOfOne() {
    assertThat(Batching.none().maxSize()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void sizes_lessThanOne_areRefused(int size) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Batching.upTo(size))
        .withMessage("maxSize must be at least 1, got " + size);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Batching.standard().queueCapacity(size))
        .withMessage("queueCapacity must be at least 1, got " + size);
  }

  @Test
  void durations_negativeOrNull_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Batching.standard().maxDelay(Duration.ofNanos(-1)))
        .withMessage("maxDelay must not be negative, got PT-0.000000001S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Batching.standard().maxWaitWhenFull(Duration.ofMillis(-5)))
        .withMessage("maxWaitWhenFull must not be negative, got PT-0.005S");
    assertThatNullPointerException()
        .isThrownBy(() -> Batching.standard().maxDelay(null))
        .withMessage("maxDelay");
  }

  @Test
  void durations_smallestAndLargest_areTaken() {
    Duration largest = Duration.ofSeconds(Long.MAX_VALUE);

    assertThat(Batching.standard().maxDelay(largest).maxDelay()).isEqualTo(largest);
    assertThat(Batching.standard().maxWaitWhenFull(largest).maxWaitWhenFull()).isEqualTo(largest);
    assertThat(Batching.upTo(Integer.MAX_VALUE).maxSize()).isEqualTo(Integer.MAX_VALUE);
  }
}
