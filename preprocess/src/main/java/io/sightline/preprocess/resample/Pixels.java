package io.sightline.preprocess.resample;

import io.sightline.image.Size;

/**
 * Pixels between two steps: {@code [height, width, channel]}, uint8, channels interleaved.
 *
 * <p>The array is shared, not copied: who makes one hands it over, who gets one does not write to
 * it.
 */
public final class Pixels {
  private final Size size;
  private final int channels;
  private final byte[] samples;

  /**
   * Wraps an array.
   *
   * @param size the size
   * @param channels the number of channels
   * @param samples {@code [height, width, channel]}, uint8; not copied
   * @throws IllegalArgumentException if the array does not have {@code height * width * channels}
   *     elements
   */
  public Pixels(Size size, int channels, byte[] samples) {
    if (size.pixels() * channels != samples.length) {
      throw new IllegalArgumentException(
          "A picture of %s with %d channels takes %d bytes: got %d"
              .formatted(size, channels, size.pixels() * channels, samples.length));
    }
    this.size = size;
    this.channels = channels;
    this.samples = samples;
  }

  /**
   * The size.
   *
   * @return the size in pixels
   */
  public Size size() {
    return size;
  }

  /**
   * The number of channels.
   *
   * @return at least 1
   */
  public int channels() {
    return channels;
  }

  /**
   * The pixels themselves.
   *
   * @return {@code [height, width, channel]}, uint8; shared, not to be written to
   */
  public byte[] samples() {
    return samples;
  }
}
