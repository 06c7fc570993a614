package io.sightline.preprocess.decode.tiff;

import io.sightline.image.Orientation;
import io.sightline.image.Size;
import io.sightline.internal.image.Refusal;

/**
 * How a picture is cut into chunks, which are strips or tiles, one set for each plane.
 *
 * @param size the stored size, before any turn
 * @param chunkWidth the width of a chunk; of a strip the picture's
 * @param chunkHeight the rows of a chunk, of which the last may have fewer if it is a strip
 * @param tiled whether chunks are tiles, which are stored whole even where they leave the picture
 * @param planar whether each sample has chunks of its own
 * @param orientation the turn that the file states
 */
record TiffLayout(
    Size size,
    int chunkWidth,
    int chunkHeight,
    boolean tiled,
    boolean planar,
    Orientation orientation) {
  private static final long MOST_CHUNK_PIXELS = 1 << 22;

  static TiffLayout of(TiffDirectory tags, Refusal refusal) {
    int width = tags.number(TiffDirectory.WIDTH);
    int length = tags.number(TiffDirectory.LENGTH);
    if (width < 1 || length < 1) {
      throw refusal.damaged("a size of %sx%s".formatted(width, length), null);
    }
    Size size = new Size(width, length);
    boolean tiled = tags.has(TiffDirectory.TILE_OFFSETS);
    if (tiled == tags.has(TiffDirectory.STRIP_OFFSETS)) {
      throw refusal.damaged("not one of strips and tiles", null);
    }
    int chunkWidth = tiled ? tags.number(TiffDirectory.TILE_WIDTH) : width;
    long chunkHeight =
        tiled
            ? tags.number(TiffDirectory.TILE_LENGTH)
            : Math.min(rowsPerStrip(tags, length), length);
    if (chunkWidth < 1 || chunkHeight < 1) {
      throw refusal.damaged("chunks of %sx%s".formatted(chunkWidth, chunkHeight), null);
    }
    if (tiled && chunkWidth * chunkHeight > Math.max(MOST_CHUNK_PIXELS, 4 * size.pixels())) {
      throw refusal.kind("tiles not much larger than the picture", chunkWidth + "x" + chunkHeight);
    }
    return new TiffLayout(
        size,
        chunkWidth,
        (int) chunkHeight,
        tiled,
        tags.numberOr(TiffDirectory.PLANAR_CONFIGURATION, 1) == 2,
        Orientation.ofExif(tags.numberOr(TiffDirectory.ORIENTATION, 1)));
  }

  /** As stated, which may be more than there are. */
  static long rowsPerStrip(TiffDirectory tags, int length) {
    return tags.has(TiffDirectory.ROWS_PER_STRIP)
        ? tags.number(TiffDirectory.ROWS_PER_STRIP, 0)
        : length;
  }

  int chunksAcross() {
    return (int) ((size.width() + (long) chunkWidth - 1) / chunkWidth);
  }

  int chunksDown() {
    return (int) ((size.height() + (long) chunkHeight - 1) / chunkHeight);
  }

  long chunksPerPlane() {
    return (long) chunksAcross() * chunksDown();
  }

  /** The rows that are stored of a chunk. */
  int storedRows(int chunkDown) {
    return tiled ? chunkHeight : visibleRows(chunkDown);
  }

  /** The rows of a chunk that lie in the picture. */
  int visibleRows(int chunkDown) {
    return Math.min(chunkHeight, size.height() - chunkDown * chunkHeight);
  }

  /** The pixels of a chunk's row that lie in the picture. */
  int visibleColumns(int chunkAcross) {
    return Math.min(chunkWidth, size.width() - chunkAcross * chunkWidth);
  }
}
