package io.sightline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.image.Geometry;
import io.sightline.image.Orientation;
import io.sightline.image.Size;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleTest {
  private static final TensorValue PIXELS = TensorValue.of(new float[187], Shape.of(17, 11));
  private static final TensorValue SIZE = TensorValue.of(new int[] {17, 11}, Shape.of(2));

  @Test
  void of_floats_isTheSameAsOfTheirTensor() {
    assertThat(Sample.of("pixels", new float[187], Shape.of(17, 11)).values())
        .isEqualTo(Sample.of("pixels", PIXELS).values())
        .isEqualTo(Map.of("pixels", PIXELS));
  }

  @Test
  void and_addsAndLeavesTheFirst() {
    Sample first = Sample.of("pixels", PIXELS);

    Sample both = first.and("size", SIZE);

    assertThat(both.values()).containsExactly(Map.entry("pixels", PIXELS), Map.entry("size", SIZE));
    assertThat(both).hasToString("{pixels=float32 [17, 11], size=int32 [2]}");
    assertThat(first.values()).hasSize(1);
  }

  @Test
  void and_sameInputTwice_isRefusedWithTheEarlierValue() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Sample.of("pixels", PIXELS).and("pixels", SIZE))
        .withMessageContaining("'pixels' already: float32 [17, 11]");
  }

  @Test
  void withGeometry_isKeptByWhatFollows() {
    Geometry geometry = Geometry.of(new Size(17, 11), Orientation.UPRIGHT);
    Sample plain = Sample.of("pixels", PIXELS);

    Sample placed = plain.withGeometry(geometry).and("size", SIZE);

    assertThat(placed.geometry()).contains(geometry);
    assertThat(placed.values()).hasSize(2);
    assertThat(plain.geometry()).isEmpty();
  }

  @Test
  void of_mapChangedAfterwards_sampleUnchanged() {
    Map<String, TensorValue> values = new HashMap<>(Map.of("pixels", PIXELS));
    Sample sample = Sample.of(values);

    values.clear();

    assertThat(sample.values()).hasSize(1);
    assertThatThrownBy(() -> sample.values().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
