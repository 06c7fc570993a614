package io.sightline.benchmarks.comparison;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures of smooth colours with some noise, which compress about as a photograph does. */
final class JpegPicture {
  private JpegPicture() {}

  static void write(Path path, int width, int height, long seed) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(seed);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int red = (int) (100 + 80 * Math.sin(x / 90.0) + random.nextInt(20));
        int green = (int) (100 + 80 * Math.cos(y / 70.0) + random.nextInt(20));
        int blue = Math.min(255, (x + y) / 16 + random.nextInt(20));
        image.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    ImageIO.write(image, "jpeg", path.toFile());
  }
}
