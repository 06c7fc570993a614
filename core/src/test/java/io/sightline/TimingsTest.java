package io.sightline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimingsTest {
  @Test
  void timings_areNanosInAndMillisOut() {
    Map<String, Long> nanos = new LinkedHashMap<>();
    nanos.put("preprocess", 1_500_000L);
    nanos.put("model", 2_000_000L);
    Timings timings = new Timings(nanos);

    nanos.clear();

    assertThat(timings.millis("preprocess")).isEqualTo(1.5);
    assertThat(timings.millis("postprocess")).isZero();
    assertThat(timings.totalMillis()).isEqualTo(3.5);
    assertThat(timings.nanos().keySet()).containsExactly("preprocess", "model");
    assertThat(timings).hasToString("{preprocess=1500000, model=2000000}");
    assertThatThrownBy(() -> timings.nanos().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void stageClock_nestedStages_areInTheOrderInWhichTheyEnded() {
    StageClock clock = new StageClock();

    String result =
        clock.measure(
            "preprocess",
            () -> clock.measure("decode", () -> "a") + clock.measure("resize", () -> "b"));

    assertThat(result).isEqualTo("ab");
    assertThat(clock.timings().nanos().keySet()).containsExactly("decode", "resize", "preprocess");
  }

  @Test
  void stageClock_stageThatRunsTwice_isOneEntry() {
    StageClock clock = new StageClock();

    int sum = clock.measure("read", () -> 1) + clock.measure("read", () -> 2);

    assertThat(sum).isEqualTo(3);
    assertThat(clock.timings().nanos().keySet()).containsExactly("read");
  }

  @Test
  void stageClock_stageThatThrows_isClosed() {
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
