package io.sightline.preprocess.decode.bmp;

import static io.sightline.preprocess.decode.bmp.BmpHeader.BIT_FIELDS;
import static io.sightline.preprocess.decode.bmp.BmpHeader.RLE4;
import static io.sightline.preprocess.decode.bmp.BmpHeader.RLE8;
import static io.sightline.preprocess.decode.bmp.BmpHeader.UNCOMPRESSED;

import io.sightline.image.DecodeOptions;
import io.sightline.image.DecodedImage;
import io.sightline.image.Size;
import io.sightline.internal.image.Refusal;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Reads a BMP file by the rules of OpenCV 5.0, modules/imgcodecs/src/grfmt_bmp.cpp, with {@code
 * IMREAD_COLOR}.
 */
final class OpenCvBmp {
  private static final int SMALLEST_INFO_HEADER = 36;
  private static final int SMALLEST_HEADER_WITH_MASKS = 56;
  private static final int MOST_PALETTE_ENTRIES = 256;

  /** {@code CV_IO_MAX_IMAGE_WIDTH} and {@code CV_IO_MAX_IMAGE_HEIGHT} of loadsave.cpp. */
  private static final int LONGEST_SIDE = 1 << 20;

  private final ByteBuffer file;
  private final Refusal refusal;
  private final BmpHeader header;
  private final boolean topDown;
  private final Size size;

  OpenCvBmp(ByteBuffer file, DecodeOptions options, Refusal refusal) {
    this.file = file;
    this.refusal = refusal;
    this.header = BmpHeader.read(file, refusal);
    if (header.headerBytes() != BmpHeader.CORE_HEADER_BYTES
        && (header.headerBytes() < SMALLEST_INFO_HEADER
            || header.headerBytes() > Integer.MAX_VALUE)) {
      throw refusal.kind("a header of 12 bytes, or 36 and more", header.headerBytes() + " bytes");
    }
    this.topDown = header.height() < 0;
    int height = Math.abs(header.height());
    if (header.width() <= 0
        || height <= 0
        || header.width() > LONGEST_SIDE
        || height > LONGEST_SIDE) {
      throw refusal.damaged("a size of %sx%s".formatted(header.width(), header.height()), null);
    }
    this.size = new Size(header.width(), height);
    refusal.checkSize(size, options);
  }

  DecodedImage decode() {
    return switch (header.bits()) {
      case 1, 4, 8 -> indexed();
      case 16 -> sixteenBits();
      case 24 -> {
        requireCompression(header.compression() == UNCOMPRESSED);
        yield colors(0xff0000, 0xff00, 0xff, false);
      }
      case 32 -> thirtyTwoBits();
      default -> throw refusal.kind("1, 4, 8, 16, 24 or 32 bits a pixel", header.bits() + " bits");
    };
  }

  private void requireCompression(boolean fits) {
    if (!fits) {
      throw refusal.kind(
          "a compression method for %s bits".formatted(header.bits()),
          "method " + header.compression());
    }
  }

  private DecodedImage indexed() {
    ColorTable colors = palette();
    boolean nibbles = header.compression() == RLE4;
    if (nibbles || header.compression() == RLE8) {
      requireCompression(header.bits() == (nibbles ? 4 : 8));
      byte[] indices =
          new OpenCvRunLength(file, header.pixelOffset(), size).decode(nibbles, refusal);
      return BmpRows.unpacked(indices, colors, size, topDown);
    }
    requireCompression(header.compression() == UNCOMPRESSED);
    BmpRows rows = rows();
    return rows.indexed(colors, header.bits(), size.height());
  }

  private ColorTable palette() {
    boolean isCore = header.headerBytes() == BmpHeader.CORE_HEADER_BYTES;
    long entries = isCore || header.colors() == 0 ? 1L << header.bits() : header.colors();
    if (entries > MOST_PALETTE_ENTRIES
        || header.end() + entries * header.entryBytes() > file.limit()) {
      throw refusal.damaged("a palette of %s entries".formatted(entries), null);
    }
    return ColorTable.palette(file, (int) header.end(), (int) entries, header.entryBytes());
  }

  /** Masks are looked for behind the header, also behind one that holds them itself. */
  private DecodedImage sixteenBits() {
    if (header.headerBytes() == BmpHeader.CORE_HEADER_BYTES) {
      throw refusal.kind("a header of 36 bytes and more for 16 bits", "12 bytes");
    }
    int green = 0x3e0;
    if (header.compression() == BIT_FIELDS) {
      green = greenMaskBehindHeader();
    } else {
      requireCompression(header.compression() == UNCOMPRESSED);
    }
    return green == 0x3e0 ? colors(0x7c00, green, 0x1f, false) : colors(0xf800, green, 0x1f, false);
  }

  private int greenMaskBehindHeader() {
    if (header.end() + 3 * Integer.BYTES > file.limit()) {
      throw refusal.damaged("bit masks that end early", null);
    }
    int at = (int) header.end();
    int red = file.getInt(at);
    int green = file.getInt(at + 4);
    int blue = file.getInt(at + 8);
    boolean fits =
        blue == 0x1f && ((red == 0x7c00 && green == 0x3e0) || (red == 0xf800 && green == 0x7e0));
    if (!fits) {
      throw refusal.kind(
          "masks of 5, 5 and 5 or 5, 6 and 5 bits behind the header",
          "%s, %s, %s"
              .formatted(
                  Integer.toHexString(red), Integer.toHexString(green), Integer.toHexString(blue)));
    }
    return green;
  }

  private DecodedImage thirtyTwoBits() {
    requireCompression(header.compression() == UNCOMPRESSED || header.compression() == BIT_FIELDS);
    if (header.compression() == BIT_FIELDS && header.headerBytes() >= SMALLEST_HEADER_WITH_MASKS) {
      int red = BmpHeader.mask(file, 0, refusal);
      int green = BmpHeader.mask(file, 1, refusal);
      int blue = BmpHeader.mask(file, 2, refusal);
      if (red != 0 && green != 0 && blue != 0) {
        return colors(red, green, blue, true);
      }
    }
    return colors(0xff0000, 0xff00, 0xff, false);
  }

  private DecodedImage colors(int red, int green, int blue, boolean scaled) {
    return rows()
        .colored(
            channel(red, scaled), channel(green, scaled), channel(blue, scaled), size.height());
  }

  /** Masks of a header are scaled in float; those of 16 bits keep their lower bits 0. */
  private BitMask channel(int mask, boolean scaled) {
    if (!BitMask.fits(mask)) {
      throw refusal.kind("bit masks that span at most 16 bits", HexFormat.of().toHexDigits(mask));
    }
    int maximum = BitMask.maximum(mask);
    if (scaled) {
      float scale = 255f / maximum;
      return new BitMask(mask, value -> (int) (value * scale));
    }
    int shift = Integer.numberOfLeadingZeros(maximum) - 24;
    return new BitMask(mask, value -> value << shift);
  }

  private BmpRows rows() {
    BmpRows rows = new BmpRows(file, header.pixelOffset(), size, header.bits(), topDown);
    int present = rows.rowsPresent(rows.stride());
    if (present < size.height()) {
      throw refusal.damaged("only %s of %s rows".formatted(present, size.height()), null);
    }
    return rows;
  }
}
