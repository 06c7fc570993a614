package io.sightline.preprocess.decode.png;

import io.sightline.image.Orientation;
import io.sightline.image.Size;
import io.sightline.internal.image.Refusal;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads and refuses as Pillow 12.3 does (PIL/PngImagePlugin.py): checksums count only before the
 * pixels, whatever ends the file behind the pixels is its end, and an animation's first frame is
 * the picture if it comes as IDAT.
 */
final class PillowReader extends PngReader {
  /** {@code ImageFile.MAXBLOCK}: the most that is handed to the decoder at a time. */
  private static final int PIECE_BYTES = 65536;

  private static final int MISNAMED_DATA = 0x44444154; // DDAT, which load_read lets pass
  private static final int MOST_COLORS = 256;

  private final boolean allowTruncated;
  private final PillowChunks chunks;

  /** The first byte that has not been read. */
  private long at = 8;

  /** How much of the present data chunk is left. */
  private long dataLeft;

  /** A chunk that was read while data were expected. */
  private @Nullable Chunk pushed;

  private boolean animated;

  PillowReader(ByteBuffer file, boolean allowTruncated, Refusal refusal) {
    super(file, refusal);
    this.allowTruncated = allowTruncated;
    this.chunks = new PillowChunks(file, allowTruncated, refusal);
  }

  @Override
  void open() {
    while (true) {
      Chunk chunk = nextChunk();
      if (chunk == null || chunk.type() == Chunk.IEND || !chunks.hasReadableName(chunk)) {
        throw refusal.damaged("no pixels", null);
      }
      if (chunks.read(chunk)) {
        startData(chunk);
        break;
      }
      boolean mayBeWrong = allowTruncated && chunk.isAncillary();
      if (!mayBeWrong && !chunk.hasRightChecksum(file)) {
        throw refusal.damaged("a wrong checksum of " + chunk, null);
      }
      at = chunk.end() + Chunk.CRC_BYTES;
    }
    animated = chunks.isAnimated();
    checkPalette();
  }

  private void startData(Chunk chunk) {
    at = chunks.dataStart(chunk);
    dataLeft = chunk.end() - at;
  }

  private void checkPalette() {
    ByteBuffer palette = chunks.palette();
    if (palette != null && palette.limit() / 3 > MOST_COLORS) {
      throw refusal.damaged("a palette of %s colors".formatted(palette.limit() / 3), null);
    }
  }

  /** The chunk that begins here; null at the end of the file. */
  private @Nullable Chunk nextChunk() {
    Chunk chunk = Chunk.at(file, at);
    if (chunk == null && allowTruncated && file.limit() - at >= 4) {
      // Half a header: its name is nobody's.
      chunk = new Chunk(0, file.getInt((int) at) & 0xffffffffL, file.limit());
    }
    if (chunk != null) {
      at = chunk.start();
    }
    return chunk;
  }

  @Override
  public @Nullable ByteBuffer next() {
    while (dataLeft == 0) {
      at += Chunk.CRC_BYTES;
      Chunk chunk = nextChunk();
      if (chunk == null || !isData(chunk)) {
        pushed = chunk;
        return null;
      }
      if (chunk.type() == Chunk.FDAT) {
        boolean continues = chunks.read(chunk);
        if (!continues) {
          throw refusal.damaged("a frame without data", null);
        }
      }
      startData(chunk);
    }
    long piece = Math.min(dataLeft, PIECE_BYTES);
    long end = Math.min(at + piece, file.limit());
    if (end <= at) {
      return null;
    }
    ByteBuffer bytes = file.slice((int) at, (int) (end - at));
    at = end;
    dataLeft -= piece;
    return bytes;
  }

  private static boolean isData(Chunk chunk) {
    return chunk.type() == Chunk.IDAT
        || chunk.type() == Chunk.FDAT
        || chunk.type() == MISNAMED_DATA;
  }

  @Override
  void finish() {
    Chunk chunk = pushed;
    if (chunk == null) {
      at += dataLeft + Chunk.CRC_BYTES;
      chunk = nextChunk();
    }
    while (chunk != null && chunk.type() != Chunk.IEND && chunks.hasReadableName(chunk)) {
      if (chunk.type() == Chunk.FCTL && animated) {
        break;
      }
      boolean isData = chunks.read(chunk);
      if (isData && !chunk.isWhole(file)) {
        if (allowTruncated) {
          break;
        }
        throw refusal.damaged("a cut " + chunk, null);
      }
      at = chunk.end() + Chunk.CRC_BYTES;
      chunk = nextChunk();
    }
    if (header().isPalette() && chunks.hasTransparentColorWithoutPalette()) {
      throw refusal.damaged("a transparent color without a palette", null);
    }
  }

  @Override
  PngHeader header() {
    return chunks.header();
  }

  @Override
  Frame frame() {
    return chunks.frame(new Size((int) header().width(), (int) header().height()));
  }

  @Override
  byte[] palette() {
    return palette(chunks.palette());
  }

  @Override
  Tolerance tolerance() {
    return allowTruncated ? Tolerance.ALL : Tolerance.ENDED_STREAM;
  }

  @Override
  Orientation orientation() {
    return chunks.orientation();
  }
}
