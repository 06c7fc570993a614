package io.sightline.examples.shapes;

import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Counts how often the highest score is that of what the picture shows. Not thread-safe. */
final class Accuracy {
  private static final int CLASSES = ShapeClass.ALL.size();

  private final int[] seen = new int[CLASSES];
  private final int[] correct = new int[CLASSES];

  /**
   * Counts one batch.
   *
   * @param scores {@code [batch, class]}, any unit that orders; ties count for the first class
   */
  void add(Batch batch, TFloat32 scores) {
    float[] values = new float[batch.size() * CLASSES];
    scores.copyTo(DataBuffers.of(values, false, false));
    for (int i = 0; i < batch.size(); i++) {
      int actual = batch.classIndex(i);
      seen[actual]++;
      if (indexOfHighest(values, i * CLASSES) == actual) {
        correct[actual]++;
      }
    }
  }

  /** How many pictures were counted. */
  int pictures() {
    return sum(seen);
  }

  /** The share of pictures that were right, from 0 to 1; NaN before the first. */
  double overall() {
    return (double) sum(correct) / sum(seen);
  }

  /** The same over the pictures of one class. */
  double ofClass(int classIndex) {
    return (double) correct[classIndex] / seen[classIndex];
  }

  private static int indexOfHighest(float[] values, int offset) {
    int best = 0;
    for (int i = 1; i < CLASSES; i++) {
      if (values[offset + i] > values[offset + best]) {
        best = i;
      }
    }
    return best;
  }

  private static int sum(int[] counts) {
    int sum = 0;
    for (int count : counts) {
      sum += count;
    }
    return sum;
  }
}
