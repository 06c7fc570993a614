package io.sightline.detection.mask;

import java.util.Arrays;

/**
 * Along one axis, between which two cells of a grid every pixel of a picture lies. The pixels that
 * the grid reaches are neighbours: {@link #start} to before {@link #end}.
 */
final class GridAxis {
  private final int start;
  private final int end;
  private final int[] low;
  private final int[] high;
  private final float[] weight;

  /** Where a pixel lies, counted from the centre of the first cell; NaN where nothing reaches. */
  @FunctionalInterface
  interface Position {
    float of(int pixel);
  }

  private GridAxis(int start, int end, int[] low, int[] high, float[] weight) {
    this.start = start;
    this.end = end;
    this.low = low;
    this.high = high;
    this.weight = weight;
  }

  /**
   * An axis between neighbours.
   *
   * @param pixels the number of pixels
   * @param cells the number of cells
   * @param position must not fall; pixels beyond the centres of the outer cells are not reached
   */
  static GridAxis linear(int pixels, int cells, Position position) {
    return of(pixels, cells, position, false);
  }

  /** An axis where every pixel takes the nearest cell, of two equally near the later one. */
  static GridAxis nearest(int pixels, int cells, Position position) {
    return of(pixels, cells, position, true);
  }

  private static GridAxis of(int pixels, int cells, Position position, boolean nearest) {
    float[] at = new float[pixels];
    for (int i = 0; i < pixels; i++) {
      at[i] = position.of(i);
    }
    int start = 0;
    while (start < pixels && !isReached(at[start], cells)) {
      start++;
    }
    int end = start;
    while (end < pixels && isReached(at[end], cells)) {
      end++;
    }
    int[] low = new int[end - start];
    int[] high = new int[end - start];
    float[] weight = new float[end - start];
    for (int i = start; i < end; i++) {
      double cell = nearest ? Math.floor(at[i] + 0.5) : Math.floor(at[i]);
      low[i - start] = (int) cell;
      high[i - start] = nearest ? (int) cell : (int) Math.ceil(at[i]);
      weight[i - start] = nearest ? 0 : at[i] - (int) cell;
    }
    return new GridAxis(start, end, low, high, weight);
  }

  private static boolean isReached(float position, int cells) {
    return position >= 0 && position <= cells - 1;
  }

  /**
   * This axis without the pixels that touch none of the cells from {@code first} to {@code last}.
   */
  GridAxis touching(int first, int last) {
    int from = start;
    while (from < end && high(from) < first) {
      from++;
    }
    int to = from;
    while (to < end && low(to) <= last) {
      to++;
    }
    return new GridAxis(
        from,
        to,
        Arrays.copyOfRange(low, from - start, to - start),
        Arrays.copyOfRange(high, from - start, to - start),
        Arrays.copyOfRange(weight, from - start, to - start));
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  int low(int pixel) {
    return low[pixel - start];
  }

  int high(int pixel) {
    return high[pixel - start];
  }

  float weight(int pixel) {
    return weight[pixel - start];
  }
}
