package io.sightline.preprocess.decode;

import io.sightline.image.Size;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Reads how large a picture is from the first bytes of its file: JPEG, PNG, GIF and BMP, the kinds
 * that {@code tf.io.decode_image} reads. Nothing else is checked.
 */
public final class PictureHeader {
  private static final long PNG_SIGNATURE = 0x8950_4e47_0d0a_1a0aL;
  private static final int PNG_HEADER = 0x4948_4452; // IHDR
  private static final int GIF = 0x4749_4638; // GIF8
  private static final int BMP = 0x424d; // BM
  private static final int BMP_INFO_HEADER = 40;
  private static final int JPEG = 0xffd8;

  private final ByteBuffer content;

  private PictureHeader(ByteBuffer content) {
    this.content = content;
  }

  /** The size of the stored pixels; empty if the header is of another kind or broken. */
  public static Optional<Size> size(byte[] content) {
    return new PictureHeader(ByteBuffer.wrap(content)).size();
  }

  private Optional<Size> size() {
    int length = content.limit();
    if (length >= 24 && content.getLong(0) == PNG_SIGNATURE && content.getInt(12) == PNG_HEADER) {
      return size(content.getInt(16), content.getInt(20));
    }
    ByteBuffer little = content.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (length >= 10 && content.getInt(0) == GIF) {
      return size(Short.toUnsignedInt(little.getShort(6)), Short.toUnsignedInt(little.getShort(8)));
    }
    if (length >= 26 && unsigned(0) == BMP && little.getInt(14) >= BMP_INFO_HEADER) {
      return size(little.getInt(18), Math.abs(little.getInt(22)));
    }
    return length >= 4 && unsigned(0) == JPEG ? jpeg() : Optional.empty();
  }

  /** Goes from segment to segment up to the frame, which begins with precision, height, width. */
  private Optional<Size> jpeg() {
    int at = 2;
    while (at + 9 <= content.limit() && (content.get(at) & 0xff) == 0xff) {
      int marker = content.get(at + 1) & 0xff;
      if (isFrame(marker)) {
        return size(unsigned(at + 7), unsigned(at + 5));
      }
      boolean isFill = marker == 0xff;
      boolean isBare = marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8);
      at += isFill ? 1 : isBare ? 2 : 2 + unsigned(at + 2);
    }
    return Optional.empty();
  }

  /** SOF0 to SOF15; the codes for tables and arithmetic lie between. */
  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private int unsigned(int at) {
    return Short.toUnsignedInt(content.getShort(at));
  }

  private static Optional<Size> size(int width, int height) {
    return width > 0 && height > 0 ? Optional.of(new Size(width, height)) : Optional.empty();
  }
}
