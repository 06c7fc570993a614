package io.sightline.preprocess.resample.tensorflow;

import io.sightline.image.Size;
import io.sightline.internal.RowBands;

/**
 * {@code ResizeBilinear} of TensorFlow 2.21 with half-pixel centres:
 * tensorflow/core/kernels/image/resize_bilinear_op.cc.
 */
final class TensorFlowBilinear {
  /** What a sample costs: four reads, and three interpolations. */
  private static final int OPERATIONS_PER_SAMPLE = 8;

  /** {@code CachedInterpolation} of all positions along an axis. */
  private static final class Axis {
    final int[] lower;
    final int[] upper;
    final float[] fraction;

    Axis(int sourceLength, int targetLength) {
      float scale = sourceLength / (float) targetLength;
      lower = new int[targetLength];
      upper = new int[targetLength];
      fraction = new float[targetLength];
      for (int i = 0; i < targetLength; i++) {
        float position = (i + 0.5f) * scale - 0.5f;
        float floor = (float) Math.floor(position);
        lower[i] = Math.min(Math.max((int) floor, 0), sourceLength - 1);
        upper[i] = Math.min((int) Math.ceil(position), sourceLength - 1);
        fraction[i] = position - floor;
      }
    }

    /** The fraction of each sample of a line. */
    float[] fractions(int channels) {
      float[] fractions = new float[fraction.length * channels];
      for (int i = 0; i < fractions.length; i++) {
        fractions[i] = fraction[i / channels];
      }
      return fractions;
    }
  }

  private TensorFlowBilinear() {}

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
    float[] fractions = columns.fractions(source.channels());
    int rowLength = fractions.length;
    float[] left = new float[rowLength];
    float[] right = new float[rowLength];
    LineCache lines =
        new LineCache(
            2,
            rowLength,
            (row, line) -> {
              source.read(row, columns.lower, left, 0);
              source.read(row, columns.upper, right, 0);
              interpolate(left, right, fractions, line);
            });
    for (int y = from; y < to; y++) {
      float[] top = lines.line(rows.lower[y]);
      float[] bottom = lines.line(rows.upper[y]);
      interpolate(top, bottom, rows.fraction[y], out, y * rowLength);
    }
  }

  private static void interpolate(float[] left, float[] right, float[] fractions, float[] line) {
    for (int i = 0; i < line.length; i++) {
      line[i] = left[i] + (right[i] - left[i]) * fractions[i];
    }
  }

  private static void interpolate(
      float[] top, float[] bottom, float fraction, float[] out, int outStart) {
    for (int i = 0; i < top.length; i++) {
      out[outStart + i] = top[i] + (bottom[i] - top[i]) * fraction;
    }
  }
}
