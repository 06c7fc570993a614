package io.sightline.preprocess.resample.pillow;

import io.sightline.image.Size;
import io.sightline.preprocess.raster.Pixels;
import io.sightline.preprocess.resize.Box;
import java.util.Arrays;

/**
 * Resizes grey pictures of 16 bits as {@code Image.resize} of Pillow 12.3 does in mode {@code
 * I;16}, bit for bit: {@code ImagingResampleHorizontal_16bpc} and its vertical twin in
 * src/libImaging/Resample.c, with weights of double precision, and for the nearest pixel {@code
 * ImagingGenericTransform} in src/libImaging/Geometry.c. Pillow knows no {@code reducing_gap} here.
 */
public final class PillowResample16 {
  private static final int MAX = 0xffff;

  private PillowResample16() {}

  /**
   * Resizes by weighted sums, along the rows and along the columns in the order of {@link
   * PillowResample#resize(Pixels, Box, Size, PillowKernel)}, rounded to 16 bits in between.
   *
   * @param source {@code [height, width]}, uint16; not written to
   * @param size the size of the source
   * @param box the part that is resized; it lies inside the picture and may be empty
   * @param target the new size
   * @param kernel the weight function
   * @return {@code [height, width]}, uint16; the source itself if the box is the whole and the size
   *     is the same
   * @throws IllegalArgumentException if the box does not lie inside the picture, or the array does
   *     not have the size
   */
  public static short[] resize(
      short[] source, Size size, Box box, Size target, PillowKernel kernel) {
    check(source, size);
    PillowAxis columns = PillowAxis.ofColumns(size, box, target);
    PillowAxis rows = PillowAxis.ofRows(size, box, target);
    short[] result = source;
    if (PillowResample.isTall(size, target)) {
      result = rows.isUnchanged() ? result : alongColumns(result, size.width(), rows, kernel);
      return columns.isUnchanged() ? result : alongRows(result, target.height(), columns, kernel);
    }
    result = columns.isUnchanged() ? result : alongRows(result, size.height(), columns, kernel);
    return rows.isUnchanged() ? result : alongColumns(result, target.width(), rows, kernel);
  }

  private static short[] alongRows(
      short[] source, int height, PillowAxis axis, PillowKernel kernel) {
    PillowCoefficients coefficients = PillowCoefficients.of(axis, kernel);
    int sourceWidth = axis.sourceLength();
    int width = axis.targetLength();
    short[] out = new short[Pixels.sampleCount(new Size(width, height), 1)];
    double[] values = coefficients.values();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int start = y * sourceWidth + coefficients.first()[x];
        int offset = x * coefficients.stride();
        double sum = 0;
        for (int i = 0; i < coefficients.count()[x]; i++) {
          sum += (source[start + i] & MAX) * values[offset + i];
        }
        out[y * width + x] = clip(sum);
      }
    }
    return out;
  }

  private static short[] alongColumns(
      short[] source, int width, PillowAxis axis, PillowKernel kernel) {
    PillowCoefficients coefficients = PillowCoefficients.of(axis, kernel);
    int height = axis.targetLength();
    short[] out = new short[Pixels.sampleCount(new Size(width, height), 1)];
    double[] sums = new double[width];
    for (int y = 0; y < height; y++) {
      Arrays.fill(sums, 0);
      for (int i = 0; i < coefficients.count()[y]; i++) {
        int start = (coefficients.first()[y] + i) * width;
        double value = coefficients.values()[y * coefficients.stride() + i];
        for (int x = 0; x < width; x++) {
          sums[x] += (source[start + x] & MAX) * value;
        }
      }
      for (int x = 0; x < width; x++) {
        out[y * width + x] = clip(sums[x]);
      }
    }
    return out;
  }

  /** Halves are rounded up; below 0, the result is 0 in any case. */
  private static short clip(double sum) {
    return (short) Math.max(0, Math.min(MAX, Math.floor(sum + 0.5)));
  }

  /**
   * Takes for each pixel the one of the source that its centre falls into.
   *
   * @param source {@code [height, width]}, uint16; not written to
   * @param size the size of the source
   * @param box the part that is resized; it lies inside the picture and may be empty
   * @param target the new size
   * @return {@code [height, width]}, uint16; 0 where a box without extent lies on the right or
   *     lower edge
   * @throws IllegalArgumentException if the box does not lie inside the picture, or the array does
   *     not have the size
   */
  public static short[] nearest(short[] source, Size size, Box box, Size target) {
    check(source, size);
    int[] columns = PillowAxis.ofColumns(size, box, target).nearestByMultiplication();
    int[] rows = PillowAxis.ofRows(size, box, target).nearestByMultiplication();
    short[] out = new short[Pixels.sampleCount(target, 1)];
    int at = 0;
    for (int row : rows) {
      for (int column : columns) {
        if (row < size.height() && column < size.width()) {
          out[at] = source[row * size.width() + column];
        }
        at++;
      }
    }
    return out;
  }

  private static void check(short[] source, Size size) {
    if (size.pixels() != source.length) {
      throw new IllegalArgumentException(
          "A grey picture of %s takes %s values: got %s"
              .formatted(size, size.pixels(), source.length));
    }
  }
}
