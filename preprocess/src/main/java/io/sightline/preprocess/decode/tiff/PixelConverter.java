package io.sightline.preprocess.decode.tiff;

import io.sightline.internal.image.Refusal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Brings rows of samples to grey or RGB of 8 bits, or grey of 16, as Pillow 12.3 does: colours of
 * 16 bits lose the lower byte, and greys of more than 8 bits are cut off at 255
 * (src/libImaging/Unpack.c and Convert.c).
 */
final class PixelConverter {
  private static final int MAX = 255;

  private final SampleFormat format;
  private final ByteOrder order;
  private final byte[] palette;

  PixelConverter(SampleFormat format, TiffDirectory tags, Refusal refusal) {
    this.format = format;
    this.order = tags.isLittleEndian() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    this.palette =
        format.colors() == SampleFormat.Colors.PALETTE ? palette(tags, refusal) : new byte[0];
  }

  /** All reds, then all greens, then all blues, of 16 bits of which the upper 8 count. */
  private static byte[] palette(TiffDirectory tags, Refusal refusal) {
    int entries = tags.count(TiffDirectory.COLOR_MAP) / 3;
    if (entries > 256) {
      throw refusal.damaged("a palette of %s entries".formatted(entries), null);
    }
    byte[] palette = new byte[256 * 3];
    for (int i = 0; i < entries * 3; i++) {
      long value = tags.number(TiffDirectory.COLOR_MAP, i);
      if (value < 0 || value > 65535) {
        throw refusal.damaged("%s in the palette".formatted(value), null);
      }
      palette[i % entries * 3 + i / entries] = (byte) (value >> 8);
    }
    return palette;
  }

  /** 1 for grey, 3 for colours. */
  int channels() {
    return format.colors() == SampleFormat.Colors.GRAY ? 1 : 3;
  }

  /** Whether the pixels are grey of 12 or 16 bits without a sign. */
  boolean isDeepGray() {
    return format.colors() == SampleFormat.Colors.GRAY
        && format.encoding() == SampleFormat.Encoding.UNSIGNED
        && (format.bits() == 12 || format.bits() == 16);
  }

  /**
   * Converts the first pixels of a row.
   *
   * @param samples the samples of a pixel in the row
   */
  void convert(ByteBuffer row, int start, int samples, int pixels, byte[] out) {
    switch (format.colors()) {
      case GRAY -> {
        if (format.bits() <= 8) {
          grays(row, start, samples, pixels, out);
        } else {
          cutOffGrays(row, start, pixels, out);
        }
      }
      case PALETTE -> indices(row, start, samples, pixels, out);
      case RGB -> {
        if (format.premultiplied()) {
          dividedColors(row, start, samples, pixels, out);
        } else {
          colors(row, start, samples, pixels, out);
        }
      }
      case YCC -> row.get(start, out, 0, pixels * 3);
      case CMYK -> inks(row, start, samples, pixels, out);
    }
  }

  private int small(ByteBuffer row, int start, int sample) {
    int bits = format.bits();
    int bit = sample * bits;
    return (row.get(start + bit / 8) >> (8 - bits - bit % 8)) & ((1 << bits) - 1);
  }

  private void grays(ByteBuffer row, int start, int samples, int pixels, byte[] out) {
    int scale = MAX / ((1 << format.bits()) - 1);
    int flip = format.inverted() ? MAX : 0;
    for (int x = 0; x < pixels; x++) {
      out[x] = (byte) ((small(row, start, x * samples) * scale) ^ flip);
    }
  }

  private void indices(ByteBuffer row, int start, int samples, int pixels, byte[] out) {
    for (int x = 0; x < pixels; x++) {
      System.arraycopy(palette, small(row, start, x * samples) * 3, out, x * 3, 3);
    }
  }

  private void cutOffGrays(ByteBuffer row, int start, int pixels, byte[] out) {
    row.order(order);
    for (int x = 0; x < pixels; x++) {
      int value =
          switch (format.bits()) {
            case 12 -> twelveBits(row, start, x);
            case 16 -> sixteenBits(row, start, x);
            default ->
                format.encoding() == SampleFormat.Encoding.FLOAT
                    ? (int) Math.max(-1, Math.min(MAX, row.getFloat(start + x * Float.BYTES)))
                    : row.getInt(start + x * Integer.BYTES);
          };
      out[x] = (byte) Math.max(0, Math.min(MAX, value));
    }
  }

  private static int twelveBits(ByteBuffer row, int start, int x) {
    int at = start + x * 3 / 2;
    int first = row.get(at) & 0xff;
    int second = row.get(at + 1) & 0xff;
    return x % 2 == 0 ? (first << 4) | (second >> 4) : ((first & 15) << 8) | second;
  }

  private int sixteenBits(ByteBuffer row, int start, int x) {
    short value = row.getShort(start + x * Short.BYTES);
    return format.encoding() == SampleFormat.Encoding.SIGNED ? value : value & 0xffff;
  }

  /** Converts the first pixels of a row of deep grey. */
  void convertDeepGrays(ByteBuffer row, int start, int pixels, short[] out) {
    row.order(order);
    for (int x = 0; x < pixels; x++) {
      out[x] =
          format.bits() == 12
              ? (short) twelveBits(row, start, x)
              : row.getShort(start + x * Short.BYTES);
    }
  }

  /** Where the byte of a sample lies that counts. */
  private int upperByte() {
    return format.bits() == 16 && order == ByteOrder.LITTLE_ENDIAN ? 1 : 0;
  }

  private void colors(ByteBuffer row, int start, int samples, int pixels, byte[] out) {
    int step = format.bits() / 8;
    int at = start + upperByte();
    for (int i = 0; i < pixels * 3; i += 3) {
      out[i] = row.get(at);
      out[i + 1] = row.get(at + step);
      out[i + 2] = row.get(at + 2 * step);
      at += samples * step;
    }
  }

  private void dividedColors(ByteBuffer row, int start, int samples, int pixels, byte[] out) {
    int step = format.bits() / 8;
    int at = start + upperByte();
    for (int i = 0; i < pixels * 3; i += 3) {
      int alpha = row.get(at + 3 * step) & 0xff;
      for (int c = 0; c < 3; c++) {
        int color = row.get(at + c * step) & 0xff;
        out[i + c] = (byte) (alpha == 0 ? 0 : Math.min(MAX, color * MAX / alpha));
      }
      at += samples * step;
    }
  }

  /** {@code cmyk2rgb}. */
  private void inks(ByteBuffer row, int start, int samples, int pixels, byte[] out) {
    int step = format.bits() / 8;
    int at = start + upperByte();
    for (int i = 0; i < pixels * 3; i += 3) {
      int white = MAX - (row.get(at + 3 * step) & 0xff);
      for (int c = 0; c < 3; c++) {
        int product = (row.get(at + c * step) & 0xff) * white + 128;
        out[i + c] = (byte) (white - ((product + (product >> 8)) >> 8));
      }
      at += samples * step;
    }
  }
}
