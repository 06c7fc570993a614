package io.sightline.preprocess.resample.tensorflow;

import io.sightline.internal.RowBands;
import java.util.Arrays;

/**
 * {@code ScaleAndTranslate} of TensorFlow 2.21, without the latter:
 * tensorflow/core/kernels/image/scale_and_translate_op.cc. Weighted sums down the columns first,
 * then along the rows, in float32.
 *
 * <p>Goes through the source row by row and adds each to all target rows that it belongs to, so
 * that a row is turned into floats once, and no more target rows than wait for the same source row
 * are held. Every sum is still taken in the order of the source rows.
 */
final class TensorFlowScaleAndTranslate {
  private TensorFlowScaleAndTranslate() {}

  static void resize(
      SampleRows source, TensorFlowSpans rows, TensorFlowSpans columns, float[] out) {
    long operations =
        (long) rows.weights().length * source.rowLength()
            + (long) columns.weights().length * source.channels() * rows.length();
    RowBands.forEach(
        rows.length(), operations, (from, to) -> resizeRows(source, rows, columns, from, to, out));
  }

  private static void resizeRows(
      SampleRows source,
      TensorFlowSpans rows,
      TensorFlowSpans columns,
      int from,
      int to,
      float[] out) {
    float[] line = new float[source.rowLength()];
    float[][] sums = new float[Math.min(rows.overlap(), to - from)][line.length];
    int outLength = columns.length() * source.channels();
    int done = from;
    for (int row = rows.first(from); row < rows.end(to - 1); row++) {
      row = Math.max(row, rows.first(done));
      source.read(row, line);
      for (int y = done; y < to && rows.first(y) <= row; y++) {
        float[] sum = sums[y % sums.length];
        if (row == rows.first(y)) {
          Arrays.fill(sum, 0);
        }
        addWeighted(line, rows.weights()[rows.offset(y) + row - rows.first(y)], sum);
      }
      for (; done < to && rows.end(done) == row + 1; done++) {
        addColumns(sums[done % sums.length], source.channels(), columns, out, done * outLength);
      }
    }
  }

  private static void addWeighted(float[] line, float weight, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * line[i];
    }
  }

  private static void addColumns(
      float[] line, int channels, TensorFlowSpans columns, float[] out, int outStart) {
    float[] weights = columns.weights();
    int at = outStart;
    for (int x = 0; x < columns.length(); x++) {
      int first = columns.first(x);
      int count = columns.end(x) - first;
      int weight = columns.offset(x);
      if (channels == 3) {
        addThree(line, first * 3, weights, weight, count, out, at);
      } else {
        for (int channel = 0; channel < channels; channel++) {
          out[at + channel] =
              add(line, first * channels + channel, channels, weights, weight, count);
        }
      }
      at += channels;
    }
  }

  private static float add(
      float[] line, int start, int step, float[] weights, int firstWeight, int count) {
    float sum = 0;
    for (int i = 0; i < count; i++) {
      sum += weights[firstWeight + i] * line[start + i * step];
    }
    return sum;
  }

  /** Three sums at a time, none of which waits for the others. */
  private static void addThree(
      float[] line, int start, float[] weights, int firstWeight, int count, float[] out, int at) {
    float red = 0;
    float green = 0;
    float blue = 0;
    int next = start;
    for (int i = 0; i < count; i++) {
      float weight = weights[firstWeight + i];
      red += weight * line[next];
      green += weight * line[next + 1];
      blue += weight * line[next + 2];
      next += 3;
    }
    out[at] = red;
    out[at + 1] = green;
    out[at + 2] = blue;
  }
}
