package io.sightline.postprocess.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What is counted for a calibration. */
final class CalibrationCounts {
  static final int MAX_BINS = 10_000;

  private final long[] counts;
  private final long[] correct;
  private final double[] confidences;

  CalibrationCounts(int bins) {
    if (bins < 1 || bins > MAX_BINS) {
      throw new IllegalArgumentException(
          "A calibration takes 1 to %s bins: got %s".formatted(MAX_BINS, bins));
    }
    counts = new long[bins];
    correct = new long[bins];
    confidences = new double[bins];
  }

  static boolean isProbability(float confidence) {
    return confidence >= 0 && confidence <= 1;
  }

  /** Counts an answer whose confidence is a probability. */
  void add(float confidence, boolean isCorrect) {
    int bin = bin(confidence);
    counts[bin]++;
    confidences[bin] += confidence;
    if (isCorrect) {
      correct[bin]++;
    }
  }

  /** The product is exact: 24 bits of the float and at most 14 of the number of bins. */
  private int bin(float confidence) {
    return Math.max(0, (int) Math.ceil((double) confidence * counts.length) - 1);
  }

  Calibration toCalibration() {
    List<Calibration.Bin> bins = new ArrayList<>(counts.length);
    for (int i = 0; i < counts.length; i++) {
      OptionalDouble mean = ClassMetrics.ratio(confidences[i], (double) counts[i]);
      bins.add(
          new Calibration.Bin(
              (double) i / counts.length, (i + 1.0) / counts.length, counts[i], correct[i], mean));
    }
    return new Calibration(List.copyOf(bins));
  }
}
