package io.sightline.detection.ssd;

/** What turns the numbers of a head into scores. */
public enum ScoreConversion {
  /** They are scores. */
  IDENTITY,
  /** {@code 1 / (1 + exp(-x))} of each. */
  SIGMOID,
  /** {@code exp(x) / sum(exp(x))} over the classes of a box, the background among them. */
  SOFTMAX;

  String sentence() {
    return switch (this) {
      case IDENTITY -> "Scores are as the model gives them.";
      case SIGMOID -> "Scores are the sigmoid of what the model gives.";
      case SOFTMAX -> "Scores are the softmax of what the model gives.";
    };
  }

  /** Converts all rows in place. */
  void convert(float[] values, int columns) {
    switch (this) {
      case IDENTITY -> {}
      case SIGMOID -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) (1 / (1 + Math.exp(-values[i])));
        }
      }
      case SOFTMAX -> {
        for (int start = 0; start < values.length; start += columns) {
          softmax(values, start, start + columns);
        }
      }
    }
  }

  /** The maximum is subtracted first, so that no exponential overflows. */
  private static void softmax(float[] values, int start, int end) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = start; i < end; i++) {
      largest = Math.max(largest, values[i]);
    }
    double sum = 0;
    for (int i = start; i < end; i++) {
      double exponential = Math.exp(values[i] - (double) largest);
      values[i] = (float) exponential;
      sum += exponential;
    }
    for (int i = start; i < end; i++) {
      values[i] = (float) (values[i] / sum);
    }
  }
}
