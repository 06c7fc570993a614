package io.sightline.benchmarks.comparison;

import java.util.Arrays;

/** The middle of measured values, which a disturbed one does not move. */
final class Medians {
  private Medians() {}

  static double of(double[] values) {
    return quantile(values, 0.5);
  }

  static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
  }
}
