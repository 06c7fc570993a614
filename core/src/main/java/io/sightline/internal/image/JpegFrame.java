package io.sightline.internal.image;

import io.sightline.image.Size;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The frame of a JPEG file (ITU T.81, B.2.2). */
public final class JpegFrame {
  private static final int COMPONENTS_AT = 6;
  private static final int COMPONENT_BYTES = 3;
  private static final int BLOCK = 8;

  private final int marker;
  private final ByteBuffer segment;
  private final Size size;
  private final int components;
  private final int maxHorizontal;
  private final int maxVertical;

  private JpegFrame(int marker, ByteBuffer segment, Size size, int components) throws IOException {
    this.marker = marker;
    this.segment = segment;
    this.size = size;
    this.components = components;
    int horizontal = 1;
    int vertical = 1;
    for (int i = 0; i < components; i++) {
      if (horizontal(i) < 1 || horizontal(i) > 4 || vertical(i) < 1 || vertical(i) > 4) {
        throw new IOException("a sampling factor that is not 1 to 4");
      }
      horizontal = Math.max(horizontal, horizontal(i));
      vertical = Math.max(vertical, vertical(i));
    }
    maxHorizontal = horizontal;
    maxVertical = vertical;
  }

  /** Start of frame 0 to 15, without the tables and extensions that share the range. */
  static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  static JpegFrame read(int marker, ByteBuffer segment) throws IOException {
    int components = segment.limit() < COMPONENTS_AT ? 0 : segment.get(5) & 0xff;
    if (components == 0 || segment.limit() != COMPONENTS_AT + COMPONENT_BYTES * components) {
      throw new IOException("a frame of another length than its components take");
    }
    int height = segment.getShort(1) & 0xffff;
    int width = segment.getShort(3) & 0xffff;
    if (width == 0 || height == 0) {
      throw new IOException("a frame of %sx%s pixels".formatted(width, height));
    }
    return new JpegFrame(marker, segment, new Size(width, height), components);
  }

  /** Width and height. */
  public Size size() {
    return size;
  }

  /** The number of components. */
  public int components() {
    return components;
  }

  /** Bits per sample. */
  int precision() {
    return segment.get(0) & 0xff;
  }

  boolean isProgressive() {
    return marker == 0xc2 || marker == 0xca;
  }

  private int horizontal(int component) {
    return segment.get(COMPONENTS_AT + COMPONENT_BYTES * component + 1) >> 4 & 0xf;
  }

  private int vertical(int component) {
    return segment.get(COMPONENTS_AT + COMPONENT_BYTES * component + 1) & 0xf;
  }

  private int id(int component) {
    return segment.get(COMPONENTS_AT + COMPONENT_BYTES * component) & 0xff;
  }

  /** The first component of this id; -1 if there is none. */
  int componentOf(int id) {
    for (int i = 0; i < components; i++) {
      if (id(i) == id) {
        return i;
      }
    }
    return -1;
  }

  /** The blocks of 8x8 samples that a component has, without those that fill up the last unit. */
  long blocks(int component) {
    return blocks(size.width(), horizontal(component), maxHorizontal)
        * blocks(size.height(), vertical(component), maxVertical);
  }

  private static long blocks(int pixels, int factor, int maximum) {
    int perBlock = maximum * BLOCK;
    return ((long) pixels * factor + perBlock - 1) / perBlock;
  }

  /** Whether a unit (MCU) has several blocks of the component. */
  boolean hasUnitsOfBlocks(int component) {
    return horizontal(component) > 1 || vertical(component) > 1;
  }

  /** Whether the ids of three components say R, G, B. */
  boolean isNamedRgb() {
    return id(0) == 'R' && id(1) == 'G' && id(2) == 'B';
  }

  /**
   * Whether a component has all columns but half the rows. libjpeg-turbo smooths such rows, libjpeg
   * 6b repeats them ({@code h1v2_fancy_upsample} in src/jdsample.c).
   */
  public boolean hasHalvedRowsOnly() {
    for (int i = 0; i < components; i++) {
      if (horizontal(i) == maxHorizontal && vertical(i) * 2 == maxVertical) {
        return true;
      }
    }
    return false;
  }
}
