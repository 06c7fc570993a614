package io.sightline.image;

import java.util.Objects;

/**
 * What a decoder shall do, and what it may.
 *
 * <pre>{@code
 * DecodeOptions.standard().convention(DecodeConvention.OPENCV).maxPixels(20_000_000)
 * }</pre>
 *
 * @param convention whose pixels are wanted
 * @param keep16Bit whether a picture of 16 bits a channel is given as such, where the decoder can;
 *     otherwise it is brought to 8 bits as the convention has it
 * @param allowTruncated whether a file that ends early gives the pixels that were there, the others
 *     being 0, instead of an error, as Pillow does with {@code LOAD_TRUNCATED_IMAGES}
 * @param maxPixels the most pixels a picture may have; a larger one is refused before its pixels
 *     are allocated
 * @param maxBytes the most encoded bytes a picture may have; a larger file is refused before it is
 *     read
 */
public record DecodeOptions(
    DecodeConvention convention,
    boolean keep16Bit,
    boolean allowTruncated,
    long maxPixels,
    long maxBytes) {
  private static final DecodeOptions STANDARD =
      new DecodeOptions(DecodeConvention.PILLOW, false, false, 100_000_000, 500_000_000);

  /**
   * Checks the limits.
   *
   * @param convention whose pixels are wanted
   * @param keep16Bit whether a picture of 16 bits a channel is given as such
   * @param allowTruncated whether a file that ends early gives the pixels that were there
   * @param maxPixels at least 1
   * @param maxBytes at least 1
   */
  public DecodeOptions {
    Objects.requireNonNull(convention, "convention");
    requirePositive("maxPixels", maxPixels);
    requirePositive("maxBytes", maxBytes);
  }

  private static void requirePositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s must be at least 1: got %s".formatted(name, value));
    }
  }

  /**
   * What is done unless the user says otherwise: Pillow's pixels, 8 bits, whole files only, at most
   * 100 million pixels and 500 million bytes.
   *
   * @return the standard options
   */
  public static DecodeOptions standard() {
    return STANDARD;
  }

  /**
   * These options with another convention.
   *
   * @param newConvention whose pixels are wanted
   * @return the changed options
   */
  public DecodeOptions convention(DecodeConvention newConvention) {
    return new DecodeOptions(newConvention, keep16Bit, allowTruncated, maxPixels, maxBytes);
  }

  /**
   * These options with another answer to pictures of 16 bits a channel.
   *
   * @param newKeep16Bit whether they are given as such
   * @return the changed options
   */
  public DecodeOptions keep16Bit(boolean newKeep16Bit) {
    return new DecodeOptions(convention, newKeep16Bit, allowTruncated, maxPixels, maxBytes);
  }

  /**
   * These options with another answer to files that end early.
   *
   * @param newAllowTruncated whether they give the pixels that were there
   * @return the changed options
   */
  public DecodeOptions allowTruncated(boolean newAllowTruncated) {
    return new DecodeOptions(convention, keep16Bit, newAllowTruncated, maxPixels, maxBytes);
  }

  /**
   * These options with another limit of pixels.
   *
   * @param newMaxPixels the most pixels a picture may have, at least 1
   * @return the changed options
   */
  public DecodeOptions maxPixels(long newMaxPixels) {
    return new DecodeOptions(convention, keep16Bit, allowTruncated, newMaxPixels, maxBytes);
  }

  /**
   * These options with another limit of encoded bytes.
   *
   * @param newMaxBytes the most bytes a file may have, at least 1
   * @return the changed options
   */
  public DecodeOptions maxBytes(long newMaxBytes) {
    return new DecodeOptions(convention, keep16Bit, allowTruncated, maxPixels, newMaxBytes);
  }
}
