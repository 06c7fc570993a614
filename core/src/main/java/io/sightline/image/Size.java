package io.sightline.image;

/**
 * The size of a picture in pixels.
 *
 * @param width the number of columns, at least 1
 * @param height the number of rows, at least 1
 */
public record Size(int width, int height) {
  /**
   * Checks that neither side is below 1.
   *
   * @param width the number of columns
   * @param height the number of rows
   */
  public Size {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "A size must be at least 1x1: got %sx%s".formatted(width, height));
    }
  }

  /**
   * The number of pixels.
   *
   * @return width times height
   */
  public long pixels() {
    return (long) width * height;
  }

  /**
   * The size after a quarter turn.
   *
   * @return width and height exchanged
   */
  public Size transposed() {
    return new Size(height, width);
  }

  /** Returns the size as in {@code 640x480}. */
  @Override
  public String toString() {
    return width + "x" + height;
  }
}
