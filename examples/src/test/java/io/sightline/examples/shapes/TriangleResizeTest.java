package io.sightline.examples.shapes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TriangleResizeTest {
  @Test
  void toSquare_sameSize_unchanged() {
    BufferedImage image = noise(11, 11);

    float[] pixels = TriangleResize.toSquare(image, 11);

    for (int i = 0; i < pixels.length; i++) {
      assertThat(pixels[i]).isCloseTo(channel(image, i / 3 % 11, i / 33, i % 3), within(1e-4f));
    }
  }

  @Test
  void toSquare_oneColour_staysThatColour() {
    BufferedImage image = new BufferedImage(17, 11, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 17 * 11; i++) {
      image.setRGB(i % 17, i / 17, 0x0A64FF);
    }

    float[] pixels = TriangleResize.toSquare(image, 5);

    for (int i = 0; i < pixels.length; i++) {
      assertThat(pixels[i]).isCloseTo(new float[] {10, 100, 255}[i % 3], within(1e-3f));
    }
  }

  @Test
  void toSquare_anySize_agreesWithTheDefinition() {
    BufferedImage image = noise(17, 11);

    float[] pixels = TriangleResize.toSquare(image, 5);

    for (int i = 0; i < pixels.length; i++) {
      assertThat((double) pixels[i])
          .isCloseTo(resampled(image, 5, i / 3 % 5, i / 15, i % 3), within(1e-3));
    }
  }

  /** The weighted mean over all pixels, without windows or passes. */
  private static double resampled(BufferedImage image, int side, int x, int y, int channel) {
    double sum = 0;
    double total = 0;
    for (int row = 0; row < image.getHeight(); row++) {
      for (int column = 0; column < image.getWidth(); column++) {
        double weight =
            triangle(column, image.getWidth(), x, side) * triangle(row, image.getHeight(), y, side);
        sum += weight * channel(image, column, row, channel);
        total += weight;
      }
    }
    return sum / total;
  }

  private static double triangle(int from, int fromLength, int to, int toLength) {
    double scale = (double) fromLength / toLength;
    double distance = Math.abs(from + 0.5 - (to + 0.5) * scale);
    return Math.max(0, 1 - distance / Math.max(1, scale));
  }

  private static float channel(BufferedImage image, int x, int y, int channel) {
    return (image.getRGB(x, y) >> (16 - 8 * channel)) & 0xFF;
  }

  private static BufferedImage noise(int width, int height) {
    SplittableRandom random = new SplittableRandom(3);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, random.nextInt(0x1000000));
    }
    return image;
  }
}
