package io.sightline.detection.mask;

import io.sightline.detection.box.RelativeBox;
import io.sightline.image.Size;

/**
 * A grid of probabilities that fills a box: the centres of its outer cells lie on the box's edges.
 *
 * <p>Bit for bit what {@code reframe_box_masks_to_image_masks} gives (TensorFlow Object Detection
 * API, utils/ops.py), which calls {@code tf.image.crop_and_resize} with extrapolation value 0
 * (TensorFlow 2.21, kernels/image/crop_and_resize_op.cc).
 *
 * @param nearest whether a pixel takes the nearest value, as for masks of uint8
 */
record BoxPlacement(RelativeBox box, Size imageSize, boolean nearest) implements MaskPlacement {
  /** Of the box's sides, so that nothing is divided by zero (utils/ops.py). */
  private static final float LEAST_SIDE = 1e-4f;

  @Override
  public BitMask above(float[] grid, Size gridSize, float threshold) {
    return interpolate(grid, gridSize).above(threshold);
  }

  InterpolatedGrid interpolate(float[] grid, Size gridSize) {
    return new InterpolatedGrid(
        grid,
        gridSize,
        axis(box.xMin(), box.xMax(), gridSize.width(), imageSize.width()),
        axis(box.yMin(), box.yMax(), gridSize.height(), imageSize.height()),
        imageSize);
  }

  /** The picture is a crop of the grid: first comes where the picture's edges lie in the box. */
  private GridAxis axis(float boxStart, float boxEnd, int cells, int pixels) {
    float side = Math.max(boxEnd - boxStart, LEAST_SIDE);
    float start = (0 - boxStart) / side;
    float end = (1 - boxStart) / side;
    int last = cells - 1;
    float step = pixels > 1 ? (end - start) * last / (pixels - 1) : 0;
    GridAxis.Position position =
        pixels > 1
            ? pixel -> start * last + pixel * step
            : pixel -> (float) (0.5 * (start + end) * last);
    return nearest
        ? GridAxis.nearest(pixels, cells, position)
        : GridAxis.linear(pixels, cells, position);
  }
}
