package io.sightline.examples.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.testing.TestData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;

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
  void signature_shapes_leaveTheBatchOpen() {
    try (SavedModelBundle model = SavedModelBundle.load(MODEL.toString(), "serve")) {
      Signature signature = model.function("serving_default").signature();

      assertThat(signature.getInputs().get("image").shape.asArray())
          .containsExactly(Shape.UNKNOWN_SIZE, 64, 64, 3);
      assertThat(signature.getOutputs().get("scores").shape.asArray())
          .containsExactly(Shape.UNKNOWN_SIZE, ShapeClass.ALL.size());
    }
  }

  @Test
  void graph_operations_areNoneOfTraining() {
    try (SavedModelBundle model = SavedModelBundle.load(MODEL.toString(), "serve")) {
      List<String> types = new ArrayList<>();
      model.graph().operations().forEachRemaining(operation -> types.add(operation.type()));

      assertThat(types).contains("Conv2D").doesNotContain("ApplyAdam", "Conv2DBackpropFilter");
      // A kernel and a bias for each of four convolutions and the dense layer; no optimiser state.
      assertThat(types).filteredOn("VariableV2"::equals).hasSize(10);
    }
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
