package io.sightline.internal;

import java.util.stream.IntStream;

/**
 * Shares the rows of a large picture among the cores. Every row is computed as it would be alone,
 * so the result does not depend on the number of bands.
 */
public final class RowBands {
  /** Below about a millisecond of work, handing it out costs more than it gains. */
  private static final long OPERATIONS_WORTH_SHARING = 1_000_000;

  /** Work on the rows from {@code from} up to but without {@code to}. */
  @FunctionalInterface
  public interface Work {
    void onRows(int from, int to);
  }

  private RowBands() {}

  /**
   * Does the work for all rows, in bands on the common pool and the calling thread, and returns
   * when all are done.
   *
   * @param rows the number of rows
   * @param operations about how many multiplications or copies the whole work takes
   * @param work is given each row once; called by several threads
   */
  public static void forEach(int rows, long operations, Work work) {
    int bands =
        operations < OPERATIONS_WORTH_SHARING
            ? 1
            : Math.min(rows, Runtime.getRuntime().availableProcessors());
    if (bands <= 1) {
      work.onRows(0, rows);
      return;
    }
    IntStream.range(0, bands)
        .parallel()
        .forEach(band -> work.onRows(start(rows, bands, band), start(rows, bands, band + 1)));
  }

  private static int start(int rows, int bands, int band) {
    return (int) ((long) rows * band / bands);
  }
}
