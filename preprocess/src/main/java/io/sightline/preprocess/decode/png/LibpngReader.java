package io.sightline.preprocess.decode.png;

import io.sightline.image.DecodeConvention;
import io.sightline.image.DecodeOptions;
import io.sightline.image.Orientation;
import io.sightline.image.Size;
import io.sightline.internal.image.Refusal;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads sound files as OpenCV and TensorFlow do, through libpng 1.6, and refuses what libpng
 * refuses: a wrong checksum of a critical chunk, unknown critical chunks, a missing end.
 */
final class LibpngReader extends PngReader {
  /** {@code PNG_USER_WIDTH_MAX} and {@code PNG_USER_HEIGHT_MAX}. */
  private static final int MOST_SIDE = 1_000_000;

  /** {@code PNG_USER_CHUNK_MALLOC_MAX}. */
  private static final int MOST_CHUNK_BYTES = 8_000_000;

  private static final int MOST_COLORS = 256;

  private final boolean allowTruncated;
  private final boolean isOpenCv;

  private long at = 8;

  /** The last chunk that was read. */
  private @Nullable Chunk last;

  /** Whether the pixels of that chunk have been handed out. */
  private boolean lastIsUsed;

  private @Nullable PngHeader header;
  private @Nullable OpenCvChunks openCv;

  /** IDAT, or the frame data of an animation. */
  private int dataType = Chunk.IDAT;

  private @Nullable ByteBuffer palette;

  LibpngReader(ByteBuffer file, DecodeOptions options, Refusal refusal) {
    super(file, refusal);
    this.allowTruncated = options.allowTruncated();
    this.isOpenCv = options.convention() == DecodeConvention.OPENCV;
  }

  @Override
  void open() {
    Chunk chunk = nextChunk();
    if (chunk.type() != Chunk.IHDR || chunk.length() != PngHeader.BYTES) {
      throw refusal.damaged("another chunk before the header", null);
    }
    header = readHeader(chunk.data(file));
    openCv = isOpenCv ? new OpenCvChunks(header, refusal) : null;
    chunk = nextChunk();
    while (chunk.type() != Chunk.IDAT) {
      readBeforeData(chunk, header);
      chunk = nextChunk();
    }
    if (header.isPalette() && palette == null) {
      throw refusal.damaged("no palette", null);
    }
    last = chunk;
    if (openCv != null && openCv.isAnimated()) {
      startAnimation(openCv);
    }
  }

  /** OpenCV gives the first frame, even where it is not the default picture. */
  private void startAnimation(OpenCvChunks chunks) {
    if (header().bitDepth() == 16) {
      throw refusal.kind("8 bits in an animation", "16 bits");
    }
    Frame frame = chunks.frame();
    if (frame != null) {
      if (!frame.size().equals(frame.canvas())) {
        throw refusal.kind("a first frame that covers the picture", frame.size().toString());
      }
      return;
    }
    Chunk chunk = nextChunk();
    while (chunk.type() != Chunk.FCTL && chunk.type() != Chunk.IEND) {
      chunk = nextChunk();
    }
    chunks.readFrame(chunk, chunk.data(file));
    last = nextChunk();
    dataType = Chunk.FDAT;
  }

  /** The next chunk, whose checksum is right. */
  private Chunk nextChunk() {
    Chunk chunk = Chunk.at(file, at);
    if (chunk == null || !chunk.isWhole(file)) {
      throw refusal.damaged("a file that ends early", null);
    }
    at = chunk.end() + Chunk.CRC_BYTES;
    requireName(chunk);
    boolean isPixels = chunk.type() == Chunk.IDAT || chunk.type() == Chunk.FDAT;
    if (chunk.length() > MOST_CHUNK_BYTES && !isPixels) {
      throw refusal.damaged("a %s of %s bytes".formatted(chunk, chunk.length()), null);
    }
    if (!chunk.hasRightChecksum(file)) {
      throw refusal.damaged("a wrong checksum of " + chunk, null);
    }
    return chunk;
  }

  private void requireName(Chunk chunk) {
    for (int shift = 0; shift < 32; shift += 8) {
      int c = chunk.type() >> shift & 0xdf;
      if (c < 'A' || c > 'Z') {
        throw refusal.damaged("a chunk without a name", null);
      }
    }
  }

  private PngHeader readHeader(ByteBuffer chunk) {
    PngHeader read = PngHeader.read(chunk);
    boolean methodsKnown = chunk.get(10) == 0 && chunk.get(11) == 0 && (chunk.get(12) & 0xfe) == 0;
    if (!read.isKnownKind() || !methodsKnown) {
      throw refusal.damaged("an unknown kind of pixels", null);
    }
    if (read.width() > MOST_SIDE || read.height() > MOST_SIDE) {
      throw refusal.damaged("a size of %sx%s".formatted(read.width(), read.height()), null);
    }
    return read;
  }

  private void readBeforeData(Chunk chunk, PngHeader head) {
    switch (chunk.type()) {
      case Chunk.PLTE -> readPalette(chunk, head);
      case Chunk.IHDR, Chunk.IEND ->
          throw refusal.damaged("a %s before the pixels".formatted(chunk), null);
      default -> {
        requireAncillary(chunk);
        if (openCv != null) {
          openCv.readBeforeData(chunk, chunk.data(file));
        }
      }
    }
  }

  private void readPalette(Chunk chunk, PngHeader head) {
    boolean sound = chunk.length() % 3 == 0 && chunk.length() <= 3 * MOST_COLORS;
    if (palette != null || (head.isPalette() && (!sound || chunk.length() == 0))) {
      throw refusal.damaged("a broken palette", null);
    }
    palette = chunk.data(file);
  }

  private void requireAncillary(Chunk chunk) {
    if (!chunk.isAncillary()) {
      throw refusal.damaged("an unknown critical or misplaced " + chunk, null);
    }
  }

  @Override
  public @Nullable ByteBuffer next() {
    while (last != null && last.type() == dataType) {
      int start = dataType == Chunk.FDAT ? 4 : 0;
      if (!lastIsUsed && last.length() > start) {
        lastIsUsed = true;
        return last.data(file).slice(start, (int) last.length() - start);
      }
      last = allowTruncated && Chunk.at(file, at) == null ? null : nextChunk();
      lastIsUsed = false;
    }
    return null;
  }

  @Override
  void finish() {
    while (last != null && last.type() == dataType) {
      last = allowTruncated && Chunk.at(file, at) == null ? null : nextChunk();
    }
    while (last != null && last.type() != Chunk.IEND) {
      requireAncillary(last);
      if (openCv != null) {
        openCv.readExif(last, last.data(file));
      }
      last = nextChunk();
    }
    if (last != null && last.length() > 0) {
      throw refusal.damaged("an end that is not empty", null);
    }
  }

  @Override
  PngHeader header() {
    if (header == null) {
      throw new IllegalStateException("open() comes first");
    }
    return header;
  }

  @Override
  Frame frame() {
    Frame frame = openCv == null || !openCv.isAnimated() ? null : openCv.frame();
    return frame != null
        ? frame
        : Frame.whole(new Size((int) header().width(), (int) header().height()));
  }

  @Override
  byte[] palette() {
    return palette(palette);
  }

  @Override
  Tolerance tolerance() {
    return allowTruncated ? Tolerance.ALL : Tolerance.NONE;
  }

  @Override
  Orientation orientation() {
    return openCv == null ? Orientation.UPRIGHT : openCv.orientation();
  }
}
