package io.sightline.preprocess.decode.tiff;

import java.io.EOFException;
import java.io.IOException;

/**
 * Unpacks the bilevel methods of TIFF 6.0, sections 10 and 11, which are those of ITU-T T.4 and
 * T.6: modified Huffman (2), Group 3 (3) and Group 4 (4). White is 0, black is 1. Rows that contain
 * an error, which libtiff mends, are refused.
 */
final class Fax {
  private static final int MODIFIED_HUFFMAN = 2;
  private static final int GROUP_3 = 3;
  private static final int END_OF_LINE_ZEROS = 11;

  /** Bits of the T4Options. */
  private static final int TWO_DIMENSIONAL = 1;

  private final byte[] in;
  private final int width;
  private long position;

  /** Where the colour changes in the row above and in this row; then the width, at least twice. */
  private int[] above;

  private int[] changes;
  private int count;

  private Fax(byte[] in, int width) {
    this.in = in;
    this.width = width;
    this.above = new int[width + 4];
    this.changes = new int[width + 4];
    above[0] = width;
    above[1] = width;
    above[2] = width;
  }

  /**
   * Fills the whole output.
   *
   * @param method 2, 3 or 4
   * @param t4Options of Group 3
   */
  static void unpack(byte[] in, int width, int method, int t4Options, byte[] out)
      throws IOException {
    new Fax(in, width).unpack(method, (t4Options & TWO_DIMENSIONAL) != 0, out);
  }

  private void unpack(int method, boolean twoDimensional, byte[] out) throws IOException {
    int rowBytes = (width + 7) / 8;
    for (int row = 0; row < out.length; row += rowBytes) {
      count = 0;
      if (method == MODIFIED_HUFFMAN) {
        readRuns();
        position = (position + 7) & ~7L;
      } else if (method == GROUP_3) {
        skipEndOfLine();
        if (!twoDimensional || take(1) == 1) {
          readRuns();
        } else {
          readModes();
        }
      } else {
        readModes();
      }
      fillRow(out, row);
      int[] next = above;
      above = changes;
      changes = next;
    }
  }

  /** The next bits, zeros behind the end. */
  private int peek(int bits) {
    int at = (int) (position >> 3);
    int window = 0;
    for (int i = 0; i < 3; i++) {
      window = (window << 8) | (at + i < in.length ? in[at + i] & 0xff : 0);
    }
    return (window >> (24 - bits - (int) (position & 7))) & ((1 << bits) - 1);
  }

  private int take(int bits) throws IOException {
    int value = peek(bits);
    skip(bits);
    return value;
  }

  private void skip(int bits) throws IOException {
    position += bits;
    if (position > in.length * 8L) {
      throw new EOFException("fax data that ends early");
    }
  }

  /** Goes behind the next end of line, wherever it is: at least 11 zeros and a one. */
  private void skipEndOfLine() throws IOException {
    while (peek(END_OF_LINE_ZEROS) != 0) {
      skip(1);
    }
    skip(END_OF_LINE_ZEROS);
    while (peek(1) == 0) {
      skip(1);
    }
    skip(1);
  }

  private int code(FaxCodes codes) throws IOException {
    int bits = peek(FaxCodes.MOST_BITS);
    if (codes.length(bits) == 0) {
      throw new IOException("no fax code at bit " + position);
    }
    skip(codes.length(bits));
    return codes.value(bits);
  }

  /** A run's make-up codes and its terminating code. */
  private int run(boolean black) throws IOException {
    FaxCodes codes = black ? FaxCodes.BLACK_RUNS : FaxCodes.WHITE_RUNS;
    int length = 0;
    int part = code(codes);
    while (part >= 64) {
      length += part;
      if (length > width) {
        throw new IOException("a fax run that leaves the row");
      }
      part = code(codes);
    }
    return length + part;
  }

  private void change(int at) throws IOException {
    int before = count == 0 ? 0 : changes[count - 1];
    if (at < before || at > width || count > width) {
      throw new IOException("a fax run from %s to %s of %s".formatted(before, at, width));
    }
    changes[count++] = at;
  }

  private void readRuns() throws IOException {
    int at = 0;
    for (boolean black = false; at < width; black = !black) {
      at += run(black);
      change(at);
    }
    endRow();
  }

  private void readModes() throws IOException {
    int at = -1;
    int reference = 0;
    boolean black = false;
    while (at < width) {
      // The first change above that lies to the right and has the other colour on its left.
      reference = (reference & ~1) | (black ? 1 : 0);
      while (reference >= 2 && above[reference - 2] > at) {
        reference -= 2;
      }
      while (above[reference] <= at && above[reference] < width) {
        reference += 2;
      }
      int mode = code(FaxCodes.MODE_CODES);
      if (mode == FaxCodes.PASS) {
        at = above[reference + 1];
      } else if (mode == FaxCodes.HORIZONTAL) {
        int middle = Math.max(at, 0) + run(black);
        change(middle);
        at = middle + run(!black);
        change(at);
      } else {
        at = above[reference] + mode;
        change(at);
        black = !black;
      }
    }
    endRow();
  }

  private void endRow() {
    changes[count] = width;
    changes[count + 1] = width;
    changes[count + 2] = width;
  }

  private void fillRow(byte[] out, int row) {
    for (int i = 0; i < count; i += 2) {
      int end = i + 1 < count ? changes[i + 1] : width;
      for (int x = changes[i]; x < end; x++) {
        out[row + x / 8] |= (byte) (0x80 >> (x & 7));
      }
    }
  }
}
