package io.sightline.preprocess.decode.gif;

import io.sightline.image.Size;
import io.sightline.internal.image.Refusal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of a file up to its first frame, where the file keeps to the format (GIF89a): what
 * OpenCV and TensorFlow have in common.
 */
final class GifBlocks {
  static final int TABLE_FLAG = 0x80;
  static final int EXTENSION = '!';
  static final int IMAGE = ',';
  static final int TRAILER = ';';
  static final int GRAPHIC_CONTROL = 0xf9;
  static final int DESCRIPTOR_BYTES = 9;

  private static final int HEADER_BYTES = 13;
  private static final int INTERLACE_FLAG = 0x40;
  private static final int GRAPHIC_CONTROL_BYTES = 4;

  private final ByteBuffer file;
  private final Refusal refusal;
  private final @Nullable ByteBuffer globalTable;
  private @Nullable ByteBuffer localTable;
  private @Nullable ByteBuffer firstControl;
  private @Nullable ByteBuffer lastControl;
  private int at;

  /** The blocks of a file; {@link #readFrame} comes first. */
  GifBlocks(ByteBuffer file, Refusal refusal) {
    this.file = file.slice().order(ByteOrder.LITTLE_ENDIAN);
    this.refusal = refusal;
    require(HEADER_BYTES);
    at = HEADER_BYTES;
    globalTable = readTable(this.file.get(10));
  }

  private void require(int bytes) {
    if (bytes > file.limit() - at) {
      throw refusal.damaged("a file that ends before its first frame", null);
    }
  }

  private @Nullable ByteBuffer readTable(int flags) {
    if ((flags & TABLE_FLAG) == 0) {
      return null;
    }
    int length = tableBytes(flags);
    require(length);
    at += length;
    return file.slice(at - length, length);
  }

  static int tableBytes(int flags) {
    return (flags & TABLE_FLAG) == 0 ? 0 : 3 * (2 << (flags & 7));
  }

  /** The first frame, on a canvas that is as large as the frame needs. */
  GifFrame readFrame() {
    while (true) {
      require(2);
      int block = file.get(at++);
      if (block == IMAGE) {
        return readImage();
      }
      if (block != EXTENSION) {
        throw refusal.damaged("no frame", null);
      }
      readExtension();
    }
  }

  private void readExtension() {
    int label = file.get(at) & 0xff;
    int start = at + 1;
    at = DataBlocks.skip(file, start);
    require(0);
    int length = file.get(start) & 0xff;
    if (length == 0) {
      throw refusal.damaged("an empty extension", null);
    }
    if (label == GRAPHIC_CONTROL) {
      if (length != GRAPHIC_CONTROL_BYTES) {
        throw refusal.damaged("a graphic control extension of %s bytes".formatted(length), null);
      }
      lastControl = file.slice(start + 1, GRAPHIC_CONTROL_BYTES);
      firstControl = firstControl == null ? lastControl : firstControl;
    }
  }

  private GifFrame readImage() {
    require(DESCRIPTOR_BYTES);
    int left = unsigned(at);
    int top = unsigned(at + 2);
    int width = unsigned(at + 4);
    int height = unsigned(at + 6);
    int flags = file.get(at + 8);
    at += DESCRIPTOR_BYTES;
    localTable = readTable(flags);
    require(1);
    int rootBits = file.get(at) & 0xff;
    if (width == 0 || height == 0) {
      throw refusal.damaged("a frame without pixels", null);
    }
    return new GifFrame(
        new Size(left + width, top + height),
        left,
        top,
        new Size(width, height),
        (flags & INTERLACE_FLAG) != 0,
        rootBits,
        at + 1);
  }

  private int unsigned(int index) {
    return file.getShort(index) & 0xffff;
  }

  int screenWidth() {
    return unsigned(6);
  }

  int screenHeight() {
    return unsigned(8);
  }

  int background() {
    return file.get(11) & 0xff;
  }

  @Nullable ByteBuffer globalTable() {
    return globalTable;
  }

  @Nullable ByteBuffer localTable() {
    return localTable;
  }

  /** The first of the graphic control extensions before the frame. */
  @Nullable ByteBuffer firstControl() {
    return firstControl;
  }

  /** The last of them. */
  @Nullable ByteBuffer lastControl() {
    return lastControl;
  }

  /** The transparent index that a graphic control extension names; -1 if it names none. */
  static int transparent(@Nullable ByteBuffer control) {
    return control == null || (control.get(0) & 1) == 0 ? -1 : control.get(3) & 0xff;
  }

  /** Where the blocks begin. */
  int start() {
    return HEADER_BYTES + (globalTable == null ? 0 : globalTable.limit());
  }
}
