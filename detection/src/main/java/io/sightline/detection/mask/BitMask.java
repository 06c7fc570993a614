package io.sightline.detection.mask;

import io.sightline.detection.box.PixelBox;
import io.sightline.image.DecodedImage;
import io.sightline.image.Size;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which pixels of a picture belong to an object, one bit each.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class BitMask {
  private final Size size;

  /** Row by row from the top, bit {@code y * width + x}, without gaps; unused bits are 0. */
  private final long[] words;

  private BitMask(Size size, long[] words) {
    this.size = size;
    this.words = words;
  }

  /**
   * A mask from one value a pixel.
   *
   * @param size the size of the picture
   * @param pixels {@code [height, width]}; every value but 0 is part of the object; not kept
   * @return the mask
   * @throws IllegalArgumentException if the array has another length
   */
  public static BitMask of(Size size, byte[] pixels) {
    if (pixels.length != size.pixels()) {
      throw new IllegalArgumentException(
          "A mask of %s takes %s values: got %s".formatted(size, size.pixels(), pixels.length));
    }
    Drawing drawing = new Drawing(size);
    for (int i = 0; i < pixels.length; i++) {
      if (pixels[i] != 0) {
        drawing.set(i, i + 1L);
      }
    }
    return drawing.mask();
  }

  /**
   * The size of the picture.
   *
   * @return the size
   */
  public Size size() {
    return size;
  }

  /**
   * Whether a pixel belongs to the object.
   *
   * @param x the column, from 0
   * @param y the row, from 0
   * @return true if it does
   * @throws IndexOutOfBoundsException if the pixel lies beyond the picture
   */
  public boolean get(int x, int y) {
    if (x < 0 || y < 0 || x >= size.width() || y >= size.height()) {
      throw new IndexOutOfBoundsException("There is no pixel %s, %s in %s".formatted(x, y, size));
    }
    return isSet((long) y * size.width() + x);
  }

  private boolean isSet(long bit) {
    return (words[(int) (bit >>> 6)] >>> (bit & 63) & 1) != 0;
  }

  /**
   * The number of pixels of the object.
   *
   * @return 0 or more
   */
  public long area() {
    long area = 0;
    for (long word : words) {
      area += Long.bitCount(word);
    }
    return area;
  }

  /**
   * The smallest box around the object: the left and upper edge of its first pixels, the right and
   * lower edge of its last ones.
   *
   * @return the box; empty if no pixel belongs to the object
   */
  public Optional<PixelBox> bounds() {
    int left = size.width();
    int right = -1;
    int top = -1;
    int bottom = -1;
    for (int y = 0; y < size.height(); y++) {
      long start = (long) y * size.width();
      long first = next(start, start + size.width(), true);
      if (first < start + size.width()) {
        top = top < 0 ? y : top;
        bottom = y;
        left = (int) Math.min(left, first - start);
        right = (int) Math.max(right, lastBefore(start + size.width()) - start);
      }
    }
    return right < 0
        ? Optional.empty()
        : Optional.of(new PixelBox(left, top, right + 1, bottom + 1));
  }

  /** The first bit from {@code from} on that has the value; {@code end} if none before it has. */
  private long next(long from, long end, boolean value) {
    long bit = from;
    while (bit < end) {
      long word = value ? words[(int) (bit >>> 6)] : ~words[(int) (bit >>> 6)];
      long rest = word >>> (bit & 63);
      if (rest != 0) {
        return Math.min(end, bit + Long.numberOfTrailingZeros(rest));
      }
      bit = (bit | 63) + 1;
    }
    return end;
  }

  /** The last bit before {@code end} that is set; there must be one. */
  private long lastBefore(long end) {
    long bit = end - 1;
    while (true) {
      long rest = words[(int) (bit >>> 6)] << (63 - (bit & 63));
      if (rest != 0) {
        return bit - Long.numberOfLeadingZeros(rest);
      }
      bit = (bit & ~63L) - 1;
    }
  }

  /**
   * The pixels that belong to either.
   *
   * @param other a mask of the same size
   * @return the union
   * @throws IllegalArgumentException if the sizes differ
   */
  public BitMask union(BitMask other) {
    return combine(other, (mine, others) -> mine | others);
  }

  /**
   * The pixels that belong to both.
   *
   * @param other a mask of the same size
   * @return the intersection
   * @throws IllegalArgumentException if the sizes differ
   */
  public BitMask intersection(BitMask other) {
    return combine(other, (mine, others) -> mine & others);
  }

  private BitMask combine(BitMask other, LongBinaryOperator operator) {
    requireSameSize(other);
    long[] combined = new long[words.length];
    for (int i = 0; i < combined.length; i++) {
      combined[i] = operator.applyAsLong(words[i], other.words[i]);
    }
    return new BitMask(size, combined);
  }

  /**
   * Intersection over union.
   *
   * @param other a mask of the same size
   * @return 0 to 1; 0 if both are empty, as pycocotools 2.0.11 has it
   * @throws IllegalArgumentException if the sizes differ
   */
  public double iou(BitMask other) {
    requireSameSize(other);
    long intersection = 0;
    long union = 0;
    for (int i = 0; i < words.length; i++) {
      intersection += Long.bitCount(words[i] & other.words[i]);
      union += Long.bitCount(words[i] | other.words[i]);
    }
    return union == 0 ? 0 : (double) intersection / union;
  }

  private void requireSameSize(BitMask other) {
    if (!size.equals(other.size)) {
      throw new IllegalArgumentException(
          "Masks must have one size: expected %s, got %s".formatted(size, other.size));
    }
  }

  /**
   * The mask as a picture, such as for a PNG.
   *
   * @return one channel of 8 bits: 255 for the object, 0 elsewhere
   * @throws IllegalArgumentException if the pixels do not fit an array
   */
  public DecodedImage toImage() {
    return DecodedImage.write8Bit(
        size,
        1,
        pixels -> {
          long end = size.pixels();
          long start = next(0, end, true);
          while (start < end) {
            long stop = next(start, end, false);
            Arrays.fill(pixels, (int) start, (int) stop, (byte) 255);
            start = next(stop, end, true);
          }
        });
  }

  /** Exact: the same size and the same pixels. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BitMask that
        && size.equals(that.size)
        && Arrays.equals(words, that.words);
  }

  @Override
  public int hashCode() {
    return 31 * size.hashCode() + Arrays.hashCode(words);
  }

  /** Returns area and size, as in {@code 1234 of 640x480 pixels}. */
  @Override
  public String toString() {
    return area() + " of " + size + " pixels";
  }

  /** A mask while it is written. */
  static final class Drawing {
    private final Size size;
    private final long[] words;

    Drawing(Size size) {
      long count = (size.pixels() + 63) / 64;
      if (count > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException("A mask of %s does not fit an array".formatted(size));
      }
      this.size = size;
      this.words = new long[(int) count];
    }

    /** Adds the pixels from bit {@code start} to before bit {@code end}. */
    void set(long start, long end) {
      long bit = start;
      while (bit < end) {
        long next = Math.min(end, (bit | 63) + 1);
        words[(int) (bit >>> 6)] |= -1L >>> (64 - (next - bit)) << (bit & 63);
        bit = next;
      }
    }

    /** The mask; nothing may be drawn afterwards. */
    BitMask mask() {
      return new BitMask(size, words);
    }
  }
}
