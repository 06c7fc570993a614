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
  @Test
  void run_emptyDirectory_drawsTheSamplesOfTheRepository(@TempDir Path directory)
      throws IOException {
    List<String> progress = new ArrayList<>();

    DrawSamples.run(directory.resolve("new"), progress::add);

    assertThat(progress).hasSize(DrawSamples.COUNT);
    for (int number = 0; number < DrawSamples.COUNT; number++) {
      String name = DrawSamples.fileName(number);
      BufferedImage drawn = read(directory.resolve("new").resolve(name));
      BufferedImage bundled = read(TestData.project().resolve("examples/pictures").resolve(name));
      assertThat(bundled.getWidth()).as(name).isEqualTo(drawn.getWidth());
      assertThat(bundled.getHeight()).as(name).isEqualTo(drawn.getHeight());
    }
  }

  @Test
  void samples_files_areSmall() throws IOException {
    for (int number = 0; number < DrawSamples.COUNT; number++) {
      Path file =
          TestData.project().resolve("examples/pictures").resolve(DrawSamples.fileName(number));

      assertThat(Files.size(file)).as(file.toString()).isLessThan(40_000);
    }
  }

  private static BufferedImage read(Path file) throws IOException {
    return ImageIO.read(file.toFile());
  }
}
