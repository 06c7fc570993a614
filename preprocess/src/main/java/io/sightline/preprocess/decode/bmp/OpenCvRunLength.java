package io.sightline.preprocess.decode.bmp;

import io.sightline.image.Size;
import io.sightline.internal.image.Refusal;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Unpacks RLE4 and RLE8 by the rules of OpenCV 5.0, modules/imgcodecs/src/grfmt_bmp.cpp: nothing
 * may reach beyond its row; a run of RLE8 that fills its row begins the next one; and RLE4 neither
 * skips rows nor knows an end of the picture other than its last row.
 */
final class OpenCvRunLength {
  private static final int END_OF_LINE = 0;
  private static final int DELTA = 2;

  private final ByteBuffer file;
  private final int width;
  private final int height;
  private final byte[] indices;
  private long position;
  private int x;
  private int y;

  OpenCvRunLength(ByteBuffer file, long offset, Size size) {
    this.file = file;
    this.position = offset;
    this.width = size.width();
    this.height = size.height();
    this.indices = new byte[Math.toIntExact(size.pixels())];
  }

  /** One index a pixel, rows in the order of the file. */
  byte[] decode(boolean nibbles, Refusal refusal) {
    boolean sound = nibbles ? decodeNibbles() : decodeBytes();
    if (!sound) {
      throw refusal.damaged("run lengths that end in row %s of %s".formatted(y, height), null);
    }
    return indices;
  }

  private boolean has(int bytes) {
    return position + bytes <= file.limit();
  }

  private int next() {
    return file.get((int) position++) & 0xff;
  }

  private boolean decodeNibbles() {
    while (y < height) {
      if (!has(2)) {
        return false;
      }
      int count = next();
      int code = next();
      if (count > 0) {
        if (x + count > width) {
          return false;
        }
        for (int i = 0; i < count; i++) {
          indices[y * width + x++] = (byte) (i % 2 == 0 ? code >> 4 : code & 15);
        }
      } else if (code > DELTA) {
        if (!literalNibbles(code)) {
          return false;
        }
      } else {
        long skipped = (long) width - x;
        if (code == DELTA) {
          if (!has(2)) {
            return false;
          }
          skipped = next();
          position++;
        }
        fill(0, skipped);
      }
    }
    return true;
  }

  private boolean literalNibbles(int count) {
    int bytes = ((count + 1) / 2 + 1) & ~1;
    if (x + count > width || !has(bytes)) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      int value = file.get((int) position + i / 2);
      indices[y * width + x++] = (byte) (i % 2 == 0 ? (value >> 4) & 15 : value & 15);
    }
    position += bytes;
    return true;
  }

  private boolean decodeBytes() {
    boolean rowWasFilled = false;
    while (y < height) {
      if (!has(2)) {
        return false;
      }
      int count = next();
      int code = next();
      if (count > 0) {
        if (x + count > width) {
          return false;
        }
        int before = y;
        fill(code, count);
        rowWasFilled = y > before;
      } else if (code > DELTA) {
        if (!literalBytes(code)) {
          return false;
        }
        rowWasFilled = false;
      } else {
        // The end of a line that a run has filled was taken with the run.
        boolean taken = code == END_OF_LINE && rowWasFilled && x == 0;
        if (!taken && !skipBytes(code)) {
          return false;
        }
        rowWasFilled = false;
      }
    }
    return true;
  }

  private boolean skipBytes(int code) {
    long right = (long) width - x;
    long rows = code == END_OF_LINE ? 0 : height - y;
    if (code == DELTA) {
      if (!has(2)) {
        return false;
      }
      right = next();
      rows = next();
    }
    fill(0, right + rows * width);
    return true;
  }

  private boolean literalBytes(int count) {
    int bytes = (count + 1) & ~1;
    if (x + count > width || !has(bytes)) {
      return false;
    }
    file.get((int) position, indices, y * width + x, count);
    x += count;
    position += bytes;
    return true;
  }

  /** Writes pixels of one index across rows; a row that is full is left, even for no pixel. */
  private void fill(int index, long count) {
    long left = count;
    do {
      int length = (int) Math.min(left, width - x);
      int from = y * width + x;
      Arrays.fill(indices, from, from + length, (byte) index);
      x += length;
      left -= length;
      if (x == width) {
        x = 0;
        y++;
      }
    } while (left > 0 && y < height);
  }
}
