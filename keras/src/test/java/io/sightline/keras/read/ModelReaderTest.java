package io.sightline.keras.read;

import static io.sightline.keras.TestFiles.arrays;
import static io.sightline.keras.TestFiles.bias;
import static io.sightline.keras.TestFiles.denseArrays;
import static io.sightline.keras.TestFiles.hdf5;
import static io.sightline.keras.TestFiles.kernel;
import static io.sightline.keras.TestFiles.metadata;
import static io.sightline.keras.TestFiles.objects;
import static io.sightline.keras.TestFiles.sequential;
import static io.sightline.keras.TestFiles.zip;
import static io.sightline.keras.read.ReaderFixture.calls;
import static io.sightline.keras.read.ReaderFixture.firstValues;
import static io.sightline.keras.read.ReaderFixture.outputs;
import static io.sightline.keras.read.ReaderFixture.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.error.ModelLoadException;
import io.sightline.keras.TestFiles;
import io.sightline.keras.graph.SupportedLayers;
import io.sightline.keras.model.KerasModel;
import io.sightline.keras.model.Layer;
import io.sightline.keras.model.ModelInput;
import io.sightline.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelReaderTest {
  private static final String INPUT_2 =
      "{\"class_name\":\"InputLayer\",\"name\":\"%s\",\"config\":{\"name\":\"%s\","
          + "\"batch_input_shape\":[null,3],\"dtype\":\"float32\"},\"inbound_nodes\":[]}";

  @TempDir Path directory;

  @Test
  void read_sequentialWithoutInput_takesTheShapeOfItsFirstLayer() throws IOException {
    try (KerasModel model = read(directory, TestFiles.denseHdf5())) {
      ModelInput input = model.graph().inputs().get(0);

      assertThat(input.name()).isEqualTo("d_input");
      assertThat(input.shape()).isEqualTo(Shape.of(-1, 3));
      assertThat(calls(model.graph())).isEqualTo("d(d_input)");
      assertThat(firstValues(model)).isEqualTo("d/kernel=1 d/bias=7");
      assertThat(model.parameters()).isEqualTo(8);
      assertThat(model.version().generation()).isEqualTo(2);
    }
  }

  @Test
  void read_zip_hasTheWeightsOfTheClassInOrder() throws IOException {
    try (KerasModel model = read(directory, TestFiles.denseZip())) {
      assertThat(firstValues(model)).isEqualTo("d/kernel=1 d/bias=7");
      assertThat(model.format()).isEqualTo("Keras zip");
      assertThat(model.version().text()).isEqualTo("3.15.1");
    }
  }

  /** The layout of Keras 2.12 and 2.13, which counts each layer with weights twice. */
  @Test
  void read_zipWithNumbersLeftOut_pairsGroupsInOrder() throws IOException {
    String second = TestFiles.DENSE.replace("\"d\"", "\"e\"").replace("\"units\":2", "\"units\":1");
    byte[] weights =
        objects(
            arrays(
                "_layer_checkpoint_dependencies/dense/vars/0",
                kernel(),
                "_layer_checkpoint_dependencies/dense/vars/1",
                bias(),
                "_layer_checkpoint_dependencies/dense_2/vars/0",
                new float[][] {{10}, {11}},
                "_layer_checkpoint_dependencies/dense_2/vars/1",
                new float[] {12}));
    byte[] file = zip(sequential(TestFiles.DENSE, second), metadata("2.12.0"), weights);

    try (KerasModel model = read(directory, file)) {
      assertThat(firstValues(model)).isEqualTo("d/kernel=1 d/bias=7 e/kernel=10 e/bias=12");
    }
  }

  @Test
  void read_functionalOfKeras2_readsConstantsAndHiddenTensors() throws IOException {
    String config =
        functional(
            INPUT_2.formatted("a", "a")
                + ","
                + INPUT_2.formatted("b", "b")
                + ",{\"class_name\":\"TFOpLambda\",\"name\":\"tf.math.multiply\",\"config\":{\"name\":"
                + "\"tf.math.multiply\",\"function\":\"math.multiply\"},\"inbound_nodes\":"
                + "[[\"a\",0,0,{\"y\":2.0,\"name\":null}],[\"b\",0,0,{\"y\":[\"a\",0,0]}]]},"
                + "{\"class_name\":\"Add\",\"name\":\"add\",\"config\":{\"name\":\"add\"},\"inbound_nodes\":"
                + "[[[\"tf.math.multiply\",1,0,{}],[\"tf.math.multiply\",0,0,{}]]]}",
            "[[\"a\",0,0],[\"b\",0,0]]",
            "[[\"add\",0,0],[\"add\",0,0]]");

    try (KerasModel model = read(directory, hdf5(config, "2.9.0", Map.of()))) {
      assertThat(calls(model.graph()))
          .isEqualTo(
              "tf.math.multiply(a) tf.math.multiply(b,a) add(tf.math.multiply.1,tf.math.multiply)");
      assertThat(outputs(model.graph())).isEqualTo("add=add add_1=add");
      Layer operation = model.graph().calls().get(0).layer();
      assertThat(operation.kind()).isEqualTo(Layer.Kind.OPERATION);
      assertThat(operation.className()).isEqualTo("math.multiply");
    }
  }

  @Test
  void read_layersInAnyOrder_sortsCalls() throws IOException {
    String config =
        functional(
            relu("c", "b") + "," + relu("b", "a") + "," + INPUT_2.formatted("a", "a"),
            "[[\"a\",0,0]]",
            "[[\"c\",0,0]]");

    try (KerasModel model = read(directory, hdf5(config, "2.9.0", Map.of()))) {
      assertThat(calls(model.graph())).isEqualTo("b(a) c(b)");
    }
  }

  @Test
  void read_callsInACircle_isRefused() {
    String config =
        functional(
            relu("c", "b") + "," + relu("b", "c") + "," + INPUT_2.formatted("a", "a"),
            "[[\"a\",0,0]]",
            "[[\"c\",0,0]]");

    assertThatThrownBy(() -> read(directory, hdf5(config, "2.9.0", Map.of())))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("wait for each other");
  }

  @Test
  void read_weightsOfAnotherShape_areRefused() {
    Map<String, Object> wrong = arrays("d/kernel:0", kernel(), "d/bias:0", new float[] {1, 2, 3});

    assertThatThrownBy(
            () -> read(directory, hdf5(sequential(TestFiles.DENSE), "2.4.0", Map.of("d", wrong))))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("'d' (Dense)")
        .hasMessageContaining("its bias to have the shape [2]")
        .hasMessageContaining("[3]");
  }

  @Test
  void read_weightsMissing_areRefused() {
    assertThatThrownBy(() -> read(directory, hdf5(sequential(TestFiles.DENSE), "2.4.0", Map.of())))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("'d' (Dense)");
  }

  @Test
  void read_weightsByAnotherLayerName_areTakenInOrder() throws IOException {
    byte[] file = hdf5(sequential(TestFiles.DENSE), "2.4.0", Map.of("dense_7", denseArrays()));

    try (KerasModel model = read(directory, file)) {
      assertThat(firstValues(model)).isEqualTo("d/kernel=1 d/bias=7");
    }
  }

  @Test
  void read_weightsAlone_takeTheArchitectureOfASecondFile() throws IOException {
    Path weights =
        Files.write(directory.resolve("w.h5"), TestFiles.weights(Map.of("d", denseArrays())));
    Path architecture = Files.writeString(directory.resolve("a.json"), sequential(TestFiles.DENSE));
    ModelReader reader = new ModelReader(new SupportedLayers());

    try (KerasModel model = reader.read(weights, Optional.of(architecture))) {
      assertThat(firstValues(model)).isEqualTo("d/kernel=1 d/bias=7");
    }
    assertThatThrownBy(() -> reader.read(weights, Optional.empty()))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("weights only")
        .hasMessageContaining("model.to_json()");
  }

  @Test
  void read_weightsOfMoreLayers_areRefused() throws IOException {
    Path weights =
        Files.write(
            directory.resolve("w.h5"),
            TestFiles.weights(
                Map.of("d", denseArrays(), "other", arrays("other/kernel:0", kernel()))));
    Path architecture = Files.writeString(directory.resolve("a.json"), sequential(TestFiles.DENSE));
    ModelReader reader = new ModelReader(new SupportedLayers());

    assertThatThrownBy(() -> reader.read(weights, Optional.of(architecture)))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("expected 1 groups of weights")
        .hasMessageContaining("found 2, among them [/other]");
  }

  @Test
  void read_objectWeightsAlone_takeTheArchitectureOfASecondFile() throws IOException {
    Path weights =
        Files.write(
            directory.resolve("w.weights.h5"),
            objects(arrays("layers/dense/vars/0", kernel(), "layers/dense/vars/1", bias())));
    Path architecture = Files.writeString(directory.resolve("a.json"), sequential(TestFiles.DENSE));
    ModelReader reader = new ModelReader(new SupportedLayers());

    try (KerasModel model = reader.read(weights, Optional.of(architecture))) {
      assertThat(firstValues(model)).isEqualTo("d/kernel=1 d/bias=7");
    }
    assertThatThrownBy(() -> reader.read(weights, Optional.empty()))
        .hasMessageContaining("weights only");
  }

  @Test
  void read_wholeModelWithArchitecture_isRefused() throws IOException {
    Path whole = Files.write(directory.resolve("m"), TestFiles.denseZip());
    Path architecture = Files.writeString(directory.resolve("a.json"), "{}");

    assertThatThrownBy(
            () -> new ModelReader(new SupportedLayers()).read(whole, Optional.of(architecture)))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("whole model");
  }

  @Test
  void read_unsupportedLayers_areListedAtOnce() {
    String config =
        sequential(
            "{\"class_name\":\"Lambda\",\"config\":{\"name\":\"scale\",\"trainable\":true,\"batch_input_shape\":[null,3],"
                + "\"function\":{\"class_name\":\"__lambda__\",\"config\":{\"code\":\"4wEAAA==\"}}}}",
            "{\"class_name\":\"LSTM\",\"config\":{\"name\":\"l\",\"trainable\":true,\"units\":2}}",
            "{\"class_name\":\"Custom>Mine\",\"config\":{\"name\":\"m\",\"trainable\":true}}",
            "{\"class_name\":\"Dense\",\"config\":{\"name\":\"q\",\"trainable\":true,\"units\":1,\"dtype\":{\"class_name\":"
                + "\"QuantizedDTypePolicy\",\"config\":{\"mode\":\"int8\",\"source_name\":\"float32\"}}}}");

    assertThatThrownBy(() -> read(directory, hdf5(config, "3.1.0", Map.of())))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("found 4")
        .hasMessageContaining("'scale' (Lambda): holds Python code")
        .hasMessageContaining("SavedModel")
        .hasMessageContaining("'l' (LSTM): is a recurrent layer")
        .hasMessageContaining("'m' (Custom>Mine)")
        .hasMessageContaining("withLayer(\"Mine\"")
        .hasMessageContaining("'q' (Dense): is quantised");
  }

  @Test
  void read_modelOfPythonCode_isRefused() {
    assertThatThrownBy(
            () ->
                read(
                    directory,
                    hdf5("{\"class_name\":\"MyNet\",\"config\":{\"units\":3}}", "3.4.1", Map.of())))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("MyNet")
        .hasMessageContaining("model.export");
  }

  @Test
  void read_keras1_bearsTheNamesOfKeras2() throws IOException {
    String config =
        "{\"class_name\":\"Sequential\",\"config\":[{\"class_name\":\"Convolution2D\",\"config\":{\"name\":\"c\","
            + "\"nb_filter\":2,\"nb_row\":1,\"nb_col\":3,\"border_mode\":\"same\",\"subsample\":[1,2],\"bias\":false,"
            + "\"dim_ordering\":\"tf\",\"batch_input_shape\":[null,5,7,1]}}]}";
    float[][][][] kernel = new float[1][3][1][2];
    kernel[0][0][0][0] = 4;
    byte[] file = hdf5(config, "", Map.of("c", arrays("c_W", kernel)));

    try (KerasModel model = read(directory, file)) {
      Layer layer = model.graph().calls().get(0).layer();
      assertThat(layer.className()).isEqualTo("Conv2D");
      assertThat(layer.config().integers("kernel_size", 2)).containsExactly(1, 3);
      assertThat(layer.config().integers("strides", 2)).containsExactly(1, 2);
      assertThat(layer.config().text("padding")).isEqualTo("same");
      assertThat(layer.config().text("data_format")).isEqualTo("channels_last");
      assertThat(firstValues(model)).isEqualTo("c/kernel=4");
    }
  }

  @Test
  void read_settingOfTheWrongKind_namesModelLayerAndSetting() {
    String wrong = TestFiles.DENSE.replace("\"units\":2", "\"units\":\"many\"");

    assertThatThrownBy(() -> read(directory, hdf5(sequential(wrong), "2.4.0", Map.of())))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("'d' (Dense)")
        .hasMessageContaining("a number as its 'units', found \"many\"");
  }

  @Test
  void read_otherFiles_sayWhatTheyAre() throws IOException {
    assertThatThrownBy(() -> read(directory, new byte[] {1, 2, 3}))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("no file of Keras");
    assertThatThrownBy(() -> read(directory, TestFiles.write(root -> root.putDataset("a", bias()))))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("HDF5 file, but none of Keras");
  }

  private static String relu(String name, String of) {
    return "{\"class_name\":\"ReLU\",\"name\":\"%s\",\"config\":{\"name\":\"%s\"},\"inbound_nodes\":[[[\"%s\",0,0,{}]]]}"
        .formatted(name, name, of);
  }

  private static String functional(String layers, String inputs, String outputs) {
    return "{\"class_name\":\"Model\",\"config\":{\"name\":\"f\",\"layers\":[%s],\"input_layers\":%s,\"output_layers\":%s}}"
        .formatted(layers, inputs, outputs);
  }
}
