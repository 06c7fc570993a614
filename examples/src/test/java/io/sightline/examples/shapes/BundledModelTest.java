package io.sightline.examples.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.testing.TestData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BundledModelTest {
  private static final Path MODEL = TestData.shapesModel();

  @BeforeAll
  static void countNoNativeMemoryAgainstTheHeap() {
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
  }

  @Test
  void labels_order_isThatOfTheScores() throws IOException {
    assertThat(Files.readAllLines(MODEL.resolve("labels.txt")))
        .isEqualTo(ShapeClass.ALL.stream().map(ShapeClass::label).toList());
  }

  @Test
  void directory_size_isBelow500Kilobytes() throws IOException {
    assertThat(bytes(MODEL)).isLessThan(500_000);
  }

  @Test
  void model_neverSeenPictures_at95PercentRight() {
    Accuracy accuracy = ShapeModel.measure(MODEL, PictureSet.TEST, 360);

    assertThat(accuracy.pictures()).isEqualTo(360);
    assertThat(accuracy.overall()).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void model_samples_allRight() {
    assertThat(ShapeModel.measure(MODEL, PictureSet.SAMPLES, DrawSamples.COUNT).overall())
        .isEqualTo(1);
  }

  private static long bytes(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(BundledModelTest::size).sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
