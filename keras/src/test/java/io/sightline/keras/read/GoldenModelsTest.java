package io.sightline.keras.read;

import static io.sightline.keras.read.ReaderFixture.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sightline.error.ModelLoadException;
import io.sightline.keras.model.KerasModel;
import io.sightline.keras.model.Layer;
import io.sightline.keras.model.Weight;
import io.sightline.tensor.Shape;
import io.sightline.testing.TestData;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenModelsTest {
  @Test
  void read_everyCase_hasTheInputsAndOutputsThatKerasRan() throws IOException {
    Path manifest = TestData.golden("keras/manifest.json");
    JsonArray cases =
        JsonParser.parseString(Files.readString(manifest))
            .getAsJsonObject()
            .getAsJsonArray("cases");
    int refused = 0;
    for (JsonElement each : cases) {
      JsonObject expected = each.getAsJsonObject();
      Path path = manifest.resolveSibling(expected.get("model").getAsString());
      try (KerasModel model = read(path)) {
        List<Shape> inputs = shapes(expected.getAsJsonArray("inputs"));
        assertThat(model.graph().inputs()).as("%s", path).hasSameSizeAs(inputs);
        for (int i = 0; i < inputs.size(); i++) {
          assertThat(model.graph().inputs().get(i).shape().agreesWith(inputs.get(i)))
              .as("%s", path)
              .isTrue();
        }
        assertThat(model.graph().outputs()).hasSize(expected.getAsJsonArray("outputs").size());
      } catch (ModelLoadException e) {
        assertThat(path.toString()).contains("_lam.");
        assertThat(e).hasMessageContaining("'lam' (Lambda): holds Python code");
        refused++;
      }
    }
    assertThat(cases).hasSizeGreaterThan(200);
    assertThat(refused).isEqualTo(4);
  }

  /** Two layouts of the same weights, which are found in two ways. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "k2_aug", "k2_dictio", "k2_mixed", "k2_nested", "k2_nested_frozen", "k2_nested_out",
        "k2_nested_seq", "k3_dictio", "k3_mixed", "k3_nested", "k3_nested_frozen", "k3_nested_out",
        "k3_nested_seq"
      })
  void read_bothFormatsOfAModel_giveTheSameWeights(String name) {
    try (KerasModel hdf5 = read(TestData.golden("keras/models/" + name + ".h5"));
        KerasModel zip = read(TestData.golden("keras/models/" + name + ".keras"))) {
      assertThat(weights(hdf5)).isNotEmpty().isEqualTo(weights(zip));
    }
  }

  /** Parameters as {@code model.count_params()} of Keras gives them. */
  @ParameterizedTest
  @CsvSource({
    "keras_h5_emotion/fer2013_mini_XCEPTION.102-0.66.hdf5, 2.0.5, 58423",
    "keras_h5_mobilenet_v1_0.25_imagenet/mobilenet_0.25_224.h5, 2.21.0, 475544",
    "keras_v3_mobilenet_v1_0.25_imagenet/mobilenet_0.25_224.keras, 3.15.1, 475544",
    "keras_h5_teachable_waste/keras_model.h5, 2.4.0, 538708",
    "keras_h5_mnist_huyhoang/mnist_all.h5, 2.2.4-tf, 156234",
    "keras_h5_mnist_tagomaru/mnist.h5, 2.2.4-tf, 52650",
    "keras_v3_digits_ammar/model.keras, 3.5.0, 101770"
  })
  void read_realModels_haveAllParameters(String path, String version, long parameters) {
    try (KerasModel model = read(TestData.model(path))) {
      assertThat(model.version().text()).isEqualTo(version);
      assertThat(model.parameters()).isEqualTo(parameters);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keras_h5_mnist_huyhoang/mnist.h5",
        "keras_weights_only_ssrnet/mobilenet_reg_0.25_64.h5",
        "keras_weights_only_ssrnet/ssrnet_3_3_3_64_1.0_1.0.h5"
      })
  void read_weightsAlone_saysSo(String path) {
    assertThatThrownBy(() -> read(TestData.model(path)))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("holds weights only");
  }

  @Test
  void read_realLambda_isNamed() {
    assertThatThrownBy(() -> read(TestData.model("keras_h5_steering_lambda/model.h5")))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("'lambda_1' (Lambda): holds Python code");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bomb",
        "bombattr",
        "extlink",
        "hang_1600",
        "latest",
        "o_bf16",
        "o_empty",
        "o_fl",
        "o_gz",
        "o_i64",
        "o_lzf",
        "o_scalar",
        "o_u4",
        "secret",
        "virt"
      })
  void read_hostileFile_isRefused(String name) {
    Path path = TestData.golden("keras/hostile/" + name + ".h5");

    assertThatThrownBy(() -> read(path))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining(name + ".h5");
  }

  private static List<Shape> shapes(JsonArray saved) {
    List<Shape> shapes = new ArrayList<>();
    for (JsonElement shape : saved) {
      long[] lengths =
          shape.getAsJsonArray().asList().stream().mapToLong(JsonElement::getAsLong).toArray();
      shapes.add(Shape.of(lengths));
    }
    return shapes;
  }

  private static List<String> weights(KerasModel model) {
    List<String> weights = new ArrayList<>();
    for (Layer layer : model.layers()) {
      for (Weight weight : model.weights(layer).all()) {
        FloatBuffer values = weight.values().get();
        float[] copy = new float[values.remaining()];
        values.get(copy);
        weights.add(
            "%s %s %s %s".formatted(layer, weight.role(), weight.shape(), Arrays.hashCode(copy)));
      }
    }
    return weights;
  }
}
