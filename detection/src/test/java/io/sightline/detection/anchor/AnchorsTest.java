package io.sightline.detection.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.sightline.image.Size;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expected values are those of the generators' formulas, worked out with NumPy 2. */
class AnchorsTest {
  private static void assertAnchor(Anchors anchors, int index, double... expected) {
    double[] found = {
      anchors.centerX(index), anchors.centerY(index), anchors.width(index), anchors.height(index)
    };
    for (int i = 0; i < 4; i++) {
      assertThat(found[i])
          .as("value %d of anchor %d", i, index)
          .isCloseTo(expected[i], within(1e-7));
    }
  }

  @Test
  void mobileNet_300x300_equalsCreateSsdAnchors() {
    Anchors anchors = SsdAnchors.mobileNet(new Size(300, 300));

    assertThat(anchors.count()).isEqualTo(1917);
    assertAnchor(anchors, 0, 0.026315789, 0.026315789, 0.1, 0.1);
    assertAnchor(anchors, 1, 0.026315789, 0.026315789, 0.28284271, 0.14142136);
    assertAnchor(anchors, 2, 0.026315789, 0.026315789, 0.14142136, 0.28284271);
    assertAnchor(anchors, 1083, 0.05, 0.05, 0.35, 0.35);
    assertAnchor(anchors, 1088, 0.05, 0.05, 0.41833001, 0.41833001);
    assertAnchor(anchors, 1916, 0.5, 0.5, 0.97467943, 0.97467943);
  }

  @Test
  void mobileNet_wide_measuresByTheShorterSide() {
    Anchors anchors = SsdAnchors.mobileNet(new Size(320, 200));

    assertThat(anchors.count()).isEqualTo(1374);
    assertAnchor(anchors, 0, 0.025, 0.038461538, 0.0625, 0.1);
    assertAnchor(anchors, 1, 0.025, 0.038461538, 0.1767767, 0.14142136);
    assertAnchor(anchors, 500, 0.325, 0.65384615, 0.088388348, 0.28284271);
    assertAnchor(anchors, 1373, 0.5, 0.5, 0.60917465, 0.97467943);
  }

  @Test
  void faceMask_equalsItsGenerator() {
    Anchors anchors = FaceMaskAnchors.create();

    assertThat(anchors.count()).isEqualTo(5972);
    assertAnchor(anchors, 0, 0.015151515, 0.015151515, 0.04, 0.04);
    assertAnchor(anchors, 2, 0.015151515, 0.015151515, 0.031496031, 0.050800051);
    assertAnchor(anchors, 3, 0.015151515, 0.015151515, 0.025922963, 0.06172134);
    assertAnchor(anchors, 4356, 0.029411765, 0.029411765, 0.08, 0.08);
    assertAnchor(anchors, 5971, 0.83333333, 0.83333333, 0.4147674, 0.98754144);
  }

  @Test
  void grid_goesByMapRowColumnSize() {
    Anchors anchors =
        AnchorGrid.empty()
            .map(1, 2, List.of(new AnchorSize(0.1, 0.2), new AnchorSize(0.3, 0.4)))
            .map(2, 1, List.of(new AnchorSize(0.5, 0.6)))
            .anchors();

    assertThat(anchors.count()).isEqualTo(6);
    assertAnchor(anchors, 0, 0.25, 0.5, 0.1, 0.2);
    assertAnchor(anchors, 1, 0.25, 0.5, 0.3, 0.4);
    assertAnchor(anchors, 2, 0.75, 0.5, 0.1, 0.2);
    assertAnchor(anchors, 4, 0.5, 0.25, 0.5, 0.6);
    assertAnchor(anchors, 5, 0.5, 0.75, 0.5, 0.6);
  }

  @Test
  void grid_withoutMap_isRefused() {
    assertThatIllegalStateException().isThrownBy(() -> AnchorGrid.empty().anchors());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AnchorGrid.empty().map(3, 0, List.of(new AnchorSize(1, 1))));
    assertThatIllegalArgumentException().isThrownBy(() -> AnchorGrid.empty().map(3, 3, List.of()));
  }

  @Test
  void of_badNumbers_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Anchors.of(new float[0]));
    assertThatIllegalArgumentException().isThrownBy(() -> Anchors.of(new float[5]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Anchors.of(new float[] {0.5f, 0.5f, 0, 1}))
        .withMessageContaining("value 2 of anchor 0 is 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Anchors.of(new float[] {Float.NaN, 0.5f, 1, 1}));
    assertThatIllegalArgumentException().isThrownBy(() -> new AnchorSize(-1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SsdAnchors.of(new Size(3, 3), List.of(new Size(1, 1)), 0.2, 0.95));
  }

  @Test
  void of_array_isCopied() {
    float[] values = {0.5f, 0.5f, 1, 1};
    Anchors anchors = Anchors.of(values);
    values[2] = 7;

    assertThat(anchors.width(0)).isEqualTo(1);
    assertThat(anchors)
        .isEqualTo(Anchors.of(new float[] {0.5f, 0.5f, 1, 1}))
        .hasSameHashCodeAs(Anchors.of(new float[] {0.5f, 0.5f, 1, 1}))
        .isNotEqualTo(Anchors.of(values))
        .hasToString("1 anchors");
  }
}
