package io.sightline.internal.image;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What the scans of a JPEG file add up to (ITU T.81, B.2.3 and G.1.1). */
final class JpegScans {
  /**
   * Some seconds of work: on two slow cores ImageIO took 0.2 microseconds to pass over a block in
   * another scan, and as much for four bytes of dense data.
   */
  private static final long MAX_WORK = 40_000_000;

  private static final int BYTES_LIKE_A_BLOCK = 4;

  /**
   * If one of the first coefficients is not known exactly, libjpeg-turbo makes some up, by a rule
   * that depends on its version ({@code decompress_smooth_data} in src/jdcoefct.c).
   */
  private static final int SMOOTHED_COEFFICIENTS = 6;

  private static final int UNKNOWN = -1;

  private final JpegFrame frame;

  /** For each component and coefficient: the bits that are still missing. */
  private final int[][] missingBits;

  private long blocks;
  private long bytes;
  private int scans;
  private int firstComponents;

  JpegScans(JpegFrame frame) {
    this.frame = frame;
    missingBits = new int[frame.components()][SMOOTHED_COEFFICIENTS];
    for (int[] bits : missingBits) {
      Arrays.fill(bits, UNKNOWN);
    }
  }

  /** A scan's header; one that makes no sense is left to the decoder. */
  void add(ByteBuffer header) {
    int components = header.hasRemaining() ? header.get(0) & 0xff : 0;
    if (header.limit() < 4 + 2 * components) {
      return;
    }
    if (scans++ == 0) {
      firstComponents = components;
    }
    int first = header.get(1 + 2 * components) & 0xff;
    int last = header.get(2 + 2 * components) & 0xff;
    int missing = header.get(3 + 2 * components) & 0xf;
    for (int i = 0; i < components; i++) {
      int component = frame.componentOf(header.get(1 + 2 * i) & 0xff);
      if (component >= 0) {
        blocks += frame.blocks(component);
        for (int k = first; k <= last && k < SMOOTHED_COEFFICIENTS; k++) {
          missingBits[component][k] = missing;
        }
      }
    }
  }

  /** Whether the decoder stops after the first scan. */
  boolean firstIsWhole() {
    return !frame.isProgressive() && firstComponents == frame.components();
  }

  /** The bytes of all scans together. */
  void setBytes(long newBytes) {
    bytes = newBytes;
  }

  /** Throws if a small file, or a large one, would keep the decoder busy for too long. */
  void check(Refusal refusal) {
    long work = blocks + bytes / BYTES_LIKE_A_BLOCK;
    if (work > MAX_WORK) {
      throw refusal.kind(
          "at most %s blocks in all scans together, %s bytes counting as one"
              .formatted(MAX_WORK, BYTES_LIKE_A_BLOCK),
          "%s and %s bytes in %s scans".formatted(blocks, bytes, scans));
    }
  }

  /**
   * Whether libjpeg smooths a component.
   *
   * @param inUnits whether only those count that have several blocks in a unit
   */
  boolean areSmoothed(boolean inUnits) {
    for (int component = 0; component < missingBits.length; component++) {
      if (isSmoothed(component) && (!inUnits || frame.hasUnitsOfBlocks(component))) {
        return true;
      }
    }
    return false;
  }

  /** A block without neighbours is not smoothed. */
  private boolean isSmoothed(int component) {
    if (!frame.isProgressive() || frame.blocks(component) == 1) {
      return false;
    }
    for (int k = 1; k < SMOOTHED_COEFFICIENTS; k++) {
      if (missingBits[component][k] != 0) {
        return true;
      }
    }
    return false;
  }
}
