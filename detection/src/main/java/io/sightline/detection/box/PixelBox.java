package io.sightline.detection.box;

/**
 * A rectangle in pixels of a picture: x grows to the right, y downwards, and the corner of the
 * first pixel is (0, 0), so that a box around all of a picture of 640x480 is 0, 0, 640, 480. It may
 * reach beyond the picture.
 *
 * @param xMin the left edge
 * @param yMin the upper edge
 * @param xMax the right edge
 * @param yMax the lower edge
 */
public record PixelBox(float xMin, float yMin, float xMax, float yMax) {
  /**
   * How wide it is.
   *
   * @return pixels; negative if the edges are exchanged
   */
  public float width() {
    return xMax - xMin;
  }

  /**
   * How high it is.
   *
   * @return pixels; negative if the edges are exchanged
   */
  public float height() {
    return yMax - yMin;
  }
}
