package io.sightline.preprocess.resample.tensorflow;

import io.sightline.image.Size;
import io.sightline.internal.RowBands;

/**
 * {@code ResizeArea} of TensorFlow 2.21: tensorflow/core/kernels/image/resize_area_op.cc. The mean
 * of the source pixels that a target pixel covers, those at its edges by the part that it covers.
 */
final class TensorFlowArea {
  private TensorFlowArea() {}

  /**
   * What each position along an axis covers. Rounding may put the end one pixel behind the last
   * pixel, which then counts again with the part that is left over.
   */
  private static final class Axis {
    final float scale;
    final int lastPixel;
    final int[] start;
    final int[] end;
    final float[] startPart;
    final float[] endPart;

    Axis(int sourceLength, int targetLength) {
      scale = sourceLength / (float) targetLength;
      lastPixel = sourceLength - 1;
      start = new int[targetLength];
      end = new int[targetLength];
      startPart = new float[targetLength];
      endPart = new float[targetLength];
      for (int i = 0; i < targetLength; i++) {
        float from = i * scale;
        float to = (i + 1) * scale;
        start[i] = Math.min((int) Math.floor(from), lastPixel);
        end[i] = Math.min((int) Math.ceil(to), sourceLength + 1);
        startPart[i] = part(start[i], from, to);
        endPart[i] = part(end[i] - 1, from, to);
      }
    }

    /** How much of a pixel lies between two positions. */
    private float part(int pixel, float from, float to) {
      if (pixel < from) {
        return pixel + 1 > to ? scale : pixel + 1 - from;
      }
      return pixel + 1 > to ? to - pixel : 1;
    }

    /** How much of a pixel a target covers. */
    float part(int pixel, int target) {
      if (pixel == start[target]) {
        return startPart[target];
      }
      return pixel == end[target] - 1 ? endPart[target] : 1;
    }
  }

  static void resize(SampleRows source, Size target, float[] out) {
    Axis rows = new Axis(source.size().height(), target.height());
    Axis columns = new Axis(source.size().width(), target.width());
    long operations = Math.max(source.size().pixels() * source.channels(), out.length);
    RowBands.forEach(
        target.height(),
        operations,
        (from, to) -> resizeRows(source, rows, columns, from, to, out));
  }

  private static void resizeRows(
      SampleRows source, Axis rows, Axis columns, int from, int to, float[] out) {
    int channels = source.channels();
    int rowLength = columns.start.length * channels;
    float reciprocal = 1 / (rows.scale * columns.scale);
    float[] samples = new float[source.rowLength()];
    LineCache lines =
        new LineCache(
            1,
            rowLength,
            (row, line) -> {
              source.read(row, samples);
              addColumns(samples, channels, columns, line);
            });
    for (int y = from; y < to; y++) {
      int at = y * rowLength;
      for (int row = rows.start[y]; row < rows.end[y]; row++) {
        addWeighted(lines.line(Math.min(row, rows.lastPixel)), rows.part(row, y), out, at);
      }
      for (int i = 0; i < rowLength; i++) {
        out[at + i] *= reciprocal;
      }
    }
  }

  private static void addWeighted(float[] line, float weight, float[] out, int outStart) {
    for (int i = 0; i < line.length; i++) {
      out[outStart + i] += line[i] * weight;
    }
  }

  private static void addColumns(float[] samples, int channels, Axis columns, float[] line) {
    for (int x = 0; x < columns.start.length; x++) {
      if (channels == 3) {
        addThree(samples, columns, x, line);
      } else {
        for (int channel = 0; channel < channels; channel++) {
          line[x * channels + channel] = add(samples, channel, channels, columns, x);
        }
      }
    }
  }

  private static float add(float[] samples, int channel, int channels, Axis columns, int x) {
    int pixel = columns.start[x];
    int end = columns.end[x] - 1;
    float sum = samples[pixel * channels + channel] * columns.startPart[x];
    if (pixel == end) {
      return sum;
    }
    for (pixel++; pixel < end; pixel++) {
      sum += samples[pixel * channels + channel];
    }
    int last = Math.min(end, columns.lastPixel) * channels;
    return sum + samples[last + channel] * columns.endPart[x];
  }

  /** Three sums at a time, none of which waits for the others. */
  private static void addThree(float[] samples, Axis columns, int x, float[] line) {
    int end = columns.end[x] - 1;
    int at = columns.start[x] * 3;
    float part = columns.startPart[x];
    float red = samples[at] * part;
    float green = samples[at + 1] * part;
    float blue = samples[at + 2] * part;
    if (columns.start[x] != end) {
      for (at += 3; at < end * 3; at += 3) {
        red += samples[at];
        green += samples[at + 1];
        blue += samples[at + 2];
      }
      at = Math.min(end, columns.lastPixel) * 3;
      part = columns.endPart[x];
      red += samples[at] * part;
      green += samples[at + 1] * part;
      blue += samples[at + 2] * part;
    }
    line[x * 3] = red;
    line[x * 3 + 1] = green;
    line[x * 3 + 2] = blue;
  }
}
