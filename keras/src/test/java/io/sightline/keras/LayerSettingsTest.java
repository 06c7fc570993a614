package io.sightline.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sightline.error.ModelLoadException;
import io.sightline.model.Feed;
import io.sightline.model.ModelOptions;
import io.sightline.model.ModelSession;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Settings and shapes of layers that the golden files do not have. Expected values are computed by
 * hand, or came from Keras 3.15.1 where the comment says so.
 */
class LayerSettingsTest {
  @TempDir private Path directory;

  /** The inputs of a model by their names, and the calls of its layers. */
  private Path functional(
      Map<String, String> inputs, List<String> layers, Map<String, Object> weights)
      throws IOException {
    List<String> ends = inputs.keySet().stream().map("[\"%s\",0,0]"::formatted).toList();
    String config =
        functionalConfig("f", inputs, layers, "[" + String.join(",", ends) + "]", "[[\"y\",0,0]]");
    byte[] file = TestFiles.zip(config, TestFiles.metadata("3.15.1"), TestFiles.objects(weights));
    return Files.write(directory.resolve("model.keras"), file);
  }

  private static String functionalConfig(
      String name,
      Map<String, String> inputs,
      List<String> layers,
      String inputLayers,
      String outputLayers) {
    List<String> all = new ArrayList<>();
    inputs.forEach(
        (input, shapeAndType) -> {
          String[] parts = shapeAndType.split(";", -1);
          all.add(
              "{\"class_name\":\"InputLayer\",\"name\":\"%s\",\"inbound_nodes\":[],\"config\":{\"name\":\"%s\",\"batch_shape\":%s,\"dtype\":\"%s\"}}"
                  .formatted(input, input, parts[0], parts[1]));
        });
    all.addAll(layers);
    return "{\"class_name\":\"Functional\",\"config\":{\"name\":\"%s\",\"layers\":[%s],\"input_layers\":%s,\"output_layers\":%s}}"
        .formatted(name, String.join(",", all), inputLayers, outputLayers);
  }

  private static String tensor(String layer) {
    return "{\"class_name\":\"__keras_tensor__\",\"config\":{\"keras_history\":[\"%s\",0,0]}}"
        .formatted(layer);
  }

  /** The layer or operation y, called with arguments that are JSON. */
  private static String call(
      String module, String className, String settings, String arguments, String named) {
    return "{\"module\":\"%s\",\"class_name\":\"%s\",\"name\":\"y\",\"config\":{\"name\":\"y\"%s},\"inbound_nodes\":[{\"args\":[%s],\"kwargs\":{%s}}]}"
        .formatted(module, className, settings, arguments, named);
  }

  private static String layer(String className, String settings) {
    return call(
        "keras.layers",
        className,
        ",\"trainable\":true,\"dtype\":\"float32\"" + settings,
        tensor("x"),
        "");
  }

  private static String operation(String className, String settings, String more) {
    return call("keras.src.ops", className, settings, tensor("x") + more, "");
  }

  private static TensorValue run(Path model, Map<String, TensorValue> inputs) {
    try (ModelSession session = new KerasModelLoader().open(model, ModelOptions.standard())) {
      Map<String, Feed> feeds = new LinkedHashMap<>();
      inputs.forEach((name, value) -> feeds.put(name, Feed.of(value)));
      return session.run(feeds).values().iterator().next();
    }
  }

  private TensorValue run(
      String shape, String layer, Map<String, Object> weights, TensorValue input)
      throws IOException {
    return run(
        functional(Map.of("x", shape + ";float32"), List.of(layer), weights), Map.of("x", input));
  }

  /** Numbers with blanks between them. */
  private static Float[] floats(String numbers) {
    return Arrays.stream(numbers.split(" ", -1)).map(Float::valueOf).toArray(Float[]::new);
  }

  private static TensorValue rising(long... shape) {
    Shape lengths = Shape.of(shape);
    float[] values = new float[Math.toIntExact(lengths.elementCount())];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return TensorValue.of(values, lengths);
  }

  @ParameterizedTest
  @CsvSource({"Softmax,true", "Softmax,false", "GlobalAveragePooling1D,false"})
  void layer_withAMask_isRefused(String className, boolean isNamed) throws IOException {
    String layer =
        call(
            "keras.layers",
            className,
            ",\"trainable\":true,\"dtype\":\"float32\"",
            isNamed ? tensor("x") : tensor("x") + "," + tensor("x"),
            isNamed ? "\"mask\":" + tensor("x") : "");

    assertThatThrownBy(() -> run("[null,3]", layer, Map.of(), rising(1, 3)))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("expected one tensor as its input, and no mask")
        .hasMessageContaining("model.export");
  }

  @Test
  void innerModel_withAMask_isRefused() throws IOException {
    String inner =
        functionalConfig(
            "y", Map.of("i", "[null,3];float32"), List.of(), "[[\"i\",0,0]]", "[[\"i\",0,0]]");
    String called =
        inner.substring(0, inner.length() - 1)
            + ",\"name\":\"y\",\"inbound_nodes\":[{\"args\":[%s],\"kwargs\":{\"mask\":%s}}]}"
                .formatted(tensor("x"), tensor("x"));

    assertThatThrownBy(() -> run("[null,3]", called, Map.of(), rising(1, 3)))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("expected a tensor for each of its 1 inputs, and no mask");
  }

  /** A query sees its own key alone, so that the value comes through; the gate is sigmoid(0). */
  @Test
  void multiHeadAttention_windowAndGate_halvesTheValue() throws IOException {
    float[][][] one = {{{1}}};
    String mha = "layers/multi_head_attention/";
    Map<String, Object> kernels =
        TestFiles.arrays(
            mha + "query_dense/vars/0", one,
            mha + "key_dense/vars/0", one,
            mha + "_gate_dense/vars/0", new float[][][] {{{0}}},
            mha + "value_dense/vars/0", one,
            mha + "output_dense/vars/0", one);
    String layer =
        call(
            "keras.layers",
            "MultiHeadAttention",
            ",\"trainable\":true,\"dtype\":\"float32\",\"num_heads\":1,\"key_dim\":1,\"use_bias\":false,\"use_gate\":true,\"sliding_window\":1",
            tensor("x") + "," + tensor("x"),
            "");

    assertThat(run("[null,4,1]", layer, kernels, rising(1, 4, 1)).floats())
        .containsExactly(0, 0.5f, 1, 1.5f);
  }

  /** TensorFlow's kernel is wrong here if it has to find the axes of the three points itself. */
  @Test
  void einsumDense_anyAxes_multipliesTheLast() throws IOException {
    String layer = layer("EinsumDense", ",\"equation\":\"...x,xy->...y\",\"output_shape\":[1]");
    Map<String, Object> kernel =
        TestFiles.arrays("layers/einsum_dense/vars/0", new float[][] {{1}, {10}});

    TensorValue result = run("[null,2,3,2]", layer, kernel, rising(2, 2, 3, 2));

    assertThat(result.shape()).isEqualTo(Shape.of(2, 2, 3, 1));
    assertThat(result.floats())
        .containsExactly(10, 32, 54, 76, 98, 120, 142, 164, 186, 208, 230, 252);
  }

  /**
   * Keras 3.15.1 with TensorFlow: the bias goes along the last axis where that is as long as the
   * channels, else to the channels.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"2 | 0 101 0 102", "3 | 0 1 2 100 102 104"})
  void conv1d_channelsFirst_addsTheBiasWhereKerasDoes(int width, String expected)
      throws IOException {
    String layer =
        layer("Conv1D", ",\"filters\":2,\"kernel_size\":[1],\"data_format\":\"channels_first\"");
    Map<String, Object> weights =
        TestFiles.arrays(
            "layers/conv1d/vars/0", new float[][][] {{{1, 2}}},
            "layers/conv1d/vars/1", new float[] {0, 100});

    TensorValue result = run("[null,1,%s]".formatted(width), layer, weights, rising(1, 1, width));

    assertThat(result.floats()).containsExactly(floats(expected));
  }

  @Test
  void adaptivePooling_oneValue_isTheMean() throws IOException {
    TensorValue result =
        run(
            "[null,5,1]",
            layer("AdaptiveAveragePooling1D", ",\"output_size\":[1]"),
            Map.of(),
            rising(1, 5, 1));

    assertThat(result.shape()).isEqualTo(Shape.of(1, 1, 1));
    assertThat(result.floats()).containsExactly(2);
  }

  /** A picture of 4x3 has its middle cut out, one of 1x2 becomes the largest part, resized. */
  @Test
  void centerCrop_sizeKnownInTheRun_cropsOrResizes() throws IOException {
    Path model =
        functional(
            Map.of("x", "[null,null,null,1];float32"),
            List.of(layer("CenterCrop", ",\"height\":2,\"width\":2")),
            Map.of());

    assertThat(run(model, Map.of("x", rising(1, 4, 3, 1))).floats()).containsExactly(3, 4, 6, 7);
    assertThat(run(model, Map.of("x", rising(1, 1, 2, 1))).floats()).containsExactly(0, 0, 0, 0);
  }

  /** 0, 255 in four columns: 0, 63.75, 191.25, 255, rounded. */
  @Test
  void resizing_wholeNumbers_staysWhole() throws IOException {
    Path model =
        functional(
            Map.of("x", "[null,1,2,1];uint8"),
            List.of(layer("Resizing", ",\"height\":1,\"width\":4")),
            Map.of());

    TensorValue result =
        run(
            model,
            Map.of("x", TensorValue.ofUint8(new byte[] {0, (byte) 255}, Shape.of(1, 1, 2, 1))));

    assertThat(result.bytes()).containsExactly(0, 64, (byte) 191, (byte) 255);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Celu | ,\"alpha\":0.5 | -1 | -0.43233237",
        "HardShrink | ,\"threshold\":2 | 1.5 | 0",
        "SoftShrink | ,\"threshold\":0.25 | 1.5 | 1.25",
        "Squareplus | ,\"b\":0 | -3 | 0",
        "Threshold | ,\"threshold\":0.5,\"default_value\":7 | 0.25 | 7",
        "ReLU | ,\"max_value\":2,\"negative_slope\":0.5,\"threshold\":0 | -3 | -1.5",
        "Round | ,\"decimals\":1 | 1.26 | 1.3",
        "Max | ,\"initial\":4 | 3 | 4",
        "Min | ,\"initial\":4 | 3 | 3",
        "Logsumexp | ,\"axis\":-1 | 3 | 3"
      })
  void operation_settings_areHeeded(String className, String settings, float x, float expected)
      throws IOException {
    TensorValue result =
        run(
            "[null,1]",
            operation(className, settings, ""),
            Map.of(),
            TensorValue.of(new float[] {x}, Shape.of(1, 1)));

    assertThat(result.floats()[0]).isCloseTo(expected, within(1e-6f));
  }

  @Test
  void glu_axis_isHeeded() throws IOException {
    TensorValue result =
        run(
            "[null,2,2]",
            operation("Glu", ",\"axis\":1", ""),
            Map.of(),
            TensorValue.of(new float[] {3, 5, 0, 0}, Shape.of(1, 2, 2)));

    assertThat(result.floats()).containsExactly(1.5f, 2.5f);
  }

  @Test
  void multiply_wholeNumbersByABrokenOne_isNotCut() throws IOException {
    Path model =
        functional(
            Map.of("x", "[null,1];int32"), List.of(operation("Multiply", "", ",2.5")), Map.of());

    TensorValue result = run(model, Map.of("x", TensorValue.of(new int[] {3}, Shape.of(1, 1))));

    assertThat(result.floats()).containsExactly(7.5f);
  }

  @Test
  void moveAxis_severalAxes_keepsTheOrderOfTheOthers() throws IOException {
    TensorValue result =
        run(
            "[null,2,3,4]",
            operation("Moveaxis", ",\"source\":[1,2],\"destination\":[3,1]", ""),
            Map.of(),
            rising(1, 2, 3, 4));

    assertThat(result.shape()).isEqualTo(Shape.of(1, 3, 4, 2));
    assertThat(result.floats()).startsWith(0, 12, 1, 13);
  }

  /** Keras 3.15.1 serialises an array in the list that a layer is called with. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Concatenate | ,\"axis\":1 | float32 | [[0.5]] | 0 1 0.5",
        "Add | '' | int32 | [[10,20]] | 10 21",
        "Subtract | '' | float64 | [[0.5,0.25]] | -0.5 0.75",
        "Dot | ,\"axes\":1,\"normalize\":false | float32 | [[3,4]] | 4"
      })
  void merging_anArrayAmongTheInputs_isMergedToo(
      String className, String settings, String dtype, String values, String expected)
      throws IOException {
    String array =
        "{\"class_name\":\"__numpy__\",\"config\":{\"value\":%s,\"dtype\":\"%s\"}}"
            .formatted(values, dtype);
    String layer =
        call(
            "keras.layers",
            className,
            ",\"trainable\":true,\"dtype\":\"float32\"" + settings,
            "[%s,%s]".formatted(tensor("x"), array),
            "");

    assertThat(run("[null,2]", layer, Map.of(), rising(1, 2)).floats())
        .containsExactly(floats(expected));
  }

  /** Scores are all alike, so that a query gets the mean of the values that its mask shows. */
  @Test
  void attention_masks_showSomeKeys() throws IOException {
    String layer =
        call(
            "keras.layers",
            "Attention",
            ",\"trainable\":true,\"dtype\":\"float32\",\"use_scale\":false",
            "[%s,%s]".formatted(tensor("q"), tensor("v")),
            "\"mask\":[%s,%s]".formatted(tensor("m"), tensor("n")));
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("q", "[null,2,1];float32");
    inputs.put("v", "[null,3,1];float32");
    inputs.put("m", "[null,2];bool");
    inputs.put("n", "[null,3];bool");
    Map<String, TensorValue> values = new LinkedHashMap<>();
    values.put("q", TensorValue.of(new float[2], Shape.of(1, 2, 1)));
    values.put("v", TensorValue.of(new float[] {1, 5, 100}, Shape.of(1, 3, 1)));
    values.put("m", TensorValue.ofBooleans(new boolean[] {true, false}, Shape.of(1, 2)));
    values.put("n", TensorValue.ofBooleans(new boolean[] {true, true, false}, Shape.of(1, 3)));

    TensorValue result = run(functional(inputs, List.of(layer), Map.of()), values);

    assertThat(result.floats()).containsExactly(3, 0);
  }

  /** The inner model takes 10 p + q, its outputs a and b are that and its negative. */
  @Test
  void modelInModel_dictionaries_goByTheirKeys() throws IOException {
    String inner =
        functionalConfig(
            "m",
            Map.of("p", "[null,1];float32", "q", "[null,1];float32"),
            List.of(
                operation("Multiply", "", ",10")
                    .replace("\"y\"", "\"ten\"")
                    .replace("\"x\"", "\"p\""),
                call("keras.src.ops", "Add", "", tensor("ten") + "," + tensor("q"), ""),
                call("keras.src.ops", "Negative", "", tensor("y"), "")
                    .replace("\"name\":\"y\"", "\"name\":\"minus\"")),
            "{\"q\":[\"q\",0,0],\"p\":[\"p\",0,0]}",
            "{\"b\":[\"y\",0,0],\"a\":[\"minus\",0,0]}");
    String called =
        inner.replaceFirst(
            "\\}$",
            ",\"name\":\"m\",\"inbound_nodes\":[{\"args\":[{\"q\":%s,\"p\":%s}],\"kwargs\":{}}]}"
                .formatted(tensor("x"), tensor("z")));
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("x", "[null,1];float32");
    inputs.put("z", "[null,1];float32");
    String last = call("keras.src.ops", "Multiply", "", tensor("m") + ",1", "");

    TensorValue result =
        run(
            functional(inputs, List.of(called, last), Map.of()),
            Map.of(
                "x", TensorValue.of(new float[] {3}, Shape.of(1, 1)),
                "z", TensorValue.of(new float[] {2}, Shape.of(1, 1))));

    assertThat(result.floats()).containsExactly(-23);
  }

  @Test
  void open_severalUnsupported_areListedInOneMessage() {
    List<String> layers =
        List.of(
            layer("Lambda", "").replace("\"y\"", "\"l\""),
            layer("LSTM", ",\"units\":3").replace("\"y\"", "\"r\""),
            layer("shop>Glow", ""));

    assertThatThrownBy(
            () ->
                run(
                    functional(Map.of("x", "[null,2];float32"), layers, Map.of()),
                    Map.of("x", rising(1, 2))))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("found 3 that it does not")
        .hasMessageContaining("'l' (Lambda): holds Python code, which is never run: re-export")
        .hasMessageContaining("'r' (LSTM): is a recurrent layer")
        .hasMessageContaining("'y' (shop>Glow): is not a layer that this library knows: register")
        .hasMessageContaining("SavedModel");
  }
}
