package io.sightline.preprocess.decode.tiff;

import io.sightline.error.ImageDecodeException;
import io.sightline.image.DecodeConvention;
import io.sightline.image.DecodeOptions;
import io.sightline.image.DecodedImage;
import io.sightline.internal.image.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * Reads the samples of a chunk. What is not compressed is read as by Pillow 12.3's own decoder,
 * which looks at the offsets alone; all else as by libtiff, which wants every chunk whole.
 */
final class ChunkReader {
  private static final int UNCOMPRESSED = 1;
  private static final int MODIFIED_HUFFMAN = 2;
  private static final int GROUP_3 = 3;
  private static final int GROUP_4 = 4;
  private static final int LZW = 5;
  private static final int JPEG = 7;
  private static final int ADOBE_DEFLATE = 8;
  private static final int PACK_BITS = 32773;
  private static final int DEFLATE = 32946;

  private static final Set<Integer> KNOWN =
      Set.of(MODIFIED_HUFFMAN, GROUP_3, GROUP_4, LZW, JPEG, ADOBE_DEFLATE, PACK_BITS, DEFLATE);

  private static final int REVERSED = 2;

  /** The photometric interpretation YCbCr. */
  private static final int YCC = 6;

  /** A bit of the T4Options and T6Options. */
  private static final int UNCOMPRESSED_MODE = 2;

  /** Rows of samples, from one to the next so many bytes. */
  static final class Chunk {
    final byte[] bytes;
    final int stride;
    final int rows;

    Chunk(byte[] bytes, int stride, int rows) {
      this.bytes = bytes;
      this.stride = stride;
      this.rows = rows;
    }
  }

  private final ByteBuffer file;
  private final TiffDirectory tags;
  private final TiffLayout layout;
  private final SampleFormat format;
  private final DecodeOptions options;
  private final Refusal refusal;
  private final int compression;
  private final boolean reversed;
  private final int rowSamples;
  private final int offsetsTag;
  private final int byteCountsTag;

  ChunkReader(
      ByteBuffer file,
      TiffDirectory tags,
      TiffLayout layout,
      SampleFormat format,
      DecodeOptions options,
      Refusal refusal) {
    this.file = file;
    this.tags = tags;
    this.layout = layout;
    this.format = format;
    this.options = options;
    this.refusal = refusal;
    this.compression = tags.numberOr(TiffDirectory.COMPRESSION, UNCOMPRESSED);
    this.reversed = tags.numberOr(TiffDirectory.FILL_ORDER, 1) == REVERSED;
    this.rowSamples = layout.planar() ? 1 : format.samples();
    this.offsetsTag = layout.tiled() ? TiffDirectory.TILE_OFFSETS : TiffDirectory.STRIP_OFFSETS;
    this.byteCountsTag =
        layout.tiled() ? TiffDirectory.TILE_BYTE_COUNTS : TiffDirectory.STRIP_BYTE_COUNTS;
    if (compression == UNCOMPRESSED) {
      requireReadableByPillow();
    } else {
      requireReadableByLibTiff();
    }
  }

  private void requireReadableByPillow() {
    boolean isPalette = format.colors() == SampleFormat.Colors.PALETTE;
    boolean isUnknown = isPalette ? format.bits() < 8 : format.bits() == 8 && format.inverted();
    if (reversed && isUnknown) {
      throw refusal.kind("the usual fill order", "the reversed one for " + format);
    }
    if (layout.planar() && !hasPlanesOfPillow()) {
      throw refusal.kind("uncompressed planes of 8 bits", format.toString());
    }
    boolean isMapped =
        layout.chunksPerPlane() * planes() == 1 && format.bits() >= 8 && rowSamples != 3;
    boolean isTurned = layout.orientation().transposes();
    if (isMapped && isTurned && layout.size().width() != layout.size().height()) {
      // Pillow maps such a file into memory with width and height exchanged.
      throw refusal.kind("an orientation of 1 to 4", layout.orientation().toString());
    }
    if (format.colors() == SampleFormat.Colors.YCC) {
      throw refusal.kind("grey, RGB or CMYK where it is not compressed", "YCbCr");
    }
    long expected = layout.chunksPerPlane() * planes();
    int count = tags.count(offsetsTag);
    if (count != expected && !isOneChunk()) {
      throw refusal.damaged("%s offsets for %s strips or tiles".formatted(count, expected), null);
    }
  }

  /** Pillow takes the letters of a raw mode for the planes: right only where each is a byte. */
  private boolean hasPlanesOfPillow() {
    boolean isPlain = !reversed && !format.inverted() && !format.premultiplied();
    boolean isBytes =
        format.bits() == 8 || (format.bits() == 1 && format.colors() == SampleFormat.Colors.GRAY);
    boolean isYcc = tags.numberOr(TiffDirectory.PHOTOMETRIC, 0) == YCC;
    boolean hasAlpha = format.samples() == 4 && tags.has(TiffDirectory.EXTRA_SAMPLES);
    boolean isCounted =
        format.samples() == format.colors().samples
            || (format.colors() == SampleFormat.Colors.RGB && hasAlpha);
    return isPlain && isBytes && isCounted && !isYcc;
  }

  /** Of a strip or tile that is just the picture, Pillow takes the last offset. */
  private boolean isOneChunk() {
    return !layout.planar()
        && layout.chunkWidth() == layout.size().width()
        && layout.chunkHeight() == layout.size().height()
        && (layout.tiled()
            || layout.size().height() == TiffLayout.rowsPerStrip(tags, layout.size().height()));
  }

  private void requireReadableByLibTiff() {
    if (!KNOWN.contains(compression)) {
      throw unknownCompression();
    }
    int planarConfiguration = tags.numberOr(TiffDirectory.PLANAR_CONFIGURATION, 1);
    if (!tags.isSound() || (planarConfiguration != 1 && planarConfiguration != 2)) {
      throw refusal.damaged("a directory that libtiff does not read", null);
    }
    boolean isNative =
        tags.isLittleEndian()
            || format.bits() <= 8
            || (format.bits() == 16 && format.encoding() == SampleFormat.Encoding.UNSIGNED);
    if (!isNative) {
      throw refusal.kind("little-endian samples where they are compressed", format.toString());
    }
    if (layout.planar() && format.samples() > 1 && !hasPlanesOfLibTiff()) {
      throw refusal.kind("three or four planes of 8 or 16 bits", format.toString());
    }
    boolean isYcc = tags.numberOr(TiffDirectory.PHOTOMETRIC, 0) == YCC;
    boolean isJpegColor = compression == JPEG && !layout.planar() && rowSamples == 3;
    if (isYcc && !isJpegColor) {
      throw refusal.kind("grey, RGB or CMYK where it is not JPEG", "YCbCr");
    }
    long chunks = layout.chunksPerPlane() * planes();
    if (tags.count(offsetsTag) < chunks || tags.count(byteCountsTag) < chunks) {
      throw refusal.damaged("too few offsets for %s strips or tiles".formatted(chunks), null);
    }
  }

  private boolean hasPlanesOfLibTiff() {
    boolean isCounted =
        format.samples() == 3
            || (format.samples() == 4
                && (format.colors() == SampleFormat.Colors.CMYK
                    || tags.has(TiffDirectory.EXTRA_SAMPLES)));
    return isCounted && (format.bits() == 8 || format.bits() == 16);
  }

  /** How many planes there are. */
  int planes() {
    return layout.planar() ? format.samples() : 1;
  }

  /** The samples that lie beside each other in a chunk. */
  int rowSamples() {
    return rowSamples;
  }

  Chunk read(int plane, int across, int down) throws IOException {
    long index = plane * layout.chunksPerPlane() + down * (long) layout.chunksAcross() + across;
    return compression == UNCOMPRESSED
        ? readStored((int) index, across, down)
        : readPacked((int) index, down);
  }

  private Chunk readStored(int index, int across, int down) {
    int last = tags.count(offsetsTag) - 1;
    long offset = tags.number(offsetsTag, isOneChunk() ? last : index);
    long rowBytes = format.rowBytes(layout.visibleColumns(across), rowSamples);
    boolean leavesPicture = layout.visibleColumns(across) < layout.chunkWidth();
    long stride =
        leavesPicture ? layout.chunkWidth() * (long) rowSamples * format.bits() / 8 : rowBytes;
    if (stride < rowBytes) {
      throw refusal.kind("tiles of whole bytes a row", layout.chunkWidth() + " pixels");
    }
    int rows = layout.visibleRows(down);
    long bytesLeft = offset < 0 ? 0 : file.limit() - offset;
    long present = bytesLeft < rowBytes ? 0 : (bytesLeft - rowBytes) / stride + 1;
    if (present < rows) {
      if (!options.allowTruncated()) {
        throw refusal.damaged("only %s of %s rows of a strip".formatted(present, rows), null);
      }
      rows = (int) present;
    }
    long bytes = rows == 0 ? 0 : (rows - 1) * stride + rowBytes;
    if (options.convention() == DecodeConvention.OPENCV
        && tags.number(byteCountsTag, index) < bytes) {
      throw refusal.damaged("a strip of fewer than %s bytes".formatted(bytes), null);
    }
    byte[] samples = new byte[Math.toIntExact(bytes)];
    file.get((int) offset, samples);
    if (reversed) {
      Unpacking.reverseBits(samples);
    }
    return new Chunk(samples, (int) stride, rows);
  }

  private Chunk readPacked(int index, int down) throws IOException {
    long offset = tags.number(offsetsTag, index);
    long count = tags.number(byteCountsTag, index);
    if (offset < 0 || count <= 0 || offset > file.limit() - count) {
      throw refusal.damaged("%s bytes of a strip at %s".formatted(count, offset), null);
    }
    byte[] packed = new byte[(int) count];
    file.get((int) offset, packed);
    if (compression == JPEG) {
      return readJpeg(packed, down);
    }
    if (reversed) {
      Unpacking.reverseBits(packed);
    }
    long rowBytes = format.rowBytes(layout.chunkWidth(), rowSamples);
    int rows = layout.storedRows(down);
    byte[] samples = new byte[Math.toIntExact(rowBytes * rows)];
    unpack(packed, samples);
    return new Chunk(samples, (int) rowBytes, rows);
  }

  private void unpack(byte[] packed, byte[] samples) throws IOException {
    switch (compression) {
      case MODIFIED_HUFFMAN, GROUP_3, GROUP_4 -> unpackFax(packed, samples);
      case PACK_BITS -> Unpacking.packBits(packed, samples);
      case ADOBE_DEFLATE, DEFLATE -> {
        Unpacking.deflate(packed, samples);
        undoPrediction(samples);
      }
      case LZW -> {
        if (Lzw.isOldStyle(packed)) {
          throw refusal.kind("LZW with the high bits first", "the low bits first");
        }
        Lzw.unpack(packed, samples);
        undoPrediction(samples);
      }
      default -> throw unknownCompression();
    }
  }

  private ImageDecodeException unknownCompression() {
    return refusal.kind(
        "compression by CCITT, LZW, JPEG, deflate or PackBits", "method " + compression);
  }

  private void unpackFax(byte[] packed, byte[] samples) throws IOException {
    int options =
        tags.numberOr(
            compression == GROUP_4 ? TiffDirectory.T6_OPTIONS : TiffDirectory.T4_OPTIONS, 0);
    if (format.bits() != 1 || rowSamples != 1 || (options & UNCOMPRESSED_MODE) != 0) {
      throw refusal.kind("fax data of one bit a pixel", format + " with options " + options);
    }
    Fax.unpack(packed, layout.chunkWidth(), compression, options, samples);
  }

  private void undoPrediction(byte[] samples) {
    int predictor = tags.numberOr(TiffDirectory.PREDICTOR, Predictor.NONE);
    int bits = format.bits();
    int rowBytes = (int) format.rowBytes(layout.chunkWidth(), rowSamples);
    ByteOrder order = tags.isLittleEndian() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    if (predictor == Predictor.HORIZONTAL && (bits == 8 || bits == 16 || bits == 32)) {
      Predictor.horizontal(samples, rowBytes, bits, rowSamples, order);
    } else if (predictor == Predictor.FLOATING_POINT
        && bits == 32
        && format.encoding() == SampleFormat.Encoding.FLOAT) {
      Predictor.floatingPoint(samples, rowBytes, bits, rowSamples, order);
    } else if (predictor != Predictor.NONE) {
      throw refusal.kind("a predictor that fits the samples", predictor + " for " + format);
    }
  }

  private Chunk readJpeg(byte[] packed, int down) throws IOException {
    if (format.bits() != 8 || (rowSamples != 1 && rowSamples != 3)) {
      throw refusal.kind("JPEG of one or three components of 8 bits", format.toString());
    }
    byte[] tables =
        tags.has(TiffDirectory.JPEG_TABLES) ? tags.bytes(TiffDirectory.JPEG_TABLES) : new byte[0];
    boolean isYcc = format.colors() == SampleFormat.Colors.YCC;
    DecodedImage image =
        new TiffJpeg(tables, isYcc)
            .decode(packed, options.maxPixels(layout.chunkWidth() * (long) layout.chunkHeight()));
    int rows = layout.storedRows(down);
    if (image.channels() != rowSamples
        || image.size().width() != layout.chunkWidth()
        || image.size().height() < rows) {
      throw refusal.damaged("a strip or tile of JPEG with " + image, null);
    }
    byte[] samples = new byte[image.bytes().limit()];
    image.bytes().get(samples);
    return new Chunk(samples, layout.chunkWidth() * rowSamples, rows);
  }
}
