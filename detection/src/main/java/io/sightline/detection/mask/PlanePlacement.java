package io.sightline.detection.mask;

import io.sightline.detection.box.PixelBox;
import io.sightline.image.Geometry;
import io.sightline.image.Size;

/**
 * A grid of logits over all of what the model got, of which a box is cut out.
 *
 * <p>The rule of {@code process_mask} with {@code upsample} (Ultralytics 8.2, utils/ops.py): cells
 * whose index lies outside of the box, in cells, become 0; then the grid is enlarged with {@code
 * F.interpolate(mode="bilinear", align_corners=False)}; pixels above 0 are the mask. Where
 * Ultralytics enlarges to the size of the model's input, the same surface is read here at the
 * centres of the source's pixels. A threshold other than 0.5 is taken off the logits first.
 *
 * @param box in pixels of the model's input
 * @param imageSize the size of the source
 * @param modelSize the size of the model's input
 */
record PlanePlacement(
    PixelBox box,
    Size imageSize,
    Size modelSize,
    double scaleX,
    double shiftX,
    double scaleY,
    double shiftY)
    implements MaskPlacement {

  static PlanePlacement of(PixelBox box, Geometry geometry) {
    return new PlanePlacement(
        box,
        geometry.source(),
        geometry.target(),
        geometry.scaleX(),
        geometry.shiftX(),
        geometry.scaleY(),
        geometry.shiftY());
  }

  @Override
  public BitMask above(float[] grid, Size gridSize, float threshold) {
    float perCellX = (float) ((double) gridSize.width() / modelSize.width());
    float perCellY = (float) ((double) gridSize.height() / modelSize.height());
    int left = firstCell(box.xMin() * perCellX, gridSize.width());
    int right = firstCell(box.xMax() * perCellX, gridSize.width());
    int top = firstCell(box.yMin() * perCellY, gridSize.height());
    int bottom = firstCell(box.yMax() * perCellY, gridSize.height());
    if (left >= right || top >= bottom) {
      return new BitMask.Drawing(imageSize).mask();
    }
    float logit = (float) Math.log(threshold / (1.0 - threshold));
    float[] inBox = new float[grid.length];
    for (int y = top; y < bottom; y++) {
      for (int i = y * gridSize.width() + left; i < y * gridSize.width() + right; i++) {
        inBox[i] = grid[i] - logit;
      }
    }
    GridAxis columns =
        axis(imageSize.width(), gridSize.width(), modelSize.width(), scaleX, shiftX)
            .touching(left, right - 1);
    GridAxis rows =
        axis(imageSize.height(), gridSize.height(), modelSize.height(), scaleY, shiftY)
            .touching(top, bottom - 1);
    return new InterpolatedGrid(inBox, gridSize, columns, rows, imageSize).above(0);
  }

  /** The first cell whose index is not below the edge. */
  private static int firstCell(float edge, int cells) {
    return (int) Math.min(Math.max(Math.ceil(edge), 0), cells);
  }

  private static GridAxis axis(int pixels, int cells, int modelLength, double scale, double shift) {
    return GridAxis.linear(
        pixels,
        cells,
        pixel -> {
          double inModel = (pixel + 0.5) * scale + shift;
          if (inModel < 0 || inModel > modelLength) {
            return Float.NaN;
          }
          double cell = inModel * cells / modelLength - 0.5;
          return (float) Math.min(Math.max(cell, 0), cells - 1);
        });
  }
}
