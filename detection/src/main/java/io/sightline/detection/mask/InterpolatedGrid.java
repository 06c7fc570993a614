package io.sightline.detection.mask;

import io.sightline.image.Size;

/**
 * A small grid spread over a picture: every pixel lies between two columns and two rows of the
 * grid. The arithmetic is float32, the columns first, as TensorFlow's and PyTorch's kernels do it.
 */
final class InterpolatedGrid {
  private final float[] grid;
  private final int gridWidth;
  private final GridAxis columns;
  private final GridAxis rows;
  private final Size imageSize;

  InterpolatedGrid(float[] grid, Size gridSize, GridAxis columns, GridAxis rows, Size imageSize) {
    this.grid = grid;
    this.gridWidth = gridSize.width();
    this.columns = columns;
    this.rows = rows;
    this.imageSize = imageSize;
  }

  /** Writes the pixels of one row that the grid reaches; the others keep what they have. */
  void row(int y, float[] values) {
    if (y < rows.start() || y >= rows.end()) {
      return;
    }
    int upper = rows.low(y) * gridWidth;
    int lower = rows.high(y) * gridWidth;
    float down = rows.weight(y);
    for (int x = columns.start(); x < columns.end(); x++) {
      int left = columns.low(x);
      int right = columns.high(x);
      float across = columns.weight(x);
      float top = grid[upper + left] + (grid[upper + right] - grid[upper + left]) * across;
      float bottom = grid[lower + left] + (grid[lower + right] - grid[lower + left]) * across;
      values[x] = top + (bottom - top) * down;
    }
  }

  /** The pixels whose value is strictly above the limit, which is not negative. */
  BitMask above(float limit) {
    BitMask.Drawing drawing = new BitMask.Drawing(imageSize);
    float[] values = new float[imageSize.width()];
    for (int y = rows.start(); y < rows.end(); y++) {
      row(y, values);
      long offset = (long) y * imageSize.width();
      int x = columns.start();
      while (x < columns.end()) {
        int start = x;
        while (x < columns.end() && values[x] > limit) {
          x++;
        }
        drawing.set(offset + start, offset + x);
        x++;
      }
    }
    return drawing.mask();
  }
}
