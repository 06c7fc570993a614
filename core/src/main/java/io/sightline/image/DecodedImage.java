package io.sightline.image;

import io.sightline.internal.PixelArrays;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.util.function.Consumer;

/**
 * The pixels of a picture: {@code [height, width, channel]}, row by row from the top, channels
 * interleaved, 8 or 16 bits each, unsigned.
 *
 * <p>The channels are grey (1), grey and alpha (2), RGB (3) or RGBA (4), alpha not premultiplied.
 * Immutable and safe for use by several threads.
 */
public final class DecodedImage {
  static {
    PixelArrays.setAccess(image -> ((DecodedImage) image).samples);
  }

  private final Size size;
  private final int channels;
  private final Orientation orientation;

  /** byte[] or short[]. */
  private final Object samples;

  private DecodedImage(Size size, int channels, Orientation orientation, Object samples) {
    this.size = size;
    this.channels = channels;
    this.orientation = orientation;
    this.samples = samples;
  }

  /**
   * A picture of 8 bits a channel that is written in place, without a copy.
   *
   * @param size the size as stored
   * @param channels 1 to 4
   * @param writer is lent the new array of zeros, {@code [height, width, channel]}; it must not
   *     keep it
   * @return the picture, {@link Orientation#UPRIGHT}
   * @throws IllegalArgumentException if the pixels do not fit an array
   */
  public static DecodedImage write8Bit(Size size, int channels, Consumer<byte[]> writer) {
    byte[] samples = new byte[sampleCount(size, channels)];
    writer.accept(samples);
    return new DecodedImage(size, channels, Orientation.UPRIGHT, samples);
  }

  /**
   * A picture of 16 bits a channel that is written in place, without a copy.
   *
   * @param size the size as stored
   * @param channels 1 to 4
   * @param writer is lent the new array of zeros, {@code [height, width, channel]}; it must not
   *     keep it
   * @return the picture, {@link Orientation#UPRIGHT}
   * @throws IllegalArgumentException if the pixels do not fit an array
   */
  public static DecodedImage write16Bit(Size size, int channels, Consumer<short[]> writer) {
    short[] samples = new short[sampleCount(size, channels)];
    writer.accept(samples);
    return new DecodedImage(size, channels, Orientation.UPRIGHT, samples);
  }

  /**
   * A picture of 8 bits a channel, from pixels that the application has.
   *
   * @param size the size
   * @param channels 1 to 4
   * @param samples {@code [height, width, channel]}, 0 to 255 unsigned; copied
   * @return the picture, {@link Orientation#UPRIGHT}
   * @throws IllegalArgumentException if the array has another length than {@code height * width *
   *     channels}
   */
  public static DecodedImage of(Size size, int channels, byte[] samples) {
    requireLength(size, channels, samples.length);
    return write8Bit(size, channels, out -> System.arraycopy(samples, 0, out, 0, out.length));
  }

  /**
   * A picture of 16 bits a channel, from pixels that the application has.
   *
   * @param size the size
   * @param channels 1 to 4
   * @param samples {@code [height, width, channel]}, 0 to 65535 unsigned; copied
   * @return the picture, {@link Orientation#UPRIGHT}
   * @throws IllegalArgumentException if the array has another length than {@code height * width *
   *     channels}
   */
  public static DecodedImage of(Size size, int channels, short[] samples) {
    requireLength(size, channels, samples.length);
    return write16Bit(size, channels, out -> System.arraycopy(samples, 0, out, 0, out.length));
  }

  private static void requireLength(Size size, int channels, int length) {
    int expected = sampleCount(size, channels);
    if (length != expected) {
      throw new IllegalArgumentException(
          "A picture of %s with %s channels takes %s samples: got %s"
              .formatted(size, channels, expected, length));
    }
  }

  private static int sampleCount(Size size, int channels) {
    if (channels < 1 || channels > 4) {
      throw new IllegalArgumentException("A picture has 1 to 4 channels: got " + channels);
    }
    if (size.pixels() > (Integer.MAX_VALUE - 8) / channels) {
      throw new IllegalArgumentException(
          "A picture of %s with %s channels does not fit an array".formatted(size, channels));
    }
    return (int) size.pixels() * channels;
  }

  /**
   * The same pixels with another statement of how they have to be turned.
   *
   * @param newOrientation how the stored pixels have to be turned to be upright
   * @return the picture, sharing the pixels
   */
  public DecodedImage withOrientation(Orientation newOrientation) {
    return new DecodedImage(size, channels, newOrientation, samples);
  }

  /**
   * The size of the stored pixels, before any turn.
   *
   * @return the size
   */
  public Size size() {
    return size;
  }

  /**
   * The number of channels: 1 is grey, 2 grey and alpha, 3 RGB, 4 RGBA.
   *
   * @return 1 to 4
   */
  public int channels() {
    return channels;
  }

  /**
   * The width of one channel of one pixel.
   *
   * @return 8 or 16
   */
  public int bitsPerChannel() {
    return samples instanceof byte[] ? 8 : 16;
  }

  /**
   * How the stored pixels have to be turned to be upright.
   *
   * @return the orientation that the file states
   */
  public Orientation orientation() {
    return orientation;
  }

  /**
   * The pixels of an 8-bit picture.
   *
   * @return a read-only view, {@code [height, width, channel]}, 0 to 255 unsigned
   * @throws IllegalStateException if the channels have 16 bits
   */
  public ByteBuffer bytes() {
    if (samples instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }
    throw new IllegalStateException("A picture of 16 bits a channel has no bytes: use shorts()");
  }

  /**
   * The pixels of a 16-bit picture.
   *
   * @return a read-only view, {@code [height, width, channel]}, 0 to 65535 unsigned
   * @throws IllegalStateException if the channels have 8 bits
   */
  public ShortBuffer shorts() {
    if (samples instanceof short[] shorts) {
      return ShortBuffer.wrap(shorts).asReadOnlyBuffer();
    }
    throw new IllegalStateException("A picture of 8 bits a channel has no shorts: use bytes()");
  }

  /** Returns size and kind, such as {@code 640x480, 3 channels of 8 bits}. */
  @Override
  public String toString() {
    return "%s, %s channels of %s bits".formatted(size, channels, bitsPerChannel());
  }
}
