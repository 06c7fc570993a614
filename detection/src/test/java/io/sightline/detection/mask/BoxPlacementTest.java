package io.sightline.detection.mask;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detection.box.RelativeBox;
import io.sightline.image.Size;
import org.junit.jupiter.api.Test;

/**
 * Expected values: reframe_box_masks_to_image_masks with tf.image.crop_and_resize of TensorFlow
 * 2.21.
 */
class BoxPlacementTest {
  private static float[] values(
      float[] grid, Size gridSize, RelativeBox box, Size imageSize, boolean nearest) {
    InterpolatedGrid interpolated =
        new BoxPlacement(box, imageSize, nearest).interpolate(grid, gridSize);
    float[] values = new float[(int) imageSize.pixels()];
    for (int y = 0; y < imageSize.height(); y++) {
      float[] row = new float[imageSize.width()];
      interpolated.row(y, row);
      System.arraycopy(row, 0, values, y * imageSize.width(), row.length);
    }
    return values;
  }

  @Test
  void bilinear_ofTheObjectDetectionApisOwnTest() {
    assertThat(
            values(
                new float[] {1, 0, 0, 1},
                new Size(2, 2),
                new RelativeBox(0.5f, 0.25f, 1, 0.75f),
                new Size(4, 4),
                false))
        .containsExactly(
            0,
            0,
            0,
            0, //
            0,
            0,
            0.6111111f,
            0.16666669f, //
            0,
            0,
            0.3888889f,
            0.8333334f, //
            0,
            0,
            0,
            0);
  }

  @Test
  void bilinear_boxBeyondThePicture() {
    assertThat(
            values(
                new float[] {0.1f, 0.9f, 0.7f, 0.3f, 0.2f, 0.6f},
                new Size(2, 3),
                new RelativeBox(0.15f, -0.2f, 1.3f, 0.7f),
                new Size(7, 5),
                false))
        .containsExactly(
            new float[] {
              0, 0.3705314f, 0.40917876f, 0.4478261f, 0.4864734f, 0.5251208f, 0.5637681f,
              0, 0.6942029f, 0.6362319f, 0.5782609f, 0.52028984f, 0.46231884f, 0.40434784f,
              0, 0.42286634f, 0.42930758f, 0.43574882f, 0.44219002f, 0.44863126f, 0.4550725f,
              0, 0, 0, 0, 0, 0, 0,
              0, 0, 0, 0, 0, 0, 0
            });
  }

  @Test
  void bilinear_boxWithoutArea_isOnePixel() {
    assertThat(
            values(
                new float[] {1, 0, 0, 1},
                new Size(2, 2),
                new RelativeBox(0.5f, 0.5f, 0.5f, 0.5f),
                new Size(3, 3),
                false))
        .containsExactly(0, 0, 0, 0, 1, 0, 0, 0, 0);
  }

  @Test
  void bilinear_gridOfOneCell_fillsThePicture() {
    assertThat(
            values(
                new float[] {4},
                new Size(1, 1),
                new RelativeBox(0.5f, 0.25f, 1, 0.75f),
                new Size(4, 5),
                false))
        .containsOnly(4);
  }
}
