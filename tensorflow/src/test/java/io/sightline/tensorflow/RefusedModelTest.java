package io.sightline.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.error.ModelLoadException;
import io.sightline.error.ModelRunException;
import io.sightline.model.ModelOptions;
import io.sightline.model.ModelSession;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import io.sightline.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.VersionDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/** What cannot work is refused in words that a newcomer understands. */
class RefusedModelTest {
  @TempDir Path directory;
  private Path model;

  @BeforeEach
  void writeModel() {
    model = TestModels.savedModel(directory.resolve("triple"));
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(Path path) {
    return assertThatThrownBy(() -> TestModels.open(path).close())
        .isInstanceOf(ModelLoadException.class);
  }

  @Test
  void open_missingPath() {
    assertRefused(directory.resolve("nothing")).hasMessageContaining("There is no model at");
  }

  @Test
  void open_emptyDirectory() throws IOException {
    assertRefused(Files.createDirectory(directory.resolve("empty")))
        .hasMessageContaining("A SavedModel directory holds saved_model.pb");
  }

  @Test
  void open_variablesFolderMissing() throws IOException {
    delete(model.resolve("variables"));

    assertRefused(model)
        .hasMessageContaining("no folder 'variables'")
        .hasMessageContaining("Copy the whole directory");
  }

  @Test
  void open_indexMissing() throws IOException {
    Files.delete(model.resolve("variables/variables.index"));

    assertRefused(model).hasMessageContaining("that folder without an index");
  }

  @Test
  void open_dataShardMissing() throws IOException {
    Files.delete(model.resolve("variables/variables.data-00000-of-00001"));

    assertRefused(model).hasMessageContaining("variables.data-00000-of-00001, found no such file");
  }

  @Test
  void open_dataShardCutOff() throws IOException {
    TestModels.write(model.resolve("variables/variables.data-00000-of-00001"), new byte[2]);

    assertRefused(model).hasMessageContaining("damaged or cut off");
  }

  @Test
  void open_dataShardWithAFlippedBit() throws IOException {
    Path shard = model.resolve("variables/variables.data-00000-of-00001");
    byte[] content = Files.readAllBytes(shard);
    content[0] ^= 1;
    TestModels.write(shard, content);

    assertRefused(model).hasMessageContaining("damaged or cut off");
  }

  @Test
  void open_indexThatIsNone() {
    TestModels.write(model.resolve("variables/variables.index"), new byte[100]);

    assertRefused(model).hasMessageContaining("damaged or cut off");
  }

  @Test
  void open_savedModelCutOff() throws IOException {
    Path file = model.resolve("saved_model.pb");
    byte[] content = Files.readAllBytes(file);
    TestModels.write(file, Arrays.copyOf(content, content.length / 2));

    assertRefused(model).hasMessageContaining("damaged, cut off");
  }

  @Test
  void open_savedModelOfNoise() {
    byte[] noise = new byte[1000];
    new Random(1).nextBytes(noise);
    TestModels.write(model.resolve("saved_model.pb"), noise);

    assertRefused(model).hasMessageContaining("damaged, cut off");
  }

  @Test
  void open_savedModelEmpty() {
    TestModels.write(model.resolve("saved_model.pb"), new byte[0]);

    assertRefused(model).hasMessageContaining("no graph in it");
  }

  @Test
  void open_savedModelUnderAnotherName() throws IOException {
    Path file = Files.copy(model.resolve("saved_model.pb"), directory.resolve("mine.pb"));

    assertRefused(file)
        .hasMessageContaining("the saved_model.pb of a SavedModel under another name");
  }

  @Test
  void open_operationThatTensorFlowLacks() {
    TestModels.change(
        model,
        graph ->
            withNode(
                graph,
                NodeDef.newBuilder().setName("mine").setOp("MyCustomOp").addInput("in").build()));

    assertRefused(model).hasMessageContaining("found MyCustomOp, which it does not have");
  }

  private static MetaGraphDef withNode(MetaGraphDef graph, NodeDef node) {
    return graph.toBuilder().setGraphDef(graph.getGraphDef().toBuilder().addNode(node)).build();
  }

  @Test
  void open_graphForANewerTensorFlow() {
    TestModels.change(
        model,
        graph ->
            graph.toBuilder()
                .setGraphDef(
                    graph.getGraphDef().toBuilder()
                        .setVersions(
                            VersionDef.newBuilder().setProducer(99999).setMinConsumer(99999)))
                .build());

    assertRefused(model).hasMessageContaining("asks for a newer TensorFlow");
  }

  @Test
  void open_sparseInput() {
    TestModels.change(
        model,
        graph -> {
          var signature = graph.getSignatureDefOrThrow("serving_default").toBuilder();
          var info = signature.getInputsOrThrow("x").toBuilder();
          info.getCooSparseBuilder().setValuesTensorName("in:0");
          return graph.toBuilder()
              .putSignatureDef("serving_default", signature.putInputs("x", info.build()).build())
              .build();
        });

    assertRefused(model).hasMessageContaining("sparse or composite");
  }

  @Test
  void open_assetMissing() {
    TestModels.change(
        model,
        graph ->
            graph.toBuilder()
                .addAssetFileDef(AssetFileDef.newBuilder().setFilename("vocabulary.txt"))
                .build());

    assertRefused(model).hasMessageContaining("expected assets/vocabulary.txt");
  }

  @Test
  void open_savedWithoutASignature_neverRunsTheCheckpointMachinery() {
    Path saved = TestData.project().resolve("tensorflow/src/test/resources/without_signature");

    assertRefused(saved)
        .hasMessageContaining("saved without a signature")
        .hasMessageContaining("signatures=");
  }

  @Test
  void open_outputOfAnUnreadableType_offersTheOthers() {
    GraphDef.Builder graph =
        TestModels.graph(
            tf -> {
              var x = tf.withName("x").placeholder(TFloat32.class);
              tf.withName("small").dtypes.cast(x, TUint8.class);
              tf.withName("y").math.neg(x);
            })
            .toBuilder();
    graph.getNodeBuilderList().stream()
        .filter(node -> node.getName().equals("small"))
        .forEach(
            node -> node.putAttr("DstT", AttrValue.newBuilder().setType(DataType.DT_INT8).build()));
    Path file = TestModels.write(directory.resolve("int8.pb"), graph.build().toByteArray());

    assertRefused(file)
        .hasMessageContaining("The output 'small'")
        .hasMessageContaining("found int8")
        .hasMessageContaining(".outputs(...): 'y'");
    try (ModelSession session =
        TestModels.open(file, ModelOptions.standard().withOutputs(List.of("y")))) {
      assertThat(session.description().outputs()).hasSize(1);
    }
  }

  @Test
  void open_graphThatIsNotFrozen() {
    GraphDef graph =
        TestModels.graph(
            tf -> {
              var x = tf.withName("x").placeholder(TFloat32.class);
              var weight = tf.withName("weight").variable(tf.constant(1f));
              tf.withName("y").math.mul(x, weight);
            });

    assertRefused(TestModels.write(directory.resolve("live.pb"), graph.toByteArray()))
        .hasMessageContaining("is not frozen")
        .hasMessageContaining("weight");
  }

  @Test
  void open_frozenGraphCutOff() throws IOException {
    byte[] content = Files.readAllBytes(TestModels.convolution(directory));

    assertRefused(
            TestModels.write(
                directory.resolve("half.pb"), Arrays.copyOf(content, content.length - 40)))
        .hasMessageContaining("damaged, cut off");
  }

  @Test
  void open_frozenGraphWithoutPlaceholder() {
    Path file =
        TestModels.frozen(
            directory.resolve("constant.pb"), tf -> tf.withName("y").math.neg(tf.constant(1f)));

    assertRefused(file).hasMessageContaining("found 0 placeholders");
  }

  @Test
  void open_unknownNames_namesThem() {
    Path file = TestModels.convolution(directory);

    assertThatThrownBy(
            () -> TestModels.open(file, ModelOptions.standard().withOutputs(List.of("probs"))))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("no operation 'probs'")
        .hasMessageContaining("'sum'");
    assertThatThrownBy(
            () -> TestModels.open(file, ModelOptions.standard().withOutputs(List.of("sum:3"))))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("no tensor 'sum:3'");
  }

  @Test
  void open_checkpoint_saysWhatItIs() throws IOException {
    Path checkpoint = Files.createDirectory(directory.resolve("ckpt"));
    Files.move(model.resolve("variables/variables.index"), checkpoint.resolve("model.index"));
    Path shard =
        Files.move(
            model.resolve("variables/variables.data-00000-of-00001"),
            checkpoint.resolve("model.data-00000-of-00001"));

    assertRefused(checkpoint).hasMessageContaining("weights without a graph");
    assertRefused(shard).hasMessageContaining("weights without a graph");
  }

  @Test
  void open_metaGraph_saysWhatItIs() throws IOException {
    SavedModel saved = SavedModel.parseFrom(Files.readAllBytes(model.resolve("saved_model.pb")));
    MetaGraphDef graph = saved.getMetaGraphs(0);
    byte[] content =
        graph.toBuilder()
            .setMetaInfoDef(graph.getMetaInfoDef().toBuilder().setMetaGraphVersion("1"))
            .build()
            .toByteArray();

    assertRefused(TestModels.write(directory.resolve("model.ckpt.meta.pb"), content))
        .hasMessageContaining(".meta file of a checkpoint");
  }

  @Test
  void open_tfliteAndOnnx_sayWhatTheyAre() {
    byte[] tflite = {0x1c, 0, 0, 0, 'T', 'F', 'L', '3', 0, 0};
    byte[] onnx = {8, 7, 0x12, 7, 'p', 'y', 't', 'o', 'r', 'c', 'h'};

    assertRefused(TestModels.write(directory.resolve("a.pb"), tflite))
        .hasMessageContaining("a.pb is a TensorFlow Lite model");
    assertRefused(TestModels.write(directory.resolve("b.pb"), onnx))
        .hasMessageContaining("b.pb is an ONNX model");
  }

  @Test
  void run_undecodablePictureInsideTheGraph_isARunFailure() {
    Path file =
        TestModels.frozen(
            directory.resolve("jpeg.pb"),
            tf -> {
              var bytes =
                  tf.withName("bytes")
                      .placeholder(
                          TString.class, Placeholder.shape(org.tensorflow.ndarray.Shape.scalar()));
              tf.withName("pixels").image.decodeJpeg(bytes);
            });

    try (ModelSession session = TestModels.open(file)) {
      TensorValue garbage = TensorValue.ofStrings(List.of("no picture"), Shape.of());
      assertThatThrownBy(() -> TestModels.run(session, "bytes", garbage))
          .isInstanceOf(ModelRunException.class)
          .hasMessageContaining("TensorFlow said");
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
