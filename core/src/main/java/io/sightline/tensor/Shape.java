package io.sightline.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The lengths of a tensor's axes, outermost first; a length or the whole shape may be unknown.
 *
 * <p>{@code Shape.of(224, 224, 3)} is a picture; {@code Shape.of(-1, 224, 224, 3)} is what a model
 * says when it takes any number of them, and prints as {@code [?, 224, 224, 3]}. {@code Shape.of()}
 * is a scalar. Immutable and safe for use by several threads.
 */
public final class Shape {
  /** The length of an axis that is not known. */
  public static final long UNKNOWN_LENGTH = -1;

  private static final Shape UNKNOWN = new Shape(null);
  private static final Shape SCALAR = new Shape(new long[0]);

  private final long @Nullable [] lengths;

  private Shape(long @Nullable [] lengths) {
    this.lengths = lengths;
  }

  /**
   * A shape of known rank.
   *
   * @param lengths the axes' lengths, outermost first; -1 for a length that is not known
   * @return the shape
   * @throws IllegalArgumentException if a length is below -1
   */
  public static Shape of(long... lengths) {
    for (long length : lengths) {
      if (length < UNKNOWN_LENGTH) {
        throw new IllegalArgumentException(
            "A shape's lengths must be 0 or more, or -1 for unknown: got "
                + Arrays.toString(lengths));
      }
    }
    return lengths.length == 0 ? SCALAR : new Shape(lengths.clone());
  }

  /**
   * The shape of which nothing is known, not even the rank.
   *
   * @return the unknown shape
   */
  public static Shape unknown() {
    return UNKNOWN;
  }

  /**
   * Whether the number of axes is known.
   *
   * @return false for {@link #unknown()} alone
   */
  public boolean hasKnownRank() {
    return lengths != null;
  }

  /**
   * Whether the number of axes and all their lengths are known.
   *
   * @return true if a tensor of this shape could be allocated
   */
  public boolean isFullyKnown() {
    return lengths != null && Arrays.stream(lengths).allMatch(length -> length >= 0);
  }

  /**
   * The number of axes.
   *
   * @return 0 for a scalar
   * @throws IllegalStateException if the rank is unknown
   */
  public int rank() {
    return known().length;
  }

  /**
   * The length of one axis.
   *
   * @param axis the axis, 0 is the outermost; negative counts from the innermost, -1
   * @return the length, or {@link #UNKNOWN_LENGTH}
   * @throws IllegalStateException if the rank is unknown
   * @throws IndexOutOfBoundsException if there is no such axis
   */
  public long length(int axis) {
    long[] known = known();
    return known[axis < 0 ? known.length + axis : axis];
  }

  /**
   * The number of elements of a tensor of this shape.
   *
   * @return the product of all lengths; 1 for a scalar
   * @throws IllegalStateException if the shape is not fully known
   * @throws ArithmeticException if the product does not fit a long
   */
  public long elementCount() {
    if (!isFullyKnown()) {
      throw new IllegalStateException("The shape " + this + " has no element count");
    }
    long count = 1;
    for (long length : known()) {
      count = Math.multiplyExact(count, length);
    }
    return count;
  }

  /**
   * Whether a tensor of the other shape may stand where this one is asked for: the ranks are equal,
   * and each length that both know is the same. What is unknown on either side agrees with all.
   *
   * @param other the other shape
   * @return true if nothing that is known contradicts
   */
  public boolean agreesWith(Shape other) {
    if (lengths == null || other.lengths == null) {
      return true;
    }
    if (lengths.length != other.lengths.length) {
      return false;
    }
    for (int axis = 0; axis < lengths.length; axis++) {
      if (lengths[axis] >= 0 && other.lengths[axis] >= 0 && lengths[axis] != other.lengths[axis]) {
        return false;
      }
    }
    return true;
  }

  /**
   * This shape with one more axis in front.
   *
   * @param length the new axis' length, or -1
   * @return {@code [length, ...]}
   * @throws IllegalStateException if the rank is unknown
   */
  public Shape prepend(long length) {
    long[] known = known();
    long[] longer = new long[known.length + 1];
    longer[0] = length;
    System.arraycopy(known, 0, longer, 1, known.length);
    return of(longer);
  }

  /**
   * This shape without its outermost axis.
   *
   * @return the shape of one item of a batch
   * @throws IllegalStateException if the rank is unknown or 0
   */
  public Shape dropFirst() {
    long[] known = known();
    if (known.length == 0) {
      throw new IllegalStateException("A scalar has no axis to drop");
    }
    return of(Arrays.copyOfRange(known, 1, known.length));
  }

  /**
   * The lengths as an array.
   *
   * @return a new array, outermost axis first, -1 for unknown
   * @throws IllegalStateException if the rank is unknown
   */
  public long[] toArray() {
    return known().clone();
  }

  private long[] known() {
    if (lengths == null) {
      throw new IllegalStateException("The rank of this shape is unknown");
    }
    return lengths;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Shape that && Arrays.equals(lengths, that.lengths);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(lengths);
  }

  /** Returns the lengths as in {@code [?, 224, 224, 3]}, or {@code unknown rank}. */
  @Override
  public String toString() {
    if (lengths == null) {
      return "unknown rank";
    }
    return Arrays.stream(lengths)
        .mapToObj(length -> length < 0 ? "?" : Long.toString(length))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
