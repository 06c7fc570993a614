package io.sightline.preprocess.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The header of a BMP file (BITMAPFILEHEADER, then BITMAPINFOHEADER or a later one), read to tell
 * which kinds the JDK decodes as Pillow 12.3's BmpImagePlugin does.
 */
final class BmpHeader {
  private static final int FILE_HEADER_BYTES = 14;
  private static final int OLD_INFO_HEADER_BYTES = 12;
  private static final int INFO_HEADER_BYTES = 40;
  private static final int UNCOMPRESSED = 0;
  private static final int BIT_FIELDS = 3;

  private BmpHeader() {}

  /** What makes the file one that cannot be read exactly; null if it can. */
  static @Nullable String obstacle(ByteBuffer content) {
    ByteBuffer file = content.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (file.limit() < FILE_HEADER_BYTES + OLD_INFO_HEADER_BYTES) {
      return "a file of " + file.limit() + " bytes";
    }
    int headerBytes = file.getInt(FILE_HEADER_BYTES);
    if (headerBytes == OLD_INFO_HEADER_BYTES) {
      return null;
    }
    if (headerBytes < INFO_HEADER_BYTES || file.limit() < FILE_HEADER_BYTES + INFO_HEADER_BYTES) {
      return "a header of " + headerBytes + " bytes";
    }
    int bits = file.getShort(28) & 0xffff;
    int compression = file.getInt(30);
    long paletteEntries = file.getInt(46) & 0xffffffffL;
    if (bits <= 8 && paletteEntries > 1L << bits) {
      return "%d palette entries for %d bits".formatted(paletteEntries, bits);
    }
    return switch (compression) {
      case UNCOMPRESSED -> null;
      case BIT_FIELDS -> hasUsualMasks(file, bits) ? null : "unusual bit masks";
      default -> "compression method " + compression;
    };
  }

  private static boolean hasUsualMasks(ByteBuffer file, int bits) {
    if (file.limit() < 66) {
      return false;
    }
    int red = file.getInt(54);
    int green = file.getInt(58);
    int blue = file.getInt(62);
    return bits == 32
        ? red == 0xff0000 && green == 0xff00 && blue == 0xff
        : bits == 16
            && blue == 0x1f
            && ((red == 0xf800 && green == 0x7e0) || (red == 0x7c00 && green == 0x3e0));
  }
}
