package io.sightline.examples.shapes;

import java.awt.image.BufferedImage;

/**
 * Resizes with the triangle filter, widened by the scale when shrinking: what Pillow calls {@code
 * BILINEAR}, except that nothing is rounded to bytes between the passes.
 */
final class TriangleResize {
  private TriangleResize() {}

  /**
   * Stretches a picture to a square.
   *
   * @param side side of the square, in pixels
   * @return {@code [side, side, 3]}, RGB, 0–255, not rounded
   */
  static float[] toSquare(BufferedImage image, int side) {
    int width = image.getWidth();
    int height = image.getHeight();
    float[] columns = resizeAndTranspose(rgb(image), height, width, side);
    return resizeAndTranspose(columns, side, height, side);
  }

  private static float[] rgb(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] packed = image.getRGB(0, 0, width, height, null, 0, width);
    float[] pixels = new float[3 * packed.length];
    for (int i = 0; i < packed.length; i++) {
      pixels[3 * i] = (packed[i] >> 16) & 0xFF;
      pixels[3 * i + 1] = (packed[i] >> 8) & 0xFF;
      pixels[3 * i + 2] = packed[i] & 0xFF;
    }
    return pixels;
  }

  /** From {@code [rows, columns, 3]} to {@code [newColumns, rows, 3]}. */
  private static float[] resizeAndTranspose(float[] from, int rows, int columns, int newColumns) {
    float[] to = new float[newColumns * rows * 3];
    double scale = (double) columns / newColumns;
    double reach = Math.max(scale, 1);
    for (int x = 0; x < newColumns; x++) {
      double center = (x + 0.5) * scale;
      int first = Math.max((int) (center - reach + 0.5), 0);
      int end = Math.min((int) (center + reach + 0.5), columns);
      float[] weights = weights(center, reach, first, end);
      for (int y = 0; y < rows; y++) {
        weightedSum(from, (y * columns + first) * 3, weights, to, (x * rows + y) * 3);
      }
    }
    return to;
  }

  /** The triangle's values at the pixel centres {@code first + 0.5, …}, scaled to sum to 1. */
  private static float[] weights(double center, double reach, int first, int end) {
    float[] weights = new float[end - first];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      double weight = Math.max(1 - Math.abs(first + i + 0.5 - center) / reach, 0);
      weights[i] = (float) weight;
      sum += weight;
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (weights[i] / sum);
    }
    return weights;
  }

  private static void weightedSum(float[] from, int source, float[] weights, float[] to, int at) {
    float red = 0;
    float green = 0;
    float blue = 0;
    int position = source;
    for (float weight : weights) {
      red += weight * from[position];
      green += weight * from[position + 1];
      blue += weight * from[position + 2];
      position += 3;
    }
    to[at] = red;
    to[at + 1] = green;
    to[at + 2] = blue;
  }
}
