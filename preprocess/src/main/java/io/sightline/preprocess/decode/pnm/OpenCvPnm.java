package io.sightline.preprocess.decode.pnm;

import io.sightline.image.DecodeOptions;
import io.sightline.image.DecodedImage;
import io.sightline.image.Size;
import io.sightline.internal.image.Refusal;
import java.nio.ByteBuffer;

/**
 * Reads PNM by the rules of OpenCV 5.0, modules/imgcodecs/src/grfmt_pxm.cpp, with {@code
 * IMREAD_COLOR}: samples of one byte are scaled to 255 only if they are written in digits, and of
 * larger ones the upper byte is taken.
 */
final class OpenCvPnm {
  private static final int MAX_8_BIT = 255;
  private static final int MAX_16_BIT = 65535;

  /** {@code CV_IO_MAX_IMAGE_WIDTH} and {@code CV_IO_MAX_IMAGE_HEIGHT} of loadsave.cpp. */
  private static final int LONGEST_SIDE = 1 << 20;

  private final ByteBuffer file;
  private final Refusal refusal;
  private final char magic;
  private final Size size;
  private final int maximum;
  private final int channels;
  private int position = 2;

  OpenCvPnm(ByteBuffer file, DecodeOptions options, Refusal refusal) {
    this.file = file;
    this.refusal = refusal;
    this.magic = (char) file.get(1);
    boolean isKnown = magic >= '1' && magic <= '6' && file.limit() > 2;
    if (!isKnown || !PillowPnmHeader.isWhitespace(file.get(2))) {
      throw refusal.kind("P1 to P6", "P" + magic);
    }
    int width = number(Integer.MAX_VALUE);
    int height = number(Integer.MAX_VALUE);
    this.maximum = isBits() ? 1 : number(Integer.MAX_VALUE);
    if (Math.min(width, height) < 1
        || Math.max(width, height) > LONGEST_SIDE
        || maximum < 1
        || maximum > MAX_16_BIT) {
      throw refusal.damaged("a size of %sx%s to %s".formatted(width, height, maximum), null);
    }
    this.size = new Size(width, height);
    this.channels = magic == '3' || magic == '6' ? 3 : 1;
    refusal.checkSize(size, options);
  }

  private boolean isBits() {
    return magic == '1' || magic == '4';
  }

  private int next() {
    if (position >= file.limit()) {
      throw refusal.damaged("an early end", null);
    }
    return file.get(position++) & 0xff;
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  /** A number and the one character behind it, unless the digits are as many as may be. */
  private int number(int mostDigits) {
    int character = next();
    while (!isDigit(character)) {
      if (character == '#') {
        while (character != '\n' && character != '\r') {
          character = next();
        }
      } else if (!PillowPnmHeader.isWhitespace(character)) {
        throw refusal.damaged("'%c' for a number".formatted(character), null);
      }
      character = next();
    }
    long value = 0;
    int digits = 0;
    while (isDigit(character)) {
      value = value * 10 + character - '0';
      digits++;
      if (value > Integer.MAX_VALUE) {
        throw refusal.damaged("a number of " + value, null);
      }
      if (digits == mostDigits) {
        break;
      }
      character = next();
    }
    return (int) value;
  }

  DecodedImage decode() {
    boolean isPlain = magic < '4';
    int bits = isBits() ? 1 : (maximum > MAX_8_BIT ? 16 : 8) * channels;
    long rowBytes = isPlain ? size.width() : (size.width() * (long) bits + 7) / 8;
    if (file.limit() - position < rowBytes * size.height()) {
      throw refusal.damaged("%s bytes for %s".formatted(file.limit() - position, size), null);
    }
    return DecodedImage.write8Bit(
        size,
        channels,
        out -> {
          if (isPlain) {
            readPlain(out);
          } else if (isBits()) {
            readBits(out, (int) rowBytes);
          } else if (maximum > MAX_8_BIT) {
            readUpperBytes(out);
          } else {
            file.get(position, out);
          }
        });
  }

  private void readPlain(byte[] out) {
    for (int i = 0; i < out.length; i++) {
      if (isBits()) {
        out[i] = (byte) (number(1) == 0 ? MAX_8_BIT : 0);
      } else {
        int sample = Math.min(number(Integer.MAX_VALUE), maximum);
        out[i] = (byte) (maximum > MAX_8_BIT ? sample >> 8 : sample * MAX_8_BIT / maximum);
      }
    }
  }

  private void readBits(byte[] out, int rowBytes) {
    for (int y = 0; y < size.height(); y++) {
      int from = position + y * rowBytes;
      for (int x = 0; x < size.width(); x++) {
        int bit = (file.get(from + x / 8) >> (7 - x % 8)) & 1;
        out[y * size.width() + x] = (byte) (bit - 1);
      }
    }
  }

  private void readUpperBytes(byte[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = file.get(position + 2 * i);
    }
  }
}
