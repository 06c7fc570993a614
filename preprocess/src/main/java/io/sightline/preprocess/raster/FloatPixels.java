package io.sightline.preprocess.raster;

import io.sightline.image.DecodedImage;
import io.sightline.image.Size;
import java.util.Arrays;

/**
 * Pixels between two steps that are no longer whole numbers: float32 on the scale of what they were
 * made from, channels interleaved, row by row without gaps.
 *
 * <p>The array is shared, not copied: who makes one hands it over.
 */
public final class FloatPixels implements Raster {
  private final Size size;
  private final int channels;
  private final float[] samples;

  /**
   * Wraps an array.
   *
   * @param size the size
   * @param channels the number of channels
   * @param samples {@code [height, width, channel]}; not copied
   * @throws IllegalArgumentException if the array does not have {@code height * width * channels}
   *     elements
   */
  public FloatPixels(Size size, int channels, float[] samples) {
    if (size.pixels() * channels != samples.length) {
      throw new IllegalArgumentException(
          "A picture of %s with %s channels takes %s floats: got %s"
              .formatted(size, channels, size.pixels() * channels, samples.length));
    }
    this.size = size;
    this.channels = channels;
    this.samples = samples;
  }

  @Override
  public FloatPixels part(int left, int top, Size part) {
    return onto(-left, -top, part, 0);
  }

  @Override
  public FloatPixels onto(int left, int top, Size canvas, int fill) {
    Overlap columns = Overlap.of(left, size.width(), canvas.width());
    Overlap rows = Overlap.of(top, size.height(), canvas.height());
    float[] result = new float[Pixels.sampleCount(canvas, channels)];
    Arrays.fill(result, fill);
    for (int row = 0; row < rows.length(); row++) {
      System.arraycopy(
          samples,
          ((rows.from() + row) * size.width() + columns.from()) * channels,
          result,
          ((rows.to() + row) * canvas.width() + columns.to()) * channels,
          columns.length() * channels);
    }
    return new FloatPixels(canvas, channels, result);
  }

  @Override
  public DecodedImage toImage() {
    float largest = 0;
    for (float sample : samples) {
      largest = Math.max(largest, sample);
    }
    // Filters overshoot a little; pixels of 16 bits that are that dark look the same in 8.
    return largest < 1000
        ? DecodedImage.write8Bit(size, channels, this::round)
        : DecodedImage.write16Bit(size, channels, this::round);
  }

  private void round(byte[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) Math.max(0, Math.min(255, Math.round(samples[i])));
    }
  }

  private void round(short[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (short) Math.max(0, Math.min(65535, Math.round(samples[i])));
    }
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
   * The pixels themselves.
   *
   * @return {@code [height, width, channel]}; shared
   */
  public float[] samples() {
    return samples;
  }
}
