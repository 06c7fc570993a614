package io.sightline.detection.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Expected values are those of box_coders/faster_rcnn_box_coder_test.py (tensorflow/models). */
class BoxCoderTest {
  private static final Offset<Float> TOLERANCE = within(1e-5f);

  /** The test's anchors are corners: ymin, xmin, ymax, xmax. */
  private static final Anchors ANCHORS =
      Anchors.of(concat(center(15, 12, 30, 18), center(0.1f, 0.0f, 0.7f, 0.9f)));

  private static final float[] BOXES =
      concat(center(10, 10, 20, 15), center(0.2f, 0.1f, 0.5f, 0.4f));

  private static final float[][] CODES = {
    {-0.5f, -0.416666f, -0.405465f, -0.182321f}, {-0.083333f, -0.222222f, -0.693147f, -1.098612f}
  };
  private static final float[][] SCALED_CODES = {
    {-1f, -1.25f, -1.62186f, -0.911608f}, {-0.166667f, -0.666667f, -2.772588f, -5.493062f}
  };

  private static float[] center(float yMin, float xMin, float yMax, float xMax) {
    return new float[] {(xMin + xMax) / 2, (yMin + yMax) / 2, xMax - xMin, yMax - yMin};
  }

  private static float[] concat(float[] first, float[] second) {
    float[] all = new float[8];
    System.arraycopy(first, 0, all, 0, 4);
    System.arraycopy(second, 0, all, 4, 4);
    return all;
  }

  @Test
  void encode_withoutScaleFactors_equalsTensorFlow() {
    BoxCoder coder = new BoxCoder(BoxCoder.Order.YXHW, 1, 1, 1, 1);
    for (int i = 0; i < 2; i++) {
      assertThat(coder.encode(BOXES, 4 * i, ANCHORS, i)).containsExactly(CODES[i], TOLERANCE);
    }
  }

  @Test
  void encode_withScaleFactors_equalsTensorFlow() {
    BoxCoder coder = new BoxCoder(BoxCoder.Order.YXHW, 3, 2, 5, 4);
    for (int i = 0; i < 2; i++) {
      assertThat(coder.encode(BOXES, 4 * i, ANCHORS, i))
          .containsExactly(SCALED_CODES[i], TOLERANCE);
    }
  }

  @Test
  void decode_withScaleFactors_equalsTensorFlow() {
    BoxCoder coder = new BoxCoder(BoxCoder.Order.YXHW, 3, 2, 5, 4);
    float[] box = new float[10];
    for (int i = 0; i < 2; i++) {
      coder.decode(SCALED_CODES[i], ANCHORS, i, box, 4 * i + 1);
    }
    for (int i = 0; i < 8; i++) {
      assertThat(box[i + 1]).isCloseTo(BOXES[i], within(1e-4f));
    }
    assertThat(box[0]).isZero();
    assertThat(box[9]).isZero();
  }

  @Test
  void decode_xFirst_readsTheSameNumbersInTheOtherOrder() {
    float[] yFirst = new float[4];
    float[] xFirst = new float[4];
    BoxCoder.tensorFlow().decode(new float[] {1, 2, 3, 4}, ANCHORS, 1, yFirst, 0);
    BoxCoder.variances().decode(new float[] {2, 1, 4, 3}, ANCHORS, 1, xFirst, 0);

    assertThat(xFirst).isEqualTo(yFirst);
  }

  @Test
  void constructor_factorOfZero_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BoxCoder(BoxCoder.Order.XYWH, 10, 0, 5, 5))
        .withMessageContaining("above 0");
  }
}
