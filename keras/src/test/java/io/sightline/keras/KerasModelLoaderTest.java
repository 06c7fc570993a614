package io.sightline.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.Predictor;
import io.sightline.PreprocessContext;
import io.sightline.Sample;
import io.sightline.error.ModelLoadException;
import io.sightline.model.Feed;
import io.sightline.model.ModelDescription;
import io.sightline.model.ModelLoader;
import io.sightline.model.ModelOptions;
import io.sightline.model.ModelSession;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

class KerasModelLoaderTest {
  private static final String CUSTOM =
      "{\"class_name\":\"shop>MyScale\",\"config\":{\"name\":\"scale\",\"factor\":10,"
          + "\"batch_input_shape\":[null,2]}}";

  private static final LayerFunction SCALE =
      (layer, inputs, tf) -> {
        Operand<TNumber> x = inputs.get(0);
        Operand<TNumber> factor = tf.dtypes.cast(tf.constant(layer.number("factor")), x.type());
        return tf.math.mul(tf.math.mul(x, layer.weight("gamma")), factor);
      };

  @TempDir private Path directory;

  private Path write(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("model"), bytes);
  }

  private Path custom() throws IOException {
    return write(
        TestFiles.hdf5(
            TestFiles.sequential(CUSTOM),
            "2.4.0",
            Map.of("scale", TestFiles.arrays("scale/gamma:0", new float[] {2, 3}))));
  }

  private static float[] run(ModelLoader loader, Path model, float... input) {
    try (ModelSession session = loader.open(model, ModelOptions.standard())) {
      String name = session.description().inputs().get(0).name();
      TensorValue value = TensorValue.of(input, Shape.of(1, input.length));
      return session.run(Map.of(name, Feed.of(value))).values().iterator().next().floats();
    }
  }

  @Test
  void services_findTheLoader() {
    assertThat(ServiceLoader.load(ModelLoader.class))
        .hasAtLeastOneElementOfType(KerasModelLoader.class);
  }

  @Test
  void open_layersThatMakeAMask_areListed() throws IOException {
    String masking =
        "{\"class_name\":\"Masking\",\"config\":{\"name\":\"m\",\"batch_input_shape\":[null,3]}}";
    String embedding =
        "{\"class_name\":\"Embedding\",\"config\":{\"name\":\"e\",\"input_dim\":2,\"output_dim\":2,"
            + "\"mask_zero\":true}}";
    Path model = write(TestFiles.hdf5(TestFiles.sequential(masking, embedding), "2.4.0", Map.of()));

    assertThatThrownBy(() -> new KerasModelLoader().open(model, ModelOptions.standard()))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("found 2 that it does not")
        .hasMessageContaining("'m' (Masking), 'e' (Embedding): makes a mask");
  }

  private Path withActivations(String... activations) throws IOException {
    String[] layers = new String[activations.length];
    for (int i = 0; i < layers.length; i++) {
      layers[i] =
          "{\"class_name\":\"Activation\",\"config\":{\"name\":\"a%s\",\"batch_input_shape\":[null,2],\"activation\":%s}}"
              .formatted(i, activations[i]);
    }
    return write(TestFiles.hdf5(TestFiles.sequential(layers), "2.4.0", Map.of()));
  }

  @Test
  void open_unknownActivations_areListed() throws IOException {
    Path model =
        withActivations(
            "\"twice\"",
            "{\"class_name\":\"function\",\"config\":\"shop>thrice\"}",
            "{\"class_name\":\"PReLU\",\"config\":{}}",
            "{\"class_name\":\"__lambda__\",\"config\":{\"code\":\"4wEA\"}}",
            "{\"value\":[\"4wEA\",null,null]}");

    assertThatThrownBy(() -> new KerasModelLoader().open(model, ModelOptions.standard()))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("found 5 that it does not")
        .hasMessageContaining("'a0' (Activation): has the activation 'twice', which")
        .hasMessageContaining("withLayer(\"thrice\", ...)")
        .hasMessageContaining("'a2' (Activation): has the layer PReLU as its activation")
        .hasMessageContaining("'a3' (Activation), 'a4' (Activation): holds Python code");
  }

  @Test
  void withLayer_anActivation_isComputed() throws IOException {
    LayerFunction twice = (layer, inputs, tf) -> tf.math.add(inputs.get(0), inputs.get(0));
    KerasModelLoader loader = new KerasModelLoader().withLayer("twice", twice);
    Path model =
        withActivations("\"twice\"", "{\"class_name\":\"function\",\"config\":\"shop>twice\"}");

    assertThat(run(loader, model, 1, -2)).containsExactly(4, -8);
    assertThatThrownBy(() -> loader.withLayer("relu", twice))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("relu is known already");
  }

  /** relu(x * kernel + bias) with the kernel 1 to 6 and the bias 7, 8. */
  @Test
  void open_bothContainers_computeTheLayer() throws IOException {
    KerasModelLoader loader = new KerasModelLoader();

    assertThat(run(loader, write(TestFiles.denseHdf5()), 1, -2, 3)).containsExactly(17, 20);
    assertThat(run(loader, write(TestFiles.denseZip()), 1, 2, -3)).containsExactly(0, 0);
  }

  @Test
  void open_localeWithDigitsOfItsOwn_computesTheLayer() throws IOException {
    Path model = write(TestFiles.denseHdf5());
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      assertThat(run(new KerasModelLoader(), model, 1, -2, 3)).containsExactly(17, 20);
    } finally {
      Locale.setDefault(before);
    }
  }

  /** A Sequential model that was called before it was saved has the length of that batch. */
  @Test
  void open_batchLengthInTheFile_takesAnyBatch() throws IOException {
    String relu =
        "{\"class_name\":\"ReLU\",\"config\":{\"name\":\"r\",\"batch_input_shape\":[1,2]}}";
    Path model = write(TestFiles.hdf5(TestFiles.sequential(relu), "2.4.0", Map.of()));

    try (ModelSession session = new KerasModelLoader().open(model, ModelOptions.standard())) {
      TensorSpec input = session.description().inputs().get(0);
      TensorValue two = TensorValue.of(new float[] {1, -2, -3, 4}, Shape.of(2, 2));

      assertThat(input.shape()).isEqualTo(Shape.of(Shape.UNKNOWN_LENGTH, 2));
      assertThat(session.run(Map.of(input.name(), Feed.of(two))).get("r").floats())
          .containsExactly(1, 0, 0, 4);
    }
  }

  @Test
  void open_describesTheModel() throws IOException {
    try (ModelSession session =
        new KerasModelLoader().open(write(TestFiles.denseHdf5()), ModelOptions.standard())) {
      ModelDescription description = session.description();

      assertThat(description.inputs()).extracting(TensorSpec::name).containsExactly("d_input");
      assertThat(description.outputs()).extracting(TensorSpec::name).containsExactly("d");
      assertThat(description.producer()).isEqualTo("Keras 2.4.0");
      assertThat(description.parameters()).hasValue(8);
      assertThat(description.lastOperation("d")).hasValue("Relu");
      assertThat(description.operations()).containsEntry("MatMul", 1);
      assertThat(description.notes()).containsExactly("Its layers: 1 Dense.");
    }
  }

  @Test
  void open_rescalingInside_isNoted() throws IOException {
    String rescaling =
        "{\"class_name\":\"Rescaling\",\"config\":{\"name\":\"r\",\"scale\":0.5,"
            + "\"offset\":1,\"batch_input_shape\":[null,2]}}";
    Path model = write(TestFiles.hdf5(TestFiles.sequential(rescaling), "2.4.0", Map.of()));

    try (ModelSession session = new KerasModelLoader().open(model, ModelOptions.standard())) {
      assertThat(session.description().notes())
          .anyMatch(note -> note.contains("scales its input 'r_input' itself, by 'r' (Rescaling)"));
      assertThat(session.description().scalingLayers("r_input")).containsExactly("'r' (Rescaling)");
    }
    assertThat(run(new KerasModelLoader(), model, 4, 6)).containsExactly(3, 4);
  }

  @Test
  void withLayer_computesWhatPythonDid() throws IOException {
    KerasModelLoader loader = new KerasModelLoader().withLayer("MyScale", List.of("gamma"), SCALE);

    assertThat(run(loader, custom(), 1, 5)).containsExactly(20, 150);
  }

  @Test
  void withLayer_throughPredictor_computesWhatPythonDid() throws IOException {
    try (Predictor<float[], float[]> predictor =
        Predictor.builder()
            .model(custom())
            .loader(new KerasModelLoader().withLayer("MyScale", List.of("gamma"), SCALE))
            .preprocess(
                (float[] values, PreprocessContext context) ->
                    Sample.of("scale_input", values, Shape.of(values.length)))
            .postprocess((outputs, context) -> outputs.floats("scale"))
            .build()) {
      assertThat(predictor.predict(new float[] {1, 5})).containsExactly(20, 150);
      assertThat(predictor.model().parameters()).hasValue(2);
    }
  }

  @Test
  void withArchitecture_throughPredictor_readsBothFiles() throws IOException {
    Path json = Files.writeString(directory.resolve("model.json"), TestFiles.denseConfig());
    try (Predictor<float[], float[]> predictor =
        Predictor.builder()
            .model(write(TestFiles.weights(Map.of("d", TestFiles.denseArrays()))))
            .loader(new KerasModelLoader().withArchitecture(json))
            .preprocess(
                (float[] values, PreprocessContext context) ->
                    Sample.of("d_input", values, Shape.of(values.length)))
            .postprocess((outputs, context) -> outputs.floats("d"))
            .build()) {
      assertThat(predictor.predict(new float[] {1, 1, 1})).containsExactly(16, 20);
    }
  }

  @Test
  void open_unknownLayer_isNamedWithAdvice() throws IOException {
    Path model = custom();

    assertThatThrownBy(() -> new KerasModelLoader().open(model, ModelOptions.standard()).close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("'scale' (shop>MyScale)")
        .hasMessageContaining("withLayer(");
  }

  @Test
  void withLayer_badNameOrKnownLayer_isRefused() {
    KerasModelLoader loader = new KerasModelLoader();

    assertThatThrownBy(() -> loader.withLayer(" ", SCALE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("className");
    assertThatThrownBy(() -> loader.withLayer("Dense", SCALE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Dense");
  }

  @Test
  void withArchitecture_readsWeightsAlone() throws IOException {
    Path json = Files.writeString(directory.resolve("model.json"), TestFiles.denseConfig());
    Path weights = write(TestFiles.weights(Map.of("d", TestFiles.denseArrays())));
    KerasModelLoader loader = new KerasModelLoader().withArchitecture(json);

    assertThat(run(loader, weights, 1, 1, 1)).containsExactly(16, 20);
    assertThatThrownBy(() -> loader.withArchitecture(json))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("model.json");
  }

  @Test
  void open_weightsAlone_namesTheMethodThatHelps() throws IOException {
    Path weights = write(TestFiles.weights(Map.of("d", TestFiles.denseArrays())));

    assertThatThrownBy(() -> new KerasModelLoader().open(weights, ModelOptions.standard()).close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining(".loader(new KerasModelLoader().withArchitecture(path))");
  }

  /** Keras 3 computes a hard sigmoid in its own way, and does not write its version to JSON. */
  @ParameterizedTest
  @CsvSource({"'\"module\":\"keras\",', 0.75", "'\"keras_version\":\"2.4.0\",', 0.8"})
  void withArchitecture_takesTheGenerationFromIt(String said, float expected) throws IOException {
    String layer =
        "{\"class_name\":\"Activation\",\"config\":{\"name\":\"a\",\"trainable\":true,"
            + "\"dtype\":\"float32\",\"activation\":\"hard_sigmoid\",\"batch_input_shape\":[null,1]}}";
    String architecture = "{" + said + TestFiles.sequential(layer).substring(1);
    Path json = Files.writeString(directory.resolve("model.json"), architecture);
    Path weights = write(TestFiles.weights(Map.of("a", Map.of())));

    assertThat(run(new KerasModelLoader().withArchitecture(json), weights, 1.5f))
        .containsExactly(expected);
  }

  /** A name that a second call of another layer would get too. */
  @Test
  void open_layerNamedAsASecondCall_isBuilt() throws IOException {
    String layer = "{\"class_name\":\"ReLU\",\"config\":{\"name\":\"%s\"},\"inbound_nodes\":%s}";
    String config =
        "{\"class_name\":\"Functional\",\"config\":{\"name\":\"f\",\"layers\":["
            + "{\"class_name\":\"InputLayer\",\"config\":{\"name\":\"in\",\"batch_input_shape\":[null,2]},"
            + "\"inbound_nodes\":[]},"
            + layer.formatted("r", "[[[\"in\",0,0,{}]],[[\"r\",0,0,{}]]]")
            + ","
            + layer.formatted("r_1", "[[[\"r\",1,0,{}]]]")
            + "],\"input_layers\":[[\"in\",0,0]],\"output_layers\":[[\"r_1\",0,0]]}}";
    Path model = write(TestFiles.hdf5(config, "2.4.0", Map.of()));

    assertThat(run(new KerasModelLoader(), model, -1, 5)).containsExactly(0, 5);
  }

  /** A few bytes that ask for a picture of ten thousand million pixels. */
  @Test
  void open_resultBeyondAllMemory_isRefused() throws IOException {
    String layer =
        "{\"class_name\":\"UpSampling2D\",\"config\":{\"name\":\"up\",\"size\":[100000,100000],"
            + "\"batch_input_shape\":[null,1,1,1]}}";
    Path model = write(TestFiles.hdf5(TestFiles.sequential(layer), "2.4.0", Map.of()));

    assertThatThrownBy(() -> new KerasModelLoader().open(model, ModelOptions.standard()).close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("layer 'up' (UpSampling2D)")
        .hasMessageContaining("too large");
  }

  /** A model in a model, called twice in each of twenty: a million calls from a small file. */
  @Test
  void open_modelsThatCallEachOtherTwice_isRefused() throws IOException {
    String layer = "{\"class_name\":\"ReLU\",\"config\":{\"name\":\"r\"}";
    int firstCall = 0;
    for (int level = 0; level < 20; level++) {
      String name = level == 0 ? "r" : "m" + (level - 1);
      String calls =
          ",\"inbound_nodes\":[[[\"in\",0,0,{}]],[[\"%s\",%s,0,{}]]]}".formatted(name, firstCall);
      layer =
          ("{\"class_name\":\"Functional\",\"config\":{\"name\":\"m%s\",\"layers\":["
                  + "{\"class_name\":\"InputLayer\",\"config\":{\"name\":\"in\",\"batch_input_shape\":[null,2]},"
                  + "\"inbound_nodes\":[]},%s],\"input_layers\":[[\"in\",0,0]],\"output_layers\":[[\"%s\",%s,0]]}")
              .formatted(level, layer + calls, name, firstCall + 1);
      firstCall = 1;
    }
    Path model = write(TestFiles.hdf5(layer + "}", "2.4.0", Map.of()));

    assertThatThrownBy(() -> new KerasModelLoader().open(model, ModelOptions.standard()).close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("expected at most 20000 calls of layers");
  }

  @Test
  void open_unknownOutput_namesThoseThereAre() throws IOException {
    Path model = write(TestFiles.denseHdf5());
    ModelOptions options = ModelOptions.standard().withOutputs(List.of("e"));

    assertThatThrownBy(() -> new KerasModelLoader().open(model, options).close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("no output 'e': expected one of 'd'");
  }
}
