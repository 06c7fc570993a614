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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads a BMP file by the rules of Pillow 12.3, src/PIL/BmpImagePlugin.py, and brings it to grey or
 * RGB as its {@code convert("RGB")} does.
 */
final class PillowBmp {
  private static final Set<Long> HEADER_SIZES = Set.of(12L, 40L, 52L, 56L, 64L, 108L, 124L);
  private static final int SMALLEST_HEADER_WITH_ALPHA_MASK = 56;
  private static final int MOST_COLORS = 65536;
  private static final int MOST_PALETTE_ENTRIES = 256;

  /** Red, green, blue and alpha of 32 bits. */
  private static final Set<Masks> MASKS_OF_32_BITS =
      Set.of(
          new Masks(0xff0000, 0xff00, 0xff, 0),
          new Masks(0xff000000, 0xff0000, 0xff00, 0),
          new Masks(0xff000000, 0xff00, 0xff, 0),
          new Masks(0xff000000, 0xff0000, 0xff00, 0xff),
          new Masks(0xff, 0xff00, 0xff0000, 0xff000000),
          new Masks(0xff0000, 0xff00, 0xff, 0xff000000),
          new Masks(0xff000000, 0xff00, 0xff, 0xff0000),
          new Masks(0, 0, 0, 0));

  private static final Masks BGR = new Masks(0xff0000, 0xff00, 0xff, 0);
  private static final Masks BGR_555 = new Masks(0x7c00, 0x3e0, 0x1f, 0);
  private static final Masks BGR_565 = new Masks(0xf800, 0x7e0, 0x1f, 0);

  private final ByteBuffer file;
  private final DecodeOptions options;
  private final Refusal refusal;
  private final BmpHeader header;
  private final boolean topDown;
  private final Size size;

  PillowBmp(ByteBuffer file, DecodeOptions options, Refusal refusal) {
    this.file = file;
    this.options = options;
    this.refusal = refusal;
    this.header = BmpHeader.read(file, refusal);
    if (!HEADER_SIZES.contains(header.headerBytes())) {
      throw refusal.kind("a header of 12 to 124 bytes", header.headerBytes() + " bytes");
    }
    if (file.limit() < header.end()) {
      throw refusal.damaged("a header that ends early", null);
    }
    // A height is negative only if its highest byte is 0xff; otherwise it is very large.
    this.topDown = header.height() >>> 24 == 0xff;
    int height = topDown ? -header.height() : header.height();
    if (header.width() <= 0 || height <= 0) {
      throw refusal.damaged(
          "a size of %sx%s".formatted(unsigned(header.width()), unsigned(height)), null);
    }
    this.size = new Size(header.width(), height);
    refusal.checkSize(size, options);
  }

  private static String unsigned(int value) {
    return Integer.toUnsignedString(value);
  }

  DecodedImage decode() {
    boolean indexed = header.bits() == 1 || header.bits() == 4 || header.bits() == 8;
    if (!indexed && header.bits() != 16 && header.bits() != 24 && header.bits() != 32) {
      throw refusal.kind("1, 4, 8, 16, 24 or 32 bits a pixel", header.bits() + " bits");
    }
    return switch (header.compression()) {
      case UNCOMPRESSED -> indexed ? indices() : colors(header.bits() == 16 ? BGR_555 : BGR);
      case RLE8, RLE4 -> {
        if (!indexed) {
          throw refusal.kind("1, 4 or 8 bits with run lengths", header.bits() + " bits");
        }
        yield runs();
      }
      case BIT_FIELDS -> colors(masks());
      default -> throw refusal.kind("compression method 0 to 3", "method " + header.compression());
    };
  }

  private record Masks(int red, int green, int blue, int alpha) {}

  private Masks masks() {
    Masks masks =
        new Masks(
            BmpHeader.mask(file, 0, refusal),
            BmpHeader.mask(file, 1, refusal),
            BmpHeader.mask(file, 2, refusal),
            header.headerBytes() >= SMALLEST_HEADER_WITH_ALPHA_MASK
                ? BmpHeader.mask(file, 3, refusal)
                : 0);
    Masks opaque = new Masks(masks.red, masks.green, masks.blue, 0);
    boolean known =
        switch (header.bits()) {
          case 32 -> MASKS_OF_32_BITS.contains(masks);
          case 24 -> opaque.equals(BGR);
          case 16 -> opaque.equals(BGR_555) || opaque.equals(BGR_565);
          default -> false;
        };
    if (!known) {
      throw refusal.kind(
          "the usual bit masks of 16, 24 or 32 bits",
          header.bits()
              + " bits with masks "
              + IntStream.of(masks.red, masks.green, masks.blue, masks.alpha)
                  .mapToObj(HexFormat.of()::toHexDigits)
                  .collect(Collectors.joining(", ")));
    }
    return masks.red == 0 ? BGR : masks;
  }

  private DecodedImage colors(Masks masks) {
    long behindHeader = header.end();
    if (header.compression() == BIT_FIELDS && header.headerBytes() == 40) {
      behindHeader += 3 * Integer.BYTES;
    }
    BmpRows rows = rows(header.pixelOffset() == 0 ? behindHeader : header.pixelOffset());
    int present = presentRows(rows, size.width() * (header.bits() / 8L));
    return rows.colored(channel(masks.red), channel(masks.green), channel(masks.blue), present);
  }

  /** Unpacks as {@code ImagingUnpackBGR15} and {@code BGR16} do (src/libImaging/Unpack.c). */
  private static BitMask channel(int mask) {
    int maximum = BitMask.maximum(mask);
    return new BitMask(mask, value -> value * 255 / maximum);
  }

  private BmpRows rows(long offset) {
    return new BmpRows(file, offset, size, header.bits(), topDown);
  }

  private int presentRows(BmpRows rows, long rowBytes) {
    int present = rows.rowsPresent(rowBytes);
    if (present < size.height() && !options.allowTruncated()) {
      throw refusal.damaged("only %s of %s rows".formatted(present, size.height()), null);
    }
    return present;
  }

  private DecodedImage indices() {
    Palette palette = palette();
    BmpRows rows = rows(palette.pixelOffset);
    long rowBytes = (size.width() * (long) palette.indexBits + 7) / 8;
    if (rowBytes > rows.stride()) {
      throw refusal.damaged(
          "a grey palette of %s entries for %s bits".formatted(entryCount(), header.bits()), null);
    }
    return rows.indexed(palette.colors, palette.indexBits, presentRows(rows, rowBytes));
  }

  private DecodedImage runs() {
    Palette palette = palette();
    if (palette.indexBits == 1 && palette.colors.channels() == 1) {
      throw refusal.kind("more than black and white with run lengths", "2 grey entries");
    }
    byte[] indices =
        new PillowRunLength(file, palette.pixelOffset, size, header.compression() == RLE4)
            .decode(refusal);
    return BmpRows.unpacked(indices, palette.colors, size, topDown);
  }

  private long entryCount() {
    return header.colors() == 0 ? 1L << header.bits() : header.colors();
  }

  /**
   * How indices are read.
   *
   * @param indexBits those of the header; but a palette that is only black and white makes it 1,
   *     and any other that counts up in grey 8, whatever the header states
   */
  private record Palette(ColorTable colors, int indexBits, long pixelOffset) {}

  private Palette palette() {
    long entries = entryCount();
    if (entries > MOST_COLORS) {
      throw refusal.damaged("a palette of %s entries".formatted(entries), null);
    }
    int start = (int) header.end();
    int entryBytes = header.entryBytes();
    int stated = (int) entries * entryBytes;
    int present = Math.min(stated, file.limit() - start);
    long offset = header.pixelOffset();
    if (offset == 0) {
      offset = (long) start + present;
    } else if (offset == start) {
      offset += stated;
    }
    if (present == stated && isGray(start, (int) entries, entryBytes)) {
      return entries == 2
          ? new Palette(ColorTable.blackAndWhite(), 1, offset)
          : new Palette(ColorTable.gray(), 8, offset);
    }
    if (present / entryBytes > MOST_PALETTE_ENTRIES) {
      throw refusal.damaged("a palette of %s entries".formatted(entries), null);
    }
    ColorTable colors = ColorTable.palette(file, start, present / entryBytes, entryBytes);
    return new Palette(colors, header.bits(), offset);
  }

  /** Whether the entries are black and white, or count up from black by one. */
  private boolean isGray(int start, int entries, int entryBytes) {
    for (int i = 0; i < entries; i++) {
      byte expected = (byte) (entries == 2 ? i * 255 : i);
      int at = start + i * entryBytes;
      if (file.get(at) != expected
          || file.get(at + 1) != expected
          || file.get(at + 2) != expected) {
        return false;
      }
    }
    return true;
  }
}
