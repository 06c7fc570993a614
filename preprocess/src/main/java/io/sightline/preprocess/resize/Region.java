package io.sightline.preprocess.resize;

import io.sightline.image.Size;

/**
 * A part of a picture, in pixels of the picture as it is oriented for the model.
 *
 * <pre>{@code
 * Region.of(10, 20, new Size(300, 200))   // image.crop((10, 20, 310, 220))
 * Region.center(new Size(224, 224))       // keras.layers.CenterCrop(224, 224)
 * Region.centralFraction(0.875)           // tf.image.central_crop(image, 0.875)
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public abstract sealed class Region {
  private Region() {}

  /**
   * A part at a fixed place.
   *
   * @param left columns to the left of it, at least 0
   * @param top rows above it, at least 0
   * @param size its size
   * @return the region
   * @throws IllegalArgumentException if left or top is negative
   */
  public static Region of(int left, int top, Size size) {
    if (left < 0 || top < 0) {
      throw new IllegalArgumentException(
          "A region begins inside the picture: got left %s, top %s".formatted(left, top));
    }
    return new Fixed(left, top, size);
  }

  /**
   * A part of a fixed size in the middle; its left and upper edges are rounded down: {@code (width
   * - part) // 2}, as {@code keras.layers.CenterCrop} does.
   *
   * @param size its size
   * @return the region
   */
  public static Region center(Size size) {
    return new Centered(size);
  }

  /**
   * The middle of each axis: {@code tf.image.central_crop(image, fraction)}.
   *
   * @param fraction how much of each axis, more than 0 and at most 1
   * @return the region
   * @throws IllegalArgumentException if it is not in that range
   */
  public static Region centralFraction(double fraction) {
    if (!(fraction > 0 && fraction <= 1)) {
      throw new IllegalArgumentException(
          "A central fraction is more than 0 and at most 1: got " + fraction);
    }
    return new CentralFraction(fraction);
  }

  /**
   * Where the region lies in a picture.
   *
   * @param picture the picture's size
   * @return the part, inside the picture
   * @throws IllegalArgumentException if it does not lie inside
   */
  public abstract Box in(Size picture);

  private static Box inside(int left, int top, Size size, Size picture) {
    if (left < 0
        || top < 0
        || left > picture.width() - size.width()
        || top > picture.height() - size.height()) {
      throw new IllegalArgumentException(
          "The region of %s at (%s, %s) does not lie inside the picture: expected at least %sx%s, found %s"
              .formatted(
                  size,
                  left,
                  top,
                  Math.max(left, 0) + (long) size.width(),
                  Math.max(top, 0) + (long) size.height(),
                  picture));
    }
    return new Box(left, top, left + size.width(), top + size.height());
  }

  private static final class Fixed extends Region {
    private final int left;
    private final int top;
    private final Size size;

    Fixed(int left, int top, Size size) {
      this.left = left;
      this.top = top;
      this.size = size;
    }

    @Override
    public Box in(Size picture) {
      return inside(left, top, size, picture);
    }

    @Override
    public String toString() {
      return "%s at (%s, %s)".formatted(size, left, top);
    }
  }

  private static final class Centered extends Region {
    private final Size size;

    Centered(Size size) {
      this.size = size;
    }

    @Override
    public Box in(Size picture) {
      int left = Math.floorDiv(picture.width() - size.width(), 2);
      int top = Math.floorDiv(picture.height() - size.height(), 2);
      return inside(left, top, size, picture);
    }

    @Override
    public String toString() {
      return "central " + size;
    }
  }

  private static final class CentralFraction extends Region {
    private final double fraction;

    CentralFraction(double fraction) {
      this.fraction = fraction;
    }

    @Override
    public Box in(Size picture) {
      int left = border(picture.width());
      int top = border(picture.height());
      return new Box(left, top, picture.width() - left, picture.height() - top);
    }

    private int border(int length) {
      return (int) ((length - length * fraction) / 2);
    }

    @Override
    public String toString() {
      return "central fraction " + fraction;
    }
  }
}
