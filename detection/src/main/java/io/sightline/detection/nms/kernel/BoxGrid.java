package io.sightline.detection.nms.kernel;

import java.util.Arrays;

/**
 * A uniform grid over the middles of boxes. A kept box is entered in each cell that it touches,
 * grown by a thousandth of its size; points outside the grid belong to the cells at its border.
 *
 * <p>Boxes whose intersection over union is above 0.5 share more than half of each side of either,
 * so each contains the middle of the other: one cell has to be looked at. For lower thresholds
 * these are all cells that the candidate touches. The growth covers rounding, which is below 1e-5.
 */
final class BoxGrid {
  /** Boxes that touch more cells than this are kept in a list that every look goes through. */
  private static final int MAX_CELLS_OF_A_BOX = 64;

  private static final int MAX_SIDE = 256;
  private static final double GROWTH = 1e-3;
  private static final int NONE = -1;

  private final double originX;
  private final double originY;
  private final double perCellX;
  private final double perCellY;
  private final int columns;
  private final int rows;
  private final int[] heads;
  private int[] next = new int[256];
  private int[] entries = new int[256];
  private int size;

  /** A grid for these boxes, of which none is NaN or infinite, with cells of their mean size. */
  BoxGrid(BoxColumns boxes, int count) {
    double minX = Double.POSITIVE_INFINITY;
    double minY = Double.POSITIVE_INFINITY;
    double maxX = Double.NEGATIVE_INFINITY;
    double maxY = Double.NEGATIVE_INFINITY;
    double width = 0;
    double height = 0;
    for (int i = 0; i < count; i++) {
      double x = middle(boxes.left[i], boxes.right[i]);
      double y = middle(boxes.top[i], boxes.bottom[i]);
      minX = Math.min(minX, x);
      maxX = Math.max(maxX, x);
      minY = Math.min(minY, y);
      maxY = Math.max(maxY, y);
      width += Math.abs((double) boxes.right[i] - boxes.left[i]);
      height += Math.abs((double) boxes.bottom[i] - boxes.top[i]);
    }
    originX = minX;
    originY = minY;
    int most = (int) Math.min(MAX_SIDE, 2 * Math.sqrt(count));
    columns = cells(maxX - minX, width / count, most);
    rows = cells(maxY - minY, height / count, most);
    perCellX = maxX > minX ? columns / (maxX - minX) : 0;
    perCellY = maxY > minY ? rows / (maxY - minY) : 0;
    heads = new int[columns * rows + 1];
    Arrays.fill(heads, NONE);
  }

  private static int cells(double extent, double mean, int most) {
    return mean > 0 ? (int) Math.max(1, Math.min(most, extent / mean)) : 1;
  }

  private static double middle(float low, float high) {
    return ((double) low + high) / 2;
  }

  /** Enters row {@code row} of the boxes under that number. */
  void add(BoxColumns boxes, int row) {
    double growX = GROWTH * ((double) boxes.right[row] - boxes.left[row]);
    double growY = GROWTH * ((double) boxes.bottom[row] - boxes.top[row]);
    int fromColumn = column(boxes.left[row] - growX);
    int toColumn = column(boxes.right[row] + growX);
    int fromRow = row(boxes.top[row] - growY);
    int toRow = row(boxes.bottom[row] + growY);
    if ((toColumn - fromColumn + 1) * (toRow - fromRow + 1) > MAX_CELLS_OF_A_BOX) {
      enter(heads.length - 1, row);
      return;
    }
    for (int y = fromRow; y <= toRow; y++) {
      for (int x = fromColumn; x <= toColumn; x++) {
        enter(y * columns + x, row);
      }
    }
  }

  private void enter(int cell, int row) {
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, Math.multiplyExact(2, size));
      next = Arrays.copyOf(next, entries.length);
    }
    entries[size] = row;
    next[size] = heads[cell];
    heads[cell] = size++;
  }

  int column(double x) {
    return (int) Math.max(0, Math.min(columns - 1, (x - originX) * perCellX));
  }

  int row(double y) {
    return (int) Math.max(0, Math.min(rows - 1, (y - originY) * perCellY));
  }

  /** The newest entry of a cell; negative if there is none. */
  int first(int column, int row) {
    return heads[row * columns + column];
  }

  /** The newest entry of the boxes that are too large for cells. */
  int firstLarge() {
    return heads[heads.length - 1];
  }

  /** The number that was entered. */
  int box(int entry) {
    return entries[entry];
  }

  /** The next older entry of the cell; negative if there is none. */
  int next(int entry) {
    return next[entry];
  }
}
