package io.sightline.keras.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.keras.TestFiles;
import io.sightline.keras.model.KerasModel;
import io.sightline.keras.model.Layer;
import io.sightline.keras.read.ModelReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputScalingTest {
  @TempDir private Path directory;

  private static String rescaling(String name, String more) {
    return "{\"class_name\":\"Rescaling\",\"config\":{\"name\":\"%s\",\"scale\":0.5,\"offset\":0%s}"
        .formatted(name, more);
  }

  private static String dense() {
    return "{\"class_name\":\"Dense\",\"config\":{\"name\":\"d\",\"units\":2,\"use_bias\":false}";
  }

  private static String input(String name) {
    return "{\"class_name\":\"InputLayer\",\"config\":{\"name\":\"%s\",\"batch_input_shape\":[null,2]},\"inbound_nodes\":[]}"
        .formatted(name);
  }

  private static String from(String... layers) {
    String refs =
        String.join(",", List.of(layers).stream().map(l -> "[\"" + l + "\",0,0,{}]").toList());
    return ",\"inbound_nodes\":[[" + refs + "]]}";
  }

  private static String functional(String outputs, String inputs, String... layers) {
    return "{\"class_name\":\"Functional\",\"config\":{\"name\":\"f\",\"layers\":[%s],\"input_layers\":[%s],\"output_layers\":[%s]}}"
        .formatted(String.join(",", layers), inputs, outputs);
  }

  private Map<String, List<String>> scaling(String config, Map<String, Map<String, Object>> weights)
      throws IOException {
    Path file =
        Files.write(directory.resolve("model.h5"), TestFiles.hdf5(config, "2.4.0", weights));
    try (KerasModel model = new ModelReader(new SupportedLayers()).read(file, Optional.empty())) {
      Map<String, List<String>> names = new LinkedHashMap<>();
      InputScaling.of(model)
          .forEach((input, layers) -> names.put(input, layers.stream().map(Layer::name).toList()));
      return names;
    }
  }

  private static Map<String, Map<String, Object>> kernel() {
    return Map.of("d", TestFiles.arrays("d/kernel:0", new float[][] {{1, 2}, {3, 4}}));
  }

  /** The second one scales what the model gives. */
  @Test
  void of_layerBehindWeights_doesNotCount() throws IOException {
    String config =
        TestFiles.sequential(
            rescaling("before", ",\"batch_input_shape\":[null,2]") + "}",
            dense() + "}",
            rescaling("after", "") + "}");

    assertThat(scaling(config, kernel())).isEqualTo(Map.of("before_input", List.of("before")));
  }

  @Test
  void of_severalInputs_areToldApart() throws IOException {
    String config =
        functional(
            "[\"sum\",0,0]",
            "[\"photo\",0,0],[\"table\",0,0]",
            input("photo"),
            input("table"),
            dense() + from("photo"),
            rescaling("half", "") + from("table"),
            "{\"class_name\":\"Add\",\"config\":{\"name\":\"sum\"}" + from("d", "half"));

    assertThat(scaling(config, kernel()))
        .isEqualTo(Map.of("photo", List.of(), "table", List.of("half")));
  }

  @Test
  void of_layerInAModelInside_counts() throws IOException {
    String inner =
        functional("[\"half\",0,0]", "[\"x\",0,0]", input("x"), rescaling("half", "") + from("x"));
    String nested =
        inner.substring(0, inner.length() - 1).replace("\"f\"", "\"inner\"") + from("photo");
    String config = functional("[\"inner\",1,0]", "[\"photo\",0,0]", input("photo"), nested);

    assertThat(scaling(config, Map.of())).isEqualTo(Map.of("photo", List.of("half")));
  }

  /** What {@code preprocess_input} of Keras 2 leaves in a model. */
  @Test
  void of_arithmeticWithANumber_counts() throws IOException {
    String divide =
        "{\"class_name\":\"TFOpLambda\",\"config\":{\"name\":\"tf.math.truediv\",\"function\":\"math.truediv\"},"
            + "\"inbound_nodes\":[[\"photo\",0,0,{\"y\":127.5,\"name\":null}]]}";
    String config =
        functional("[\"tf.math.truediv\",0,0]", "[\"photo\",0,0]", input("photo"), divide);

    assertThat(scaling(config, Map.of())).isEqualTo(Map.of("photo", List.of("tf.math.truediv")));
  }
}
