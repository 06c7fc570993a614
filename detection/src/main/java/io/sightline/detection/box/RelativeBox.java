package io.sightline.detection.box;

/**
 * A rectangle in fractions of a picture's size: the left and the upper edge of the picture are 0,
 * the right and the lower edge 1. It may reach beyond the picture.
 *
 * @param xMin the left edge
 * @param yMin the upper edge
 * @param xMax the right edge
 * @param yMax the lower edge
 */
public record RelativeBox(float xMin, float yMin, float xMax, float yMax) {
  /**
   * How wide it is.
   *
   * @return a fraction of the picture's width; negative if the edges are exchanged
   */
  public float width() {
    return xMax - xMin;
  }

  /**
   * How high it is.
   *
   * @return a fraction of the picture's height; negative if the edges are exchanged
   */
  public float height() {
    return yMax - yMin;
  }
}
