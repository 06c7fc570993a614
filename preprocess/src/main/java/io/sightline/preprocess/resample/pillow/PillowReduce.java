package io.sightline.preprocess.resample.pillow;

import io.sightline.image.Size;
import io.sightline.internal.RowBands;
import io.sightline.preprocess.raster.Pixels;
import java.util.Arrays;

/**
 * Makes pictures smaller by whole numbers as {@code Image.reduce} of Pillow 12.3 does, bit for bit,
 * for 8 bits a channel: src/libImaging/Reduce.c, whose special cases all follow one rule.
 */
public final class PillowReduce {
  /** From here on, {@code division_UINT32} overflows. */
  private static final long TOO_MANY = 1 << 24;

  private PillowReduce() {}

  /**
   * Makes each block of pixels one pixel, their rounded mean. Blocks at the right and lower edge
   * are cut off there. For Pillow's {@code box}, hand in {@link Pixels#part}.
   *
   * @param source the pixels, any number of channels
   * @param factorX the width of a block, at least 1
   * @param factorY the height of a block, at least 1
   * @return the reduced pixels; the source itself if both factors are 1
   * @throws IllegalArgumentException if a factor is below 1, or a block has 2^24 pixels or more
   */
  public static Pixels reduce(Pixels source, int factorX, int factorY) {
    if (factorX < 1 || factorY < 1 || (long) factorX * factorY >= TOO_MANY) {
      throw new IllegalArgumentException(
          "A picture is reduced by factors of at least 1 and a product below 2^24: got %s and %s"
              .formatted(factorX, factorY));
    }
    if (factorX == 1 && factorY == 1) {
      return source;
    }
    int channels = source.channels();
    Size size = source.size();
    Size target = new Size(ceilDiv(size.width(), factorX), ceilDiv(size.height(), factorY));
    Pixels result = Pixels.allocate(target, channels);
    RowBands.forEach(
        target.height(),
        size.pixels() * channels,
        (from, to) -> {
          int[] sums = new int[target.width() * channels];
          for (int y = from; y < to; y++) {
            int top = y * factorY;
            int rows = Math.min(factorY, size.height() - top);
            Arrays.fill(sums, 0);
            for (int row = top; row < top + rows; row++) {
              addRow(source, row, factorX, sums);
            }
            writeMeans(sums, rows, factorX, size.width(), result, y);
          }
        });
    return result;
  }

  /** Adds the samples of a row to the sums of the blocks that they lie in. */
  private static void addRow(Pixels source, int row, int factor, int[] sums) {
    int channels = source.channels();
    byte[] samples = source.samples();
    int at = source.start(row);
    int end = at + source.size().width() * channels;
    for (int block = 0; block < sums.length; block += channels) {
      int blockEnd = (int) Math.min(end, at + (long) factor * channels);
      while (at < blockEnd) {
        for (int channel = 0; channel < channels; channel++) {
          sums[block + channel] += samples[at + channel] & 0xff;
        }
        at += channels;
      }
    }
  }

  private static void writeMeans(
      int[] sums, int blockHeight, int factor, int width, Pixels result, int y) {
    int channels = result.channels();
    byte[] out = result.samples();
    int start = result.start(y);
    for (int x = 0; x < result.size().width(); x++) {
      int count = Math.min(factor, width - x * factor) * blockHeight;
      int multiplier = multiplier(count);
      for (int i = x * channels; i < (x + 1) * channels; i++) {
        out[start + i] = (byte) (((sums[i] + count / 2) * multiplier) >>> (Integer.SIZE - 8));
      }
    }
  }

  /**
   * 2^24 / count as {@code division_UINT32} has it: in C floats, then cut off. Products with it are
   * unsigned.
   */
  private static int multiplier(int count) {
    return (int) (0x1p32f / (256L * count));
  }

  private static int ceilDiv(int length, int factor) {
    return (int) ((length + (long) factor - 1) / factor);
  }
}
