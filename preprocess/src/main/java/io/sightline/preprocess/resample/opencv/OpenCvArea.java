package io.sightline.preprocess.resample.opencv;

import io.sightline.image.Size;
import io.sightline.internal.RowBands;
import io.sightline.preprocess.raster.Pixels;
import java.util.Arrays;

/**
 * Means over the part of the source that each pixel covers, where no axis gets longer: {@code
 * resizeArea_} and {@code resizeAreaFast_} for bytes in OpenCV 5.0, modules/imgproc/src/resize.cpp.
 */
final class OpenCvArea {
  /** {@code DBL_EPSILON}. */
  private static final double EPSILON = Math.ulp(1.0);

  private OpenCvArea() {}

  static Pixels resize(Pixels source, Size target) {
    double columnScale = OpenCvResample.scale(source.size().width(), target.width());
    double rowScale = OpenCvResample.scale(source.size().height(), target.height());
    if (isWhole(columnScale) && isWhole(rowScale)) {
      return averageBlocks(source, target, (int) Math.rint(columnScale), (int) Math.rint(rowScale));
    }
    Pixels result = Pixels.allocate(target, source.channels());
    OpenCvAreaWeights columns = OpenCvAreaWeights.of(source.size().width(), target.width());
    OpenCvAreaWeights rows = OpenCvAreaWeights.of(source.size().height(), target.height());
    RowBands.forEach(
        target.height(),
        source.size().pixels() * source.channels(),
        (from, to) -> averageParts(source, columns, rows, result, from, to));
    return result;
  }

  private static boolean isWhole(double scale) {
    return Math.abs(scale - Math.rint(scale)) < EPSILON;
  }

  /** Halves with two channels have no path of their own in OpenCV, and are rounded otherwise. */
  private static Pixels averageBlocks(Pixels source, Size target, int blockWidth, int blockHeight) {
    Pixels result = Pixels.allocate(target, source.channels());
    boolean halves = blockWidth == 2 && blockHeight == 2 && source.channels() != 2;
    RowBands.forEach(
        target.height(),
        source.size().pixels() * source.channels(),
        halves
            ? (from, to) -> halve(source, result, from, to)
            : (from, to) -> averageBlocks(source, blockWidth, blockHeight, result, from, to));
    return result;
  }

  private static void halve(Pixels source, Pixels result, int from, int to) {
    byte[] in = source.samples();
    byte[] out = result.samples();
    int channels = source.channels();
    for (int row = from; row < to; row++) {
      int upper = source.start(2 * row);
      int lower = source.start(2 * row + 1);
      int end = result.start(row) + result.size().width() * channels;
      for (int pixel = result.start(row); pixel < end; pixel += channels) {
        for (int i = 0; i < channels; i++) {
          int left = (in[upper + i] & 0xff) + (in[lower + i] & 0xff);
          int right = (in[upper + channels + i] & 0xff) + (in[lower + channels + i] & 0xff);
          out[pixel + i] = (byte) ((left + right + 2) >> 2);
        }
        upper += 2 * channels;
        lower += 2 * channels;
      }
    }
  }

  private static void averageBlocks(
      Pixels source, int blockWidth, int blockHeight, Pixels result, int from, int to) {
    int channels = source.channels();
    int[] sums = new int[result.size().width() * channels];
    float inverseArea = 1f / (blockWidth * blockHeight);
    byte[] out = result.samples();
    for (int row = from; row < to; row++) {
      Arrays.fill(sums, 0);
      for (int i = 0; i < blockHeight; i++) {
        addBlocks(
            source.samples(), source.start(row * blockHeight + i), channels, blockWidth, sums);
      }
      int start = result.start(row);
      for (int i = 0; i < sums.length; i++) {
        out[start + i] = (byte) Math.rint(sums[i] * inverseArea);
      }
    }
  }

  private static void addBlocks(byte[] in, int start, int channels, int blockWidth, int[] sums) {
    int from = start;
    for (int x = 0; x < sums.length; x += channels) {
      for (int i = 0; i < blockWidth; i++) {
        for (int channel = 0; channel < channels; channel++) {
          sums[x + channel] += in[from++] & 0xff;
        }
      }
    }
  }

  private static void averageParts(
      Pixels source,
      OpenCvAreaWeights columns,
      OpenCvAreaWeights rows,
      Pixels result,
      int from,
      int to) {
    int length = result.size().width() * result.channels();
    float[] line = new float[length];
    float[] sums = new float[length];
    int rowOfLine = -1;
    for (int row = from; row < to; row++) {
      Arrays.fill(sums, 0);
      for (int i = 0; i < rows.count(row); i++) {
        int sourceRow = rows.first(row) + i;
        if (sourceRow != rowOfLine) {
          averageLine(source.samples(), source.start(sourceRow), source.channels(), columns, line);
          rowOfLine = sourceRow;
        }
        addWeighted(line, rows.weights()[rows.offset(row) + i], sums);
      }
      int start = result.start(row);
      for (int i = 0; i < length; i++) {
        result.samples()[start + i] = (byte) Math.max(0, Math.min(255, Math.rint(sums[i])));
      }
    }
  }

  private static void averageLine(
      byte[] source, int start, int channels, OpenCvAreaWeights columns, float[] line) {
    if (channels == 3) {
      averageLineOfThree(source, start, columns, line);
      return;
    }
    float[] weights = columns.weights();
    for (int x = 0; x < columns.length(); x++) {
      int first = columns.offset(x);
      int end = first + columns.count(x);
      for (int channel = 0; channel < channels; channel++) {
        int at = start + columns.first(x) * channels + channel;
        float sum = 0;
        for (int i = first; i < end; i++) {
          sum += (source[at] & 0xff) * weights[i];
          at += channels;
        }
        line[x * channels + channel] = sum;
      }
    }
  }

  private static void averageLineOfThree(
      byte[] source, int start, OpenCvAreaWeights columns, float[] line) {
    float[] weights = columns.weights();
    for (int x = 0; x < columns.length(); x++) {
      int end = columns.offset(x) + columns.count(x);
      int at = start + columns.first(x) * 3;
      float first = 0;
      float second = 0;
      float third = 0;
      for (int i = columns.offset(x); i < end; i++) {
        float weight = weights[i];
        first += (source[at] & 0xff) * weight;
        second += (source[at + 1] & 0xff) * weight;
        third += (source[at + 2] & 0xff) * weight;
        at += 3;
      }
      line[x * 3] = first;
      line[x * 3 + 1] = second;
      line[x * 3 + 2] = third;
    }
  }

  private static void addWeighted(float[] line, float weight, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += line[i] * weight;
    }
  }
}
