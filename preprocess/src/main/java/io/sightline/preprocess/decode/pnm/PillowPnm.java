package io.sightline.preprocess.decode.pnm;

import io.sightline.image.DecodeOptions;
import io.sightline.image.DecodedImage;
import io.sightline.image.Size;
import io.sightline.internal.image.Refusal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads PNM by the rules of Pillow 12.3, src/PIL/PpmImagePlugin.py, and brings it to grey or RGB as
 * its {@code convert("RGB")} does: a grey of more than 8 bits is not scaled but cut off at 255.
 */
final class PillowPnm {
  private static final int MAX_8_BIT = 255;
  private static final int MAX_16_BIT = 65535;

  private final ByteBuffer file;
  private final DecodeOptions options;
  private final Refusal refusal;
  private final PillowPnmHeader header;
  private final Size size;
  private final int rowSamples;

  PillowPnm(ByteBuffer file, DecodeOptions options, Refusal refusal) {
    this.file = file;
    this.options = options;
    this.refusal = refusal;
    this.header = PillowPnmHeader.read(file, refusal);
    this.size = header.size();
    refusal.checkSize(size, options);
    this.rowSamples = Math.toIntExact(size.width() * (long) header.channels());
  }

  DecodedImage decode() {
    requireNoDeepColor();
    return switch (header.magic()) {
      case '1' -> plainBits();
      case '2', '3' -> plainSamples();
      case '4' -> rawBits();
      case 'f' -> rawFloats();
      default -> rawSamples();
    };
  }

  /** Only grey comes in 16 bits. */
  private void requireNoDeepColor() {
    if (options.keep16Bit() && header.channels() == 3 && header.maximum() > MAX_8_BIT) {
      throw refusal.kind("grey, or colours of 8 bits, for keep16Bit()", "colours of 16 bits");
    }
  }

  private DecodedImage plainBits() {
    requireBytes(size.pixels());
    PillowPlainSamples samples = new PillowPlainSamples(file, header.dataStart(), refusal);
    return DecodedImage.write8Bit(
        size,
        1,
        out -> {
          for (int i = 0; i < out.length; i++) {
            out[i] = (byte) (samples.nextBit() * MAX_8_BIT);
          }
          samples.checkBitsOfBlock();
        });
  }

  private DecodedImage plainSamples() {
    // At least a digit each, and whitespace between two.
    requireBytes(rowSamples * (long) size.height() * 2 - 1);
    PillowPlainSamples samples = new PillowPlainSamples(file, header.dataStart(), refusal);
    if (isDeepGray() && options.keep16Bit()) {
      return DecodedImage.write16Bit(
          size,
          1,
          out -> {
            for (int i = 0; i < out.length; i++) {
              out[i] = (short) scaled(samples.next(header.maximum()), MAX_16_BIT);
            }
            samples.checkTokenOfBlock();
          });
    }
    return DecodedImage.write8Bit(
        size,
        header.channels(),
        out -> {
          for (int i = 0; i < out.length; i++) {
            out[i] = toByte(samples.next(header.maximum()));
          }
          samples.checkTokenOfBlock();
        });
  }

  private void requireBytes(long bytes) {
    if (file.limit() - header.dataStart() < bytes) {
      throw refusal.damaged(
          "%s bytes for %s".formatted(file.limit() - header.dataStart(), size), null);
    }
  }

  private boolean isDeepGray() {
    return header.channels() == 1 && header.maximum() > MAX_8_BIT;
  }

  private byte toByte(int sample) {
    return (byte) Math.min(MAX_8_BIT, scaled(sample, isDeepGray() ? MAX_16_BIT : MAX_8_BIT));
  }

  /** Python's {@code min(out_max, round(value / maxval * out_max))}. */
  private int scaled(int sample, int outMaximum) {
    return (int) Math.min(outMaximum, Math.rint((double) sample / header.maximum() * outMaximum));
  }

  private DecodedImage rawBits() {
    int rowBytes = (size.width() + 7) / 8;
    int rows = presentRows(rowBytes);
    return DecodedImage.write8Bit(
        size,
        1,
        out -> {
          for (int y = 0; y < rows; y++) {
            int from = header.dataStart() + y * rowBytes;
            for (int x = 0; x < size.width(); x++) {
              int bit = (file.get(from + x / 8) >> (7 - x % 8)) & 1;
              out[y * size.width() + x] = (byte) (bit - 1);
            }
          }
        });
  }

  private DecodedImage rawSamples() {
    int bytes = header.maximum() > MAX_8_BIT ? 2 : 1;
    int rows = presentRows(rowSamples * (long) bytes);
    boolean isUnpacked =
        header.maximum() != MAX_8_BIT && !(header.maximum() == MAX_16_BIT && isDeepGray());
    if (isUnpacked && rows < size.height()) {
      throw refusal.damaged("only %s of %s rows".formatted(rows, size.height()), null);
    }
    int samples = rowSamples * rows;
    int start = header.dataStart();
    if (isDeepGray() && options.keep16Bit()) {
      return DecodedImage.write16Bit(
          size,
          1,
          out -> {
            for (int i = 0; i < samples; i++) {
              int sample = file.getShort(start + 2 * i) & 0xffff;
              out[i] = (short) scaled(sample, MAX_16_BIT);
            }
          });
    }
    byte[] table = table();
    return DecodedImage.write8Bit(
        size,
        header.channels(),
        out -> {
          for (int i = 0; i < samples; i++) {
            out[i] =
                bytes == 1
                    ? table[file.get(start + i) & 0xff]
                    : table[file.getShort(start + 2 * i) & 0xffff];
          }
        });
  }

  private byte[] table() {
    byte[] table = new byte[header.maximum() > MAX_8_BIT ? MAX_16_BIT + 1 : MAX_8_BIT + 1];
    for (int i = 0; i < table.length; i++) {
      table[i] = toByte(i);
    }
    return table;
  }

  /** Rows from the bottom, cut off at 0 and 255 by {@code f2l} of src/libImaging/Convert.c. */
  private DecodedImage rawFloats() {
    int rowBytes = Math.multiplyExact(size.width(), Float.BYTES);
    int rows = presentRows(rowBytes);
    ByteBuffer floats =
        file.duplicate()
            .order(header.littleEndian() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    return DecodedImage.write8Bit(
        size,
        1,
        out -> {
          for (int row = 0; row < rows; row++) {
            int to = (size.height() - 1 - row) * size.width();
            int from = header.dataStart() + row * rowBytes;
            for (int x = 0; x < size.width(); x++) {
              float value = floats.getFloat(from + x * Float.BYTES);
              out[to + x] = (byte) (int) Math.max(0, Math.min(MAX_8_BIT, value));
            }
          }
        });
  }

  private int presentRows(long rowBytes) {
    int present = (int) Math.min(size.height(), (file.limit() - header.dataStart()) / rowBytes);
    if (present < size.height() && !options.allowTruncated()) {
      throw refusal.damaged("only %s of %s rows".formatted(present, size.height()), null);
    }
    return present;
  }
}
