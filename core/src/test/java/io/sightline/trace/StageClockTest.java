package io.sightline.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class StageClockTest {
  @Test
  void measure_nestedStages_areInTheOrderInWhichTheyEnded() {
    StageClock clock = new StageClock();

    String result =
        clock.measure(
            "preprocess",
            () -> clock.measure("decode", () -> "a") + clock.measure("resize", () -> "b"));

    assertThat(result).isEqualTo("ab");
    assertThat(clock.timings().nanos().keySet()).containsExactly("decode", "resize", "preprocess");
  }

  @Test
  void measure_stageThatRunsTwice_isOneEntry() {
    StageClock clock = new StageClock();

    int sum = clock.measure("read", () -> 1) + clock.measure("read", () -> 2);

    assertThat(sum).isEqualTo(3);
    assertThat(clock.timings().nanos().keySet()).containsExactly("read");
  }

  @Test
  void measure_stageThatThrows_isClosed() {
    StageClock clock = new StageClock();

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                clock.measure(
                    "preprocess",
                    () ->
                        clock.measure(
                            "decode",
                            () -> {
                              throw new IllegalStateException();
                            })));

    assertThat(clock.measure("later", () -> 1)).isEqualTo(1);
    assertThat(clock.timings().nanos().keySet()).containsExactly("decode", "preprocess", "later");
  }
}
