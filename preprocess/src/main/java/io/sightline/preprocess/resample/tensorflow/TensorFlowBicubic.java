package io.sightline.preprocess.resample.tensorflow;

import io.sightline.image.Size;
import io.sightline.internal.RowBands;

/**
 * {@code ResizeBicubic} of TensorFlow 2.21 with half-pixel centres:
 * tensorflow/core/kernels/image/resize_bicubic_op.cc.
 */
final class TensorFlowBicubic {
  private static final int TAPS = 4;

  /** What a sample costs: sixteen reads and products down, four across. */
  private static final int OPERATIONS_PER_SAMPLE = 24;

  private TensorFlowBicubic() {}

  /**
   * {@code WeightsAndIndices} of all positions along an axis: the first neighbours of all, the
   * second of all, and so on.
   */
  private static final class Axis {
    /** {@code kTableSize}: in how many steps the distance to a pixel is told. */
    private static final int STEPS = 1 << 10;

    private static final float SMALLEST_SUM = 1000 * Float.MIN_NORMAL;

    final int length;
    final int[] neighbours;
    final float[] weights;

    Axis(int sourceLength, int targetLength) {
      length = targetLength;
      neighbours = new int[Math.multiplyExact(TAPS, targetLength)];
      weights = new float[neighbours.length];
      float scale = sourceLength / (float) targetLength;
      for (int i = 0; i < targetLength; i++) {
        set(i, (i + 0.5f) * scale - 0.5f, sourceLength);
      }
    }

    private void set(int target, float position, int sourceLength) {
      int floor = (int) Math.floor(position);
      int step = (int) Math.rint((position - floor) * STEPS);
      float[] taps = {
        farWeight(step), nearWeight(step), nearWeight(STEPS - step), farWeight(STEPS - step)
      };
      for (int tap = 0; tap < TAPS; tap++) {
        int index = floor - 1 + tap;
        int inside = Math.max(0, Math.min(sourceLength - 1, index));
        neighbours[tap * length + target] = inside;
        if (inside != index) {
          taps[tap] = 0;
        }
      }
      float sum = taps[0] + taps[1] + taps[2] + taps[3];
      float factor = Math.abs(sum) >= SMALLEST_SUM ? 1 / sum : 1;
      for (int tap = 0; tap < TAPS; tap++) {
        weights[tap * length + target] = taps[tap] * factor;
      }
    }

    /** Keys' cubic with a = -0.5 up to a distance of 1. */
    private static float nearWeight(int step) {
      double x = step / (double) STEPS;
      return (float) ((1.5 * x - 2.5) * x * x + 1);
    }

    /** The same cubic for what lies one pixel further away. */
    private static float farWeight(int step) {
      double x = step / (double) STEPS + 1;
      return (float) (((-0.5 * x + 2.5) * x - 4) * x + 2);
    }

    /** The weights of each sample of a line. */
    float[] weights(int channels) {
      float[] perSample = new float[weights.length * channels];
      for (int i = 0; i < perSample.length; i++) {
        perSample[i] = weights[i / channels];
      }
      return perSample;
    }
  }

  static void resize(SampleRows source, Size target, float[] out) {
    Axis rows = new Axis(source.size().height(), target.height());
    Axis columns = new Axis(source.size().width(), target.width());
    RowBands.forEach(
        target.height(),
        (long) OPERATIONS_PER_SAMPLE * out.length,
        (from, to) -> resizeRows(source, rows, columns, from, to, out));
  }

  private static void resizeRows(
      SampleRows source, Axis rows, Axis columns, int from, int to, float[] out) {
    float[] weights = columns.weights(source.channels());
    LineCache lines =
        new LineCache(
            TAPS, weights.length, (row, line) -> source.read(row, columns.neighbours, line, 0));
    float[] sums = new float[weights.length];
    int rowLength = weights.length / TAPS;
    for (int y = from; y < to; y++) {
      addRows(lines, rows, y, sums);
      addColumns(sums, weights, rowLength, out, y * rowLength);
    }
  }

  private static void addRows(LineCache lines, Axis rows, int y, float[] sums) {
    int second = rows.length + y;
    int third = rows.length + second;
    int fourth = rows.length + third;
    float[] line0 = lines.line(rows.neighbours[y]);
    float[] line1 = lines.line(rows.neighbours[second]);
    float[] line2 = lines.line(rows.neighbours[third]);
    float[] line3 = lines.line(rows.neighbours[fourth]);
    float weight0 = rows.weights[y];
    float weight1 = rows.weights[second];
    float weight2 = rows.weights[third];
    float weight3 = rows.weights[fourth];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = line0[i] * weight0 + line1[i] * weight1 + line2[i] * weight2 + line3[i] * weight3;
    }
  }

  /** The sums of the first neighbours of all samples come first, as their weights do. */
  private static void addColumns(
      float[] sums, float[] weights, int length, float[] out, int outStart) {
    int third = 2 * length;
    int fourth = 3 * length;
    for (int i = 0; i < length; i++) {
      out[outStart + i] =
          sums[i] * weights[i]
              + sums[length + i] * weights[length + i]
              + sums[third + i] * weights[third + i]
              + sums[fourth + i] * weights[fourth + i];
    }
  }
}
