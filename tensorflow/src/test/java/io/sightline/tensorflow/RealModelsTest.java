package io.sightline.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.error.ModelLoadException;
import io.sightline.model.Feed;
import io.sightline.model.ModelOptions;
import io.sightline.model.ModelSession;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import io.sightline.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models from the wild open and describe themselves, or are refused with a true reason. */
class RealModelsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          odd_savedmodels/serving_batching_matrix | x: float32 [?, 3, 3] | y: float32 [?, 3, 3]
          odd_savedmodels/serving_half_plus_two   | x: float32 [?, 1]    | y: float32 [?, 1]
          odd_savedmodels/tfjava_saved_model      | x: float32 [?, 1]    | y: float32 [?, 1]
          odd_savedmodels/serving_2versions/00000123 | x: float32 [?, 1] | y: float32 [?, 1]
          tf1_savedmodel_mlnet/cifar_saved_model  | Input: float32 [?, 32, 32, 3] | Output: float32 [?, 10]
          tf1_savedmodel_mlnet/mnist_conv_model   | Features: float32 [?, 28, 28, 1] | Prediction: float32 [?, 10]
          tf1_superres/ESPCN_x2.pb | IteratorGetNext: float32 unknown rank | NCHW_output: float32 [?, 1, ?, ?]
          tf1_superres/ESPCN_x3.pb | IteratorGetNext: float32 unknown rank | NCHW_output: float32 [?, 1, ?, ?]
          tf1_superres/FSRCNN-small_x2.pb | IteratorGetNext: float32 unknown rank | NCHW_output: float32 [?, 1, ?, ?]
          tf1_superres/FSRCNN_x2.pb | IteratorGetNext: float32 unknown rank | NCHW_output: float32 [?, 1, ?, ?]
          tf1_superres/FSRCNN_x3.pb | IteratorGetNext: float32 unknown rank | NCHW_output: float32 [?, 1, ?, ?]
          tf1_mlnet_cifar_frozen/frozen_model.pb | Input: float32 [?, 32, 32, 3] | Output: float32 [?, 10]
          tf1_mlnet_cifar_frozen/frozen_model_variadic_input_shape.pb | Input: float32 [?, ?, ?, 3] | Output: float32 [?, 10]
          tf1_mobilenet_v1_0.25_224/mobilenet_v1_0.25_224_frozen.pb | input: float32 [?, 224, 224, 3] | MobilenetV1/Predictions/Reshape_1: float32 [?, 1001]
          """)
  void open_describesItself(String model, String input, String output) {
    try (ModelSession session = TestModels.open(TestData.model(model))) {
      assertThat(session.description().inputs())
          .extracting(TensorSpec::toString)
          .containsExactly(input);
      assertThat(session.description().outputs())
          .extracting(TensorSpec::toString)
          .containsExactly(output);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          odd_savedmodels/serving_2versions        | holds more than one SavedModel
          odd_savedmodels/serving_counter          | several signatures
          odd_savedmodels/tfjava_using_python      | several signatures
          odd_savedmodels/serving_half_plus_three  | has data type DT_STRING in the graph, but the signature requires data type DT_FLOAT
          """)
  void open_refused_saysWhy(String model, String reason) {
    Path path = TestData.model(model);

    assertThatThrownBy(() -> TestModels.open(path))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void open_directoriesWithoutASavedModel_saysSo() throws IOException {
    try (Stream<Path> directories = Files.list(TestData.model("odd_savedmodels"))) {
      for (Path directory : directories.filter(RealModelsTest::holdsNoModel).toList()) {
        assertThatThrownBy(() -> TestModels.open(directory))
            .isInstanceOf(ModelLoadException.class)
            .hasMessageContaining("A SavedModel directory holds saved_model.pb");
      }
    }
  }

  private static boolean holdsNoModel(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return Files.isDirectory(directory)
          && files.noneMatch(file -> file.getFileName().toString().startsWith("saved_model.pb"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void run_halfPlusTwo_givesHalfPlusTwo() {
    try (ModelSession session =
        TestModels.open(TestData.model("odd_savedmodels/serving_half_plus_two"))) {
      assertThat(TestModels.run(session, "x", TestModels.floats(Shape.of(2, 1), 4, 7)))
          .containsEntry("y", TestModels.floats(Shape.of(2, 1), 4, 5.5f));
    }
  }

  @Test
  void run_signatureWithoutInputs_givesItsOutput() {
    try (ModelSession session =
        TestModels.open(
            TestData.model("odd_savedmodels/serving_counter"),
            ModelOptions.standard().withSignature("get_counter"))) {
      assertThat(session.run(Map.of()).get("output").floats()).hasSize(1);
    }
  }

  @Test
  void run_encodedPicture_givesTextAndNumbers() throws IOException {
    byte[] owl = Files.readAllBytes(TestData.model("images_photos/owl.jpg"));

    try (ModelSession session =
        TestModels.open(TestData.model("tf1_savedmodel_inat_bird/saved_model"))) {
      assertThat(session.description().inputs())
          .containsExactly(new TensorSpec("image_bytes", ElementType.STRING, Shape.of(-1)));
      var outputs =
          TestModels.run(
              session, "image_bytes", TensorValue.ofByteStrings(List.of(owl), Shape.of(1)));
      assertThat(outputs.get("classes").strings().get(0))
          .isEqualTo("Athene cunicularia (Burrowing Owl)");
    }
  }

  @Test
  void run_severalInputsWithoutBatchAxis_givesWhatItFinds() {
    try (ModelSession session = TestModels.open(TestData.model("tf1_mtcnn_face/mtcnn.pb"))) {
      Map<String, TensorValue> outputs =
          session.run(
              Map.of(
                  "input", Feed.of(TensorValue.of(new float[120 * 90 * 3], Shape.of(120, 90, 3))),
                  "min_size", Feed.of(TestModels.floats(Shape.of(), 40)),
                  "factor", Feed.of(TestModels.floats(Shape.of(), 0.7f)),
                  "thresholds", Feed.of(TestModels.floats(Shape.of(3), 0.6f, 0.7f, 0.7f))));
      assertThat(outputs.keySet()).containsExactlyInAnyOrder("prob", "landmarks", "box");
      assertThat(outputs.get("box").shape()).isEqualTo(Shape.of(0, 4));
    }
  }
}
