package io.sightline.tensorflow.decode;

import io.sightline.image.Size;
import io.sightline.internal.FileKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The room that TensorFlow will take for a PNG, BMP or GIF file, by its headers, before it takes
 * it.
 */
public final class PictureSize {
  private static final int PNG_SIZE_AT = 16;
  private static final int BMP_SIZE_AT = 18;
  private static final int GIF_SIZE_AT = 6;
  private static final int GIF_FLAGS_AT = 10;
  private static final int GIF_BLOCKS_AT = 13;
  private static final int GIF_FRAME = 0x2c;
  private static final int GIF_EXTENSION = 0x21;

  private PictureSize() {}

  /**
   * The size of a PNG or BMP; for a GIF one of as many pixels as its largest frame and all frames
   * together, since TensorFlow unpacks them all.
   *
   * @throws IOException if the header makes no sense
   */
  public static Size of(FileKind kind, ByteBuffer content) throws IOException {
    ByteBuffer file = content.slice();
    try {
      return switch (kind) {
        case PNG -> size(file.getInt(PNG_SIZE_AT), file.getInt(PNG_SIZE_AT + 4));
        case BMP -> bmp(file.order(ByteOrder.LITTLE_ENDIAN));
        case GIF -> gif(file.order(ByteOrder.LITTLE_ENDIAN));
        default -> throw new IOException("neither PNG nor BMP nor GIF");
      };
    } catch (IndexOutOfBoundsException e) {
      throw new IOException("the file ends within its header", e);
    }
  }

  private static Size size(long width, long height) throws IOException {
    if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw new IOException("a size of %sx%s".formatted(width, height));
    }
    return new Size((int) width, (int) height);
  }

  /** A negative height means rows from the top. */
  private static Size bmp(ByteBuffer file) throws IOException {
    return size(file.getInt(BMP_SIZE_AT), Math.abs((long) file.getInt(BMP_SIZE_AT + 4)));
  }

  /** GIF89a, sections 18 to 23. */
  private static Size gif(ByteBuffer file) throws IOException {
    long width = file.getShort(GIF_SIZE_AT) & 0xffff;
    long height = file.getShort(GIF_SIZE_AT + 2) & 0xffff;
    long pixels = 0;
    int at = GIF_BLOCKS_AT + paletteBytes(file.get(GIF_FLAGS_AT));
    while (at < file.limit() && (file.get(at) == GIF_FRAME || file.get(at) == GIF_EXTENSION)) {
      if (file.get(at) == GIF_FRAME) {
        long frameWidth = file.getShort(at + 5) & 0xffff;
        long frameHeight = file.getShort(at + 7) & 0xffff;
        width = Math.max(width, frameWidth);
        height = Math.max(height, frameHeight);
        pixels += frameWidth * frameHeight;
        at += 11 + paletteBytes(file.get(at + 9));
      } else {
        at += 2;
      }
      at = afterSubBlocks(file, at);
    }
    return width * height >= pixels ? size(width, height) : size(pixels, 1);
  }

  private static int paletteBytes(byte flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private static int afterSubBlocks(ByteBuffer file, int start) {
    int at = start;
    while (at < file.limit() && file.get(at) != 0) {
      at += 1 + (file.get(at) & 0xff);
    }
    return at + 1;
  }
}
