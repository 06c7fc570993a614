package io.sightline.detection.nms.kernel;

/**
 * Boxes as columns, for tests that only have to rule out. A box is regular if the products and sums
 * of {@link GridSuppression} neither overflow nor vanish: coordinates of at most 1e15, and an area
 * of at least 1e-15, or none at all where that means that the box overlaps nothing.
 */
final class BoxColumns {
  private static final float MAX_COORDINATE = 0x1p50f;
  private static final float MIN_AREA = 0x1p-50f;

  final float[] left;
  final float[] top;
  final float[] right;
  final float[] bottom;
  final float[] area;

  BoxColumns(int size) {
    left = new float[size];
    top = new float[size];
    right = new float[size];
    bottom = new float[size];
    area = new float[size];
  }

  /** Sets a row; the edges are put in order if the rule does that. */
  void set(int row, float[] boxes, int index, boolean orderEdges) {
    float x1 = boxes[4 * index];
    float y1 = boxes[4 * index + 1];
    float x2 = boxes[4 * index + 2];
    float y2 = boxes[4 * index + 3];
    left[row] = orderEdges ? Math.min(x1, x2) : x1;
    top[row] = orderEdges ? Math.min(y1, y2) : y1;
    right[row] = orderEdges ? Math.max(x1, x2) : x2;
    bottom[row] = orderEdges ? Math.max(y1, y2) : y2;
    area[row] = (right[row] - left[row]) * (bottom[row] - top[row]);
  }

  void copy(int row, BoxColumns from, int fromRow) {
    left[row] = from.left[fromRow];
    top[row] = from.top[fromRow];
    right[row] = from.right[fromRow];
    bottom[row] = from.bottom[fromRow];
    area[row] = from.area[fromRow];
  }

  /** Whether the box has no inside: both libraries that allow this let it overlap nothing. */
  boolean isEmpty(int row) {
    return !(right[row] > left[row] && bottom[row] > top[row]);
  }

  /** Comparisons are written so that NaN fails them. */
  boolean isRegular(int row, boolean mayBeEmpty) {
    boolean isBounded =
        Math.abs(left[row]) <= MAX_COORDINATE
            && Math.abs(top[row]) <= MAX_COORDINATE
            && Math.abs(right[row]) <= MAX_COORDINATE
            && Math.abs(bottom[row]) <= MAX_COORDINATE;
    return isBounded && (isEmpty(row) ? mayBeEmpty : area[row] >= MIN_AREA);
  }
}
