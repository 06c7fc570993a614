package io.sightline.detection.mask;

import io.sightline.image.Size;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A mask in the run lengths of the COCO data set: column by column from the left, each from the
 * top, how many pixels are not part of the object, then how many are, and so on. The first count is
 * 0 if the first pixel is part of it.
 *
 * <p>Counts and texts equal those of pycocotools 2.0.11 (common/maskApi.c). Immutable and safe for
 * use by several threads.
 */
public final class CocoRle {
  /** The text has 5 bits of a number a character, the lowest first, from this character on. */
  private static final int FIRST_CHARACTER = 48;

  private static final int MORE = 0x20;
  private static final int SIGN = 0x10;

  private final Size size;
  private final int[] counts;

  private CocoRle(Size size, int[] counts) {
    this.size = size;
    this.counts = counts;
  }

  /**
   * The run lengths of a mask.
   *
   * @param mask the mask
   * @return its run lengths
   * @throws IllegalArgumentException if the mask has more than 2,147,483,647 pixels
   */
  public static CocoRle of(BitMask mask) {
    Size size = mask.size();
    if (size.pixels() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("A mask of %s is too large for COCO".formatted(size));
    }
    Runs runs = new Runs();
    boolean value = false;
    int count = 0;
    for (int x = 0; x < size.width(); x++) {
      for (int y = 0; y < size.height(); y++) {
        if (mask.get(x, y) != value) {
          runs.add(count);
          count = 0;
          value = !value;
        }
        count++;
      }
    }
    runs.add(count);
    return new CocoRle(size, runs.toArray());
  }

  /**
   * Run lengths that are known, such as from an uncompressed annotation.
   *
   * @param size the size of the mask
   * @param counts the run lengths; copied
   * @return the run lengths
   * @throws IllegalArgumentException if one is negative, or they do not add up to all pixels
   */
  public static CocoRle of(Size size, int[] counts) {
    long sum = 0;
    for (int count : counts) {
      if (count < 0) {
        throw new IllegalArgumentException("A run length cannot be negative: got " + count);
      }
      sum += count;
    }
    if (sum != size.pixels()) {
      throw new IllegalArgumentException(
          "The run lengths of %s must add up to %s: got %s".formatted(size, size.pixels(), sum));
    }
    return new CocoRle(size, counts.clone());
  }

  /**
   * Reads the text that COCO files hold.
   *
   * @param size the size of the mask
   * @param text the compressed run lengths
   * @return the run lengths
   * @throws IllegalArgumentException if the text is none of run lengths, or they do not add up to
   *     all pixels
   */
  public static CocoRle parse(Size size, String text) {
    Runs runs = new Runs();
    int at = 0;
    while (at < text.length()) {
      long number = 0;
      int shift = 0;
      int bits;
      do {
        bits = at < text.length() ? text.charAt(at) - FIRST_CHARACTER : -1;
        if (bits < 0 || bits >= 2 * MORE || shift > 35) {
          throw new IllegalArgumentException(
              "The text is none of run lengths: character %s of \"%s\"".formatted(at, text));
        }
        number |= (long) (bits & (MORE - 1)) << shift;
        shift += 5;
        at++;
      } while ((bits & MORE) != 0);
      if ((bits & SIGN) != 0) {
        number |= -1L << shift;
      }
      runs.add(runs.size() > 2 ? number + runs.get(runs.size() - 2) : number);
    }
    return of(size, runs.toArray());
  }

  /**
   * The size of the mask. COCO writes it as {@code [height, width]}.
   *
   * @return the size
   */
  public Size size() {
    return size;
  }

  /**
   * The run lengths.
   *
   * @return a copy
   */
  public int[] counts() {
    return counts.clone();
  }

  /**
   * The run lengths as the text that COCO files hold: differences to the count before the last, 5
   * bits a character.
   *
   * @return the compressed run lengths; printable ASCII
   */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < counts.length; i++) {
      int number = i > 2 ? counts[i] - counts[i - 2] : counts[i];
      boolean more;
      do {
        int bits = number & (MORE - 1);
        number >>= 5;
        more = (bits & SIGN) != 0 ? number != -1 : number != 0;
        text.append((char) (FIRST_CHARACTER + (more ? bits | MORE : bits)));
      } while (more);
    }
    return text.toString();
  }

  /**
   * The number of pixels of the object.
   *
   * @return 0 or more
   */
  public long area() {
    long area = 0;
    for (int i = 1; i < counts.length; i += 2) {
      area += counts[i];
    }
    return area;
  }

  /**
   * The mask itself.
   *
   * @return one bit a pixel
   */
  public BitMask toMask() {
    BitMask.Drawing drawing = new BitMask.Drawing(size);
    int height = size.height();
    long pixel = 0;
    for (int i = 0; i < counts.length; i++) {
      long end = pixel + counts[i];
      if (i % 2 == 1) {
        for (long at = pixel; at < end; at++) {
          long bit = at % height * size.width() + at / height;
          drawing.set(bit, bit + 1);
        }
      }
      pixel = end;
    }
    return drawing.mask();
  }

  /** Exact: the same size and the same run lengths. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CocoRle that
        && size.equals(that.size)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * size.hashCode() + Arrays.hashCode(counts);
  }

  /** Returns size and text, as in {@code 4x3 0132}. */
  @Override
  public String toString() {
    return size + " " + text();
  }

  /** A list of ints without boxes. */
  private static final class Runs {
    private int[] counts = new int[64];
    private int size;

    void add(long count) {
      if (count < 0 || count > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("A run length must be 0 to 2147483647: got " + count);
      }
      if (size == counts.length) {
        counts = Arrays.copyOf(counts, 2 * size);
      }
      counts[size++] = (int) count;
    }

    int size() {
      return size;
    }

    int get(int index) {
      return counts[index];
    }

    int[] toArray() {
      return Arrays.copyOf(counts, size);
    }
  }
}
