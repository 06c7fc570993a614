package io.sightline.observe;

import static org.assertj.core.api.Assertions.assertThat;
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
    Timings timings = Timings.of(nanos);

    nanos.clear();

    assertThat(timings.millis("preprocess")).isEqualTo(1.5);
    assertThat(timings.millis("postprocess")).isZero();
    assertThat(timings.totalMillis()).isEqualTo(3.5);
    assertThat(timings.nanos().keySet()).containsExactly("preprocess", "model");
    assertThat(timings).hasToString("{preprocess=1500000, model=2000000}");
    assertThatThrownBy(() -> timings.nanos().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
