package io.sightline.preprocess.resample.opencv;

import io.sightline.image.Size;
import io.sightline.internal.RowBands;
import io.sightline.preprocess.raster.Pixels;
import java.util.Arrays;

/**
 * Keys' cubic as Intel's IPP 2026.0 computes it, with which the x86-64 wheels of OpenCV resize:
 * sums of float32 along the rows, then along the columns, rounded once.
 *
 * <p>IPP is closed: its float32 resize of single bright pixels showed the weights, and samples
 * close to a half the orders of addition. These depend on the processor, so that one sample in 200
 * 000 may be one level off. The orders here are those that fit what a processor with AVX-512 gave.
 */
final class IppCubic {
  private static final int TAPS = IppCubicTaps.COUNT;

  /** IPP leaves smaller pictures to OpenCV. */
  private static final int MIN_LENGTH = 4;

  private final Pixels source;
  private final IppCubicTaps columns;
  private final IppCubicTaps rows;
  private final Pixels result;

  private IppCubic(Pixels source, Size target) {
    this.source = source;
    this.columns = new IppCubicTaps(source.size().width(), target.width());
    this.rows = new IppCubicTaps(source.size().height(), target.height());
    this.result = Pixels.allocate(target, source.channels());
  }

  /** Whether IPP resizes such pictures. */
  static boolean takes(Pixels source) {
    return source.channels() != 2
        && source.size().width() >= MIN_LENGTH
        && source.size().height() >= MIN_LENGTH;
  }

  static Pixels resize(Pixels source, Size target) {
    IppCubic resize = new IppCubic(source, target);
    long operations = target.pixels() * source.channels() * 2 * TAPS;
    RowBands.forEach(target.height(), operations, resize::resizeRows);
    return resize.result;
  }

  private void resizeRows(int from, int to) {
    float[][] lines = new float[TAPS][result.size().width() * result.channels()];
    int[] rowOfLine = new int[TAPS];
    Arrays.fill(rowOfLine, -1);
    for (int row = from; row < to; row++) {
      for (int tap = row * TAPS; tap < (row + 1) * TAPS; tap++) {
        int sourceRow = rows.positions()[tap];
        int slot = sourceRow % TAPS;
        if (rowOfLine[slot] != sourceRow) {
          resizeLine(source.start(sourceRow), lines[slot]);
          rowOfLine[slot] = sourceRow;
        }
      }
      writeRow(lines, row);
    }
  }

  private void resizeLine(int start, float[] line) {
    byte[] in = source.samples();
    int[] positions = columns.positions();
    float[] weights = columns.weights();
    int channels = source.channels();
    int out = 0;
    for (int tap = 0; tap < positions.length; tap += TAPS) {
      int first = start + positions[tap] * channels;
      int second = start + positions[tap + 1] * channels;
      int third = start + positions[tap + 2] * channels;
      int fourth = start + positions[tap + 3] * channels;
      float firstWeight = weights[tap];
      float secondWeight = weights[tap + 1];
      float thirdWeight = weights[tap + 2];
      float fourthWeight = weights[tap + 3];
      for (int channel = 0; channel < channels; channel++) {
        float sum = (in[second + channel] & 0xff) * secondWeight;
        sum = Math.fma(in[first + channel] & 0xff, firstWeight, sum);
        sum = Math.fma(in[third + channel] & 0xff, thirdWeight, sum);
        line[out++] = Math.fma(in[fourth + channel] & 0xff, fourthWeight, sum);
      }
    }
  }

  private void writeRow(float[][] lines, int row) {
    int tap = row * TAPS;
    float[] first = lines[rows.positions()[tap] % TAPS];
    float[] second = lines[rows.positions()[tap + 1] % TAPS];
    float[] third = lines[rows.positions()[tap + 2] % TAPS];
    float[] fourth = lines[rows.positions()[tap + 3] % TAPS];
    float firstWeight = rows.weights()[tap];
    float secondWeight = rows.weights()[tap + 1];
    float thirdWeight = rows.weights()[tap + 2];
    float fourthWeight = rows.weights()[tap + 3];
    byte[] out = result.samples();
    int start = result.start(row);
    for (int i = 0; i < first.length; i++) {
      float upper = Math.fma(first[i], firstWeight, second[i] * secondWeight);
      float lower = Math.fma(third[i], thirdWeight, fourth[i] * fourthWeight);
      out[start + i] = (byte) Math.max(0, Math.min(255, (int) Math.rint(upper + lower)));
    }
  }
}
