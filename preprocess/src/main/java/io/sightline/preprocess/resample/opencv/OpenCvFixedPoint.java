package io.sightline.preprocess.resample.opencv;

import io.sightline.image.Size;
import io.sightline.internal.RowBands;
import io.sightline.preprocess.raster.Pixels;
import java.util.Arrays;

/**
 * Sums weighted in fixed point, along the rows and then, without rounding in between, along the
 * columns: {@code resizeGeneric_} for bytes in OpenCV 5.0, modules/imgproc/src/resize.cpp.
 */
final class OpenCvFixedPoint {
  private static final int SUM_BITS = 2 * OpenCvTaps.WEIGHT_BITS;
  private static final int HALF = 1 << (SUM_BITS - 1);

  /** Lanes of 16 bits with SSE; what is left of a row is computed otherwise. */
  private static final int VECTOR_LENGTH = 8;

  private OpenCvFixedPoint() {}

  /** Rounds once, at the end. */
  static Pixels weighted(Pixels source, OpenCvTaps columns, OpenCvTaps rows) {
    return resize(source, columns, rows, OpenCvFixedPoint::weightedRow);
  }

  /** Four taps, most of the columns in floating point: {@code VResizeCubicVec_32s8u}. */
  static Pixels cubic(Pixels source, OpenCvTaps columns, OpenCvTaps rows) {
    return resize(source, columns, rows, OpenCvFixedPoint::cubicRow);
  }

  /**
   * Two taps an axis, rounded as {@code VResizeLinear} does to make do with products of 16 bits.
   */
  static Pixels linear(Pixels source, OpenCvTaps columns, OpenCvTaps rows) {
    return resize(source, columns, rows, OpenCvFixedPoint::linearRow);
  }

  /** Makes a row of lines, of which the one of source row {@code r} lies at {@code r % count}. */
  @FunctionalInterface
  private interface RowSum {
    void write(int[][] lines, OpenCvTaps rows, int row, byte[] out, int start);
  }

  private static Pixels resize(Pixels source, OpenCvTaps columns, OpenCvTaps rows, RowSum rowSum) {
    Size size = new Size(columns.length(), rows.length());
    Pixels result = Pixels.allocate(size, source.channels());
    long operations = size.pixels() * source.channels() * (columns.count() + rows.count());
    RowBands.forEach(
        rows.length(),
        operations,
        (from, to) -> resizeRows(source, columns, rows, rowSum, result, from, to));
    return result;
  }

  private static void resizeRows(
      Pixels source,
      OpenCvTaps columns,
      OpenCvTaps rows,
      RowSum rowSum,
      Pixels result,
      int from,
      int to) {
    int count = rows.count();
    int[][] lines = new int[count][columns.length() * source.channels()];
    int[] rowOfLine = new int[count];
    Arrays.fill(rowOfLine, -1);
    for (int row = from; row < to; row++) {
      for (int tap = 0; tap < count; tap++) {
        int sourceRow = rows.positions()[row * count + tap];
        int slot = sourceRow % count;
        if (rowOfLine[slot] != sourceRow) {
          resizeLine(
              source.samples(), source.start(sourceRow), source.channels(), columns, lines[slot]);
          rowOfLine[slot] = sourceRow;
        }
      }
      rowSum.write(lines, rows, row, result.samples(), result.start(row));
    }
  }

  private static void resizeLine(
      byte[] source, int start, int channels, OpenCvTaps columns, int[] line) {
    if (channels == 3) {
      resizeLineOfThree(source, start, columns, line);
      return;
    }
    int[] positions = columns.positions();
    int[] weights = columns.weights();
    int count = columns.count();
    int at = 0;
    for (int tap = 0; tap < positions.length; tap += count) {
      for (int channel = 0; channel < channels; channel++) {
        int sum = 0;
        for (int i = tap; i < tap + count; i++) {
          sum += (source[start + positions[i] * channels + channel] & 0xff) * weights[i];
        }
        line[at++] = sum;
      }
    }
  }

  private static void resizeLineOfThree(byte[] source, int start, OpenCvTaps columns, int[] line) {
    int[] positions = columns.positions();
    int[] weights = columns.weights();
    int count = columns.count();
    int at = 0;
    for (int tap = 0; tap < positions.length; tap += count) {
      int first = 0;
      int second = 0;
      int third = 0;
      for (int i = tap; i < tap + count; i++) {
        int from = start + positions[i] * 3;
        int weight = weights[i];
        first += (source[from] & 0xff) * weight;
        second += (source[from + 1] & 0xff) * weight;
        third += (source[from + 2] & 0xff) * weight;
      }
      line[at] = first;
      line[at + 1] = second;
      line[at + 2] = third;
      at += 3;
    }
  }

  private static void linearRow(int[][] lines, OpenCvTaps rows, int row, byte[] out, int start) {
    int upperWeight = rows.weights()[row * 2];
    int lowerWeight = rows.weights()[row * 2 + 1];
    int[] upper = lines[rows.positions()[row * 2] % 2];
    int[] lower = lines[rows.positions()[row * 2 + 1] % 2];
    for (int i = 0; i < upper.length; i++) {
      int quadruple =
          (((upper[i] >> 4) * upperWeight) >> 16) + (((lower[i] >> 4) * lowerWeight) >> 16);
      out[start + i] = (byte) ((quadruple + 2) >> 2);
    }
  }

  private static void cubicRow(int[][] lines, OpenCvTaps rows, int row, byte[] out, int start) {
    weightedRow(lines, rows, row, out, start);
    int[] positions = rows.positions();
    int tap = row * 4;
    int[] first = lines[positions[tap] % 4];
    int[] second = lines[positions[tap + 1] % 4];
    int[] third = lines[positions[tap + 2] % 4];
    int[] fourth = lines[positions[tap + 3] % 4];
    float scale = 1f / (1 << SUM_BITS);
    float firstWeight = rows.weights()[tap] * scale;
    float secondWeight = rows.weights()[tap + 1] * scale;
    float thirdWeight = rows.weights()[tap + 2] * scale;
    float fourthWeight = rows.weights()[tap + 3] * scale;
    int vectorEnd = first.length / VECTOR_LENGTH * VECTOR_LENGTH;
    for (int i = 0; i < vectorEnd; i++) {
      float sum =
          first[i] * firstWeight
              + (second[i] * secondWeight + (third[i] * thirdWeight + fourth[i] * fourthWeight));
      out[start + i] = (byte) Math.max(0, Math.min(255, (int) Math.rint(sum)));
    }
  }

  private static void weightedRow(int[][] lines, OpenCvTaps rows, int row, byte[] out, int start) {
    int count = rows.count();
    int[] sums = new int[lines[0].length];
    Arrays.fill(sums, HALF);
    for (int tap = row * count; tap < (row + 1) * count; tap++) {
      addWeighted(lines[rows.positions()[tap] % count], rows.weights()[tap], sums);
    }
    for (int i = 0; i < sums.length; i++) {
      out[start + i] = (byte) Math.max(0, Math.min(255, sums[i] >> SUM_BITS));
    }
  }

  private static void addWeighted(int[] line, int weight, int[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += line[i] * weight;
    }
  }
}
