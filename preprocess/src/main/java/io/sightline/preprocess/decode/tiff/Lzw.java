package io.sightline.preprocess.decode.tiff;

import java.io.EOFException;
import java.io.IOException;

/**
 * LZW of TIFF 6.0, section 13: codes of 9 to 12 bits, high bits first, which grow one code early.
 */
final class Lzw {
  private static final int CLEAR = 256;
  private static final int END = 257;
  private static final int FIRST_FREE = 258;
  private static final int SHORTEST = 9;
  private static final int LONGEST = 12;

  /** As many as libtiff's table has ({@code CSIZE} of tif_lzw.c). */
  private static final int ENTRIES = 4095 + 1024;

  private final byte[] in;
  private long bitPosition;

  private final short[] prefix = new short[ENTRIES];
  private final byte[] first = new byte[ENTRIES];
  private final byte[] last = new byte[ENTRIES];
  private final int[] length = new int[ENTRIES];

  private Lzw(byte[] in) {
    this.in = in;
    for (int i = 0; i < CLEAR; i++) {
      first[i] = (byte) i;
      last[i] = (byte) i;
      length[i] = 1;
    }
  }

  /** Whether the stream is of the kind that was written before TIFF 5.0: low bits first. */
  static boolean isOldStyle(byte[] in) {
    return in.length >= 2 && in[0] == 0 && (in[1] & 1) == 1;
  }

  /** Fills the whole output. */
  static void unpack(byte[] in, byte[] out) throws IOException {
    new Lzw(in).unpack(out);
  }

  private void unpack(byte[] out) throws IOException {
    int at = 0;
    int bits = SHORTEST;
    int free = FIRST_FREE;
    int previous = CLEAR;
    while (at < out.length) {
      int code = code(bits);
      if (code == END) {
        throw new EOFException("LZW data that ends early");
      }
      if (code == CLEAR) {
        bits = SHORTEST;
        free = FIRST_FREE;
      } else {
        if (previous != CLEAR) {
          add(free, previous, code);
          free++;
          if (free > (1 << bits) - 2 && bits < LONGEST) {
            bits++;
          }
        } else if (code > CLEAR) {
          throw new IOException("LZW data that begins with code " + code);
        }
        at = write(code, free, out, at);
      }
      previous = code;
    }
  }

  private int code(int bits) throws IOException {
    int at = (int) (bitPosition >> 3);
    if (bitPosition + bits > in.length * 8L) {
      throw new EOFException("LZW data that ends early");
    }
    int window = (in[at] & 0xff) << 16;
    if (at + 1 < in.length) {
      window |= (in[at + 1] & 0xff) << 8;
    }
    if (at + 2 < in.length) {
      window |= in[at + 2] & 0xff;
    }
    int shift = 24 - bits - (int) (bitPosition & 7);
    bitPosition += bits;
    return (window >> shift) & ((1 << bits) - 1);
  }

  private void add(int entry, int previous, int code) throws IOException {
    if (entry >= ENTRIES || code > entry) {
      throw new IOException("LZW code %s with %s entries".formatted(code, entry));
    }
    prefix[entry] = (short) previous;
    first[entry] = first[previous];
    length[entry] = length[previous] + 1;
    last[entry] = code == entry ? first[previous] : first[code];
  }

  /** Writes what fits of an entry's bytes; they are found last to first. */
  private int write(int code, int free, byte[] out, int at) throws IOException {
    if (code >= free) {
      throw new IOException("LZW code %s with %s entries".formatted(code, free));
    }
    int end = at + length[code];
    int entry = code;
    for (int i = end - 1; i >= at; i--) {
      if (i < out.length) {
        out[i] = last[entry];
      }
      entry = prefix[entry];
    }
    return Math.min(end, out.length);
  }
}
