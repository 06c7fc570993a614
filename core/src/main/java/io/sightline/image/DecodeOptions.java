package io.sightline.image;

/**
 * What a decoder may do.
 *
 * @param maxPixels the most pixels a picture may have; a larger one is refused before its pixels
 *     are allocated
 */
public record DecodeOptions(long maxPixels) {
  private static final DecodeOptions STANDARD = new DecodeOptions(100_000_000);

  /**
   * Checks the limit.
   *
   * @param maxPixels at least 1
   */
  public DecodeOptions {
    if (maxPixels < 1) {
      throw new IllegalArgumentException("maxPixels must be at least 1: got " + maxPixels);
    }
  }

  /**
   * What is allowed unless the user says otherwise: 100 million pixels.
   *
   * @return the standard options
   */
  public static DecodeOptions standard() {
    return STANDARD;
  }
}
