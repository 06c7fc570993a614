package io.sightline.detection.anchor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The boxes that an SSD head tells its results by, one for each row of its output: centre and size,
 * in fractions of the picture that the model got.
 *
 * <pre>{@code
 * Anchors anchors = SsdAnchors.mobileNet(new Size(300, 300));
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Anchors {
  private final float[] values;

  private Anchors(float[] values) {
    this.values = values;
  }

  /**
   * Anchors that are known, such as those of a file beside the model.
   *
   * @param values {@code [anchor, 4]}: the centre's x and y, width and height, in fractions of the
   *     picture; finite, sizes above 0; copied
   * @return the anchors
   * @throws IllegalArgumentException if there are none, the length is no multiple of 4, a number is
   *     not finite, or a size is not above 0
   */
  public static Anchors of(float[] values) {
    if (values.length == 0 || values.length % 4 != 0) {
      throw new IllegalArgumentException(
          "Anchors take four values each, at least one anchor: got " + values.length + " values");
    }
    for (int i = 0; i < values.length; i++) {
      boolean isSize = i % 4 >= 2;
      if (!Float.isFinite(values[i]) || (isSize && values[i] <= 0)) {
        throw new IllegalArgumentException(
            "An anchor takes a finite centre and a size above 0: value %s of anchor %s is %s"
                .formatted(i % 4, i / 4, values[i]));
      }
    }
    return new Anchors(values.clone());
  }

  /**
   * How many there are.
   *
   * @return at least 1
   */
  public int count() {
    return values.length / 4;
  }

  /**
   * The column of an anchor's centre.
   *
   * @param index the anchor, from 0
   * @return a fraction of the picture's width
   */
  public float centerX(int index) {
    return values[4 * index];
  }

  /**
   * The row of an anchor's centre.
   *
   * @param index the anchor, from 0
   * @return a fraction of the picture's height
   */
  public float centerY(int index) {
    return values[4 * index + 1];
  }

  /**
   * How wide an anchor is.
   *
   * @param index the anchor, from 0
   * @return a fraction of the picture's width
   */
  public float width(int index) {
    return values[4 * index + 2];
  }

  /**
   * How high an anchor is.
   *
   * @param index the anchor, from 0
   * @return a fraction of the picture's height
   */
  public float height(int index) {
    return values[4 * index + 3];
  }

  /** Exact: the same anchors, to the bit, in the same order. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Anchors that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** Returns the number, as in {@code 1917 anchors}. */
  @Override
  public String toString() {
    return count() + " anchors";
  }
}
