package io.sightline.detection.anchor;

/**
 * The size of an anchor.
 *
 * @param width in fractions of the picture's width, above 0
 * @param height in fractions of the picture's height, above 0
 */
public record AnchorSize(double width, double height) {
  /**
   * Checks that both are above 0.
   *
   * @param width in fractions of the picture's width
   * @param height in fractions of the picture's height
   */
  public AnchorSize {
    if (!(width > 0 && height > 0 && width < Double.MAX_VALUE && height < Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "The size of an anchor must be above 0 and finite: got %s x %s".formatted(width, height));
    }
  }

  /**
   * A size by its scale and shape.
   *
   * @param scale the side of the square with the same area
   * @param aspectRatio width through height
   * @return the size: {@code scale * sqrt(aspectRatio)} wide, {@code scale / sqrt(aspectRatio)}
   *     high
   */
  public static AnchorSize ofScale(double scale, double aspectRatio) {
    double root = Math.sqrt(aspectRatio);
    return new AnchorSize(scale * root, scale / root);
  }
}
