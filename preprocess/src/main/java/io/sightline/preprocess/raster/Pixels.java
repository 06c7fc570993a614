package io.sightline.preprocess.raster;

import io.sightline.image.DecodedImage;
import io.sightline.image.Size;
import java.util.Arrays;

/**
 * Pixels between two steps: uint8, channels interleaved, row by row; perhaps a part of a larger
 * picture, whose rows lie further apart than the part is wide.
 *
 * <p>The array is shared, not copied: who makes one hands it over, who gets one does not write to
 * it.
 */
public final class Pixels implements Raster {
  private final Size size;
  private final int channels;
  private final byte[] samples;
  private final int offset;
  private final int rowStride;

  private Pixels(Size size, int channels, byte[] samples, int offset, int rowStride) {
    this.size = size;
    this.channels = channels;
    this.samples = samples;
    this.offset = offset;
    this.rowStride = rowStride;
  }

  /**
   * Wraps an array that holds just these pixels.
   *
   * @param size the size
   * @param channels the number of channels
   * @param samples {@code [height, width, channel]}, uint8; not copied
   * @throws IllegalArgumentException if the array does not have {@code height * width * channels}
   *     elements
   */
  public Pixels(Size size, int channels, byte[] samples) {
    this(size, channels, samples, 0, size.width() * channels);
    if (size.pixels() * channels != samples.length) {
      throw new IllegalArgumentException(
          "A picture of %s with %s channels takes %s bytes: got %s"
              .formatted(size, channels, size.pixels() * channels, samples.length));
    }
  }

  /**
   * New pixels, all 0, to be written by who asks for them.
   *
   * @param size the size
   * @param channels the number of channels
   * @return the pixels
   * @throws IllegalArgumentException if they do not fit an array
   */
  public static Pixels allocate(Size size, int channels) {
    return new Pixels(size, channels, new byte[sampleCount(size, channels)]);
  }

  /**
   * The length of an array for pixels.
   *
   * @param size the size
   * @param channels the number of channels
   * @return {@code height * width * channels}
   * @throws IllegalArgumentException if no array has such a length
   */
  public static int sampleCount(Size size, int channels) {
    long count = size.pixels() * channels;
    if (count > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "A picture of %s with %s channels does not fit an array".formatted(size, channels));
    }
    return (int) count;
  }

  /** A part of these pixels, sharing the array. */
  @Override
  public Pixels part(int left, int top, Size part) {
    if (left < 0
        || top < 0
        || left > size.width() - part.width()
        || top > size.height() - part.height()) {
      throw new IllegalArgumentException(
          "A part of %s at (%s, %s) does not lie inside %s".formatted(part, left, top, size));
    }
    return new Pixels(part, channels, samples, start(top) + left * channels, rowStride);
  }

  @Override
  public Pixels onto(int left, int top, Size canvas, int fill) {
    Overlap columns = Overlap.of(left, size.width(), canvas.width());
    Overlap rows = Overlap.of(top, size.height(), canvas.height());
    Pixels result = allocate(canvas, channels);
    Arrays.fill(result.samples, (byte) fill);
    for (int row = 0; row < rows.length(); row++) {
      System.arraycopy(
          samples,
          start(rows.from() + row) + columns.from() * channels,
          result.samples,
          result.start(rows.to() + row) + columns.to() * channels,
          columns.length() * channels);
    }
    return result;
  }

  @Override
  public DecodedImage toImage() {
    Pixels compact = onto(0, 0, size, 0);
    return DecodedImage.of(size, channels, compact.samples);
  }

  @Override
  public Size size() {
    return size;
  }

  @Override
  public int channels() {
    return channels;
  }

  /**
   * The array that holds the pixels, and perhaps others around them.
   *
   * @return uint8; shared, not to be written to
   */
  public byte[] samples() {
    return samples;
  }

  /**
   * Where a row begins in the array.
   *
   * @param row the row, from 0
   * @return the index of its first sample; the others follow without gaps
   */
  public int start(int row) {
    return offset + row * rowStride;
  }

  /**
   * The distance between the starts of two rows.
   *
   * @return at least {@code width * channels}
   */
  public int rowStride() {
    return rowStride;
  }
}
