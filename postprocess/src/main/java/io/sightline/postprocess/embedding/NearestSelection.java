package io.sightline.postprocess.embedding;

/** Keeps the lowest of the values that come by, in order; of equal ones those that came first. */
final class NearestSelection {
  private final double[] values;
  private final int[] indices;
  private int count;

  /** Keeps up to {@code capacity} values. */
  NearestSelection(int capacity) {
    values = new double[capacity];
    indices = new int[capacity];
  }

  /** Takes a value that is not NaN. */
  void offer(int index, double value) {
    if (count == values.length && (count == 0 || value >= values[count - 1])) {
      return;
    }
    int place = placeAfterEquals(value);
    int moved = Math.min(count, values.length - 1) - place;
    System.arraycopy(values, place, values, place + 1, moved);
    System.arraycopy(indices, place, indices, place + 1, moved);
    values[place] = value;
    indices[place] = index;
    count = Math.min(count + 1, values.length);
  }

  private int placeAfterEquals(double value) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (values[middle] <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  int count() {
    return count;
  }

  int index(int place) {
    return indices[place];
  }

  double value(int place) {
    return values[place];
  }
}
