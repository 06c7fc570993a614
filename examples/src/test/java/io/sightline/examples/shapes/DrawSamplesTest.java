package io.sightline.examples.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.testing.TestData;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrawSamplesTest {
  private static final Path PICTURES = TestData.project().resolve("examples/pictures");

  @Test
  void run_newDirectory_drawsThePicturesOfTheRepository(@TempDir Path directory)
      throws IOException {
    Path drawn = directory.resolve("new");
    List<String> progress = new ArrayList<>();

    DrawSamples.run(drawn, progress::add);

    assertThat(progress).hasSize(DrawSamples.COUNT);
    for (int number = 0; number < DrawSamples.COUNT; number++) {
      String name = DrawSamples.fileName(number);
      BufferedImage expected = ImageIO.read(PICTURES.resolve(name).toFile());
      BufferedImage actual = ImageIO.read(drawn.resolve(name).toFile());
      assertThat(meanDifference(expected, actual)).as(name).isLessThan(0.5);
    }
  }

  @Test
  void pictures_files_areSmall() throws IOException {
    for (int number = 0; number < DrawSamples.COUNT; number++) {
      assertThat(Files.size(PICTURES.resolve(DrawSamples.fileName(number)))).isLessThan(40_000);
    }
  }

  /** Per channel, of 255: another Java runtime may smooth edges a little differently. */
  private static double meanDifference(BufferedImage first, BufferedImage second) {
    assertThat(second.getWidth()).isEqualTo(first.getWidth());
    assertThat(second.getHeight()).isEqualTo(first.getHeight());
    double sum = 0;
    int values = first.getWidth() * first.getHeight() * 3;
    for (int y = 0; y < first.getHeight(); y++) {
      for (int x = 0; x < first.getWidth(); x++) {
        for (int shift = 0; shift <= 16; shift += 8) {
          int difference =
              (first.getRGB(x, y) >> shift & 0xFF) - (second.getRGB(x, y) >> shift & 0xFF);
          sum += Math.abs(difference);
        }
      }
    }
    return sum / values;
  }
}
