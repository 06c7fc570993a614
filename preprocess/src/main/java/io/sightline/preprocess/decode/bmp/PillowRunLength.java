package io.sightline.preprocess.decode.bmp;

import io.sightline.image.Size;
import io.sightline.internal.image.Refusal;
import java.nio.ByteBuffer;

/**
 * Unpacks RLE4 and RLE8 by the rules of {@code BmpRleDecoder} in Pillow 12.3,
 * src/PIL/BmpImagePlugin.py: skipped pixels have index 0, a run ends with its row, literal pixels
 * do not, and the last of an odd number of literal RLE4 pixels is lost.
 */
final class PillowRunLength {
  private static final int END_OF_LINE = 0;
  private static final int END_OF_PICTURE = 1;
  private static final int DELTA = 2;

  private final ByteBuffer file;
  private final Size size;
  private final boolean nibbles;
  private final byte[] indices;
  private long position;
  private int at;
  private int x;

  PillowRunLength(ByteBuffer file, long offset, Size size, boolean nibbles) {
    this.file = file;
    this.position = offset;
    this.size = size;
    this.nibbles = nibbles;
    this.indices = new byte[Math.toIntExact(size.pixels())];
  }

  /** One index a pixel, rows in the order of the file. */
  byte[] decode(Refusal refusal) {
    boolean more = true;
    while (more && at < indices.length && has(2)) {
      int count = next();
      int value = next();
      if (count > 0) {
        run(count, value);
      } else {
        more = escape(value);
      }
    }
    if (at < indices.length) {
      throw refusal.damaged("run lengths for %s of %s pixels".formatted(at, indices.length), null);
    }
    return indices;
  }

  private boolean has(int bytes) {
    return position + bytes <= file.limit();
  }

  private int next() {
    return file.get((int) position++) & 0xff;
  }

  private void run(int count, int value) {
    int length = Math.min(count, Math.max(0, size.width() - x));
    for (int i = 0; i < length; i++) {
      append(nibbles ? nibble(value, i) : value);
    }
    x += length;
  }

  private static int nibble(int value, int index) {
    return index % 2 == 0 ? value >> 4 : value & 15;
  }

  /** What lies behind the last pixel is dropped. */
  private void append(int index) {
    if (at < indices.length) {
      indices[at++] = (byte) index;
    }
  }

  /** Returns false if it was the last. */
  private boolean escape(int code) {
    return switch (code) {
      case END_OF_LINE -> {
        at += (size.width() - at % size.width()) % size.width();
        x = 0;
        yield true;
      }
      case END_OF_PICTURE -> false;
      case DELTA -> skip();
      default -> literal(code);
    };
  }

  private boolean skip() {
    if (!has(2)) {
      return false;
    }
    int right = next();
    int up = next();
    at = (int) Math.min(at + right + up * (long) size.width(), indices.length);
    x = at % size.width();
    return true;
  }

  private boolean literal(int pixels) {
    int bytes = nibbles ? pixels / 2 : pixels;
    for (int i = 0; i < bytes; i++) {
      if (!has(1)) {
        return false;
      }
      int value = next();
      if (nibbles) {
        append(value >> 4);
        append(value & 15);
      } else {
        append(value);
      }
    }
    x += pixels;
    position += position % 2;
    return true;
  }
}
