package io.sightline.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.TextFormat;
import io.sightline.error.ModelLoadException;
import io.sightline.model.ModelOptions;
import io.sightline.model.ModelSession;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import io.sightline.testing.TestData;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

class TensorFlowModelLoaderTest {
  @TempDir Path directory;

  @Test
  void open_savedModel_describesItself() {
    Path model = TestModels.savedModel(directory.resolve("triple"));

    try (ModelSession session = TestModels.open(model)) {
      var description = session.description();
      assertThat(description.format()).isEqualTo("TensorFlow SavedModel");
      assertThat(description.tags()).containsExactly("serve");
      assertThat(description.signature()).hasValue("serving_default");
      assertThat(description.inputs())
          .containsExactly(new TensorSpec("x", ElementType.FLOAT32, Shape.of(-1, 2)));
      assertThat(description.outputs())
          .containsExactly(new TensorSpec("y", ElementType.FLOAT32, Shape.of(-1, 2)));
      assertThat(description.parameters()).hasValue(1);
      assertThat(description.operations()).containsKey("Mul");
      assertTriples(session);
    }
  }

  private static void assertTriples(ModelSession session) {
    TensorValue x = TestModels.floats(Shape.of(1, 2), 2, -5);
    assertThat(TestModels.run(session, "x", x))
        .containsEntry("y", TestModels.floats(Shape.of(1, 2), 6, -15));
  }

  /** The names of the weights' files and of operations have digits. */
  @Test
  void open_localeWithDigitsOfItsOwn_opensIt() {
    Path model = TestModels.savedModel(directory.resolve("triple"));
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try (ModelSession session = TestModels.open(model);
        ModelSession repaired = TestModels.open(savedByTensorFlow())) {
      assertTriples(session);
      assertThat(repaired.description().notes())
          .anySatisfy(note -> assertThat(note).contains("left out 4 variables"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void open_parentOfTheSavedModel_opensIt() {
    Path model = TestModels.savedModel(directory.resolve("a/b/1"));

    try (ModelSession session = TestModels.open(directory.resolve("a"))) {
      assertTriples(session);
      assertThat(session.description().notes())
          .anySatisfy(note -> assertThat(note).contains(model.getFileName().toString()));
    }
  }

  @Test
  void open_fileInsideTheSavedModel_opensIt() {
    Path model = TestModels.savedModel(directory.resolve("triple"));

    try (ModelSession session = TestModels.open(model.resolve("saved_model.pb"))) {
      assertTriples(session);
    }
  }

  @Test
  void open_severalSavedModelsBelow_listsThem() {
    Path one = TestModels.savedModel(directory.resolve("1"));
    Path two = TestModels.savedModel(directory.resolve("2"));

    assertThat(one).isNotEqualTo(two);
    assertThatThrownBy(() -> TestModels.open(directory))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("more than one SavedModel")
        .hasMessageContaining("1, 2");
  }

  @Test
  void open_zipOfASavedModel_unpacksOpensAndCleansUp() throws IOException {
    Path model = TestModels.savedModel(directory.resolve("model/triple"));
    Path zip = directory.resolve("triple.model");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (Path file : files(model)) {
        out.putNextEntry(new ZipEntry("triple/" + model.relativize(file)));
        Files.copy(file, out);
      }
    }
    long before = temporaryDirectories();

    try (ModelSession session = TestModels.open(zip)) {
      assertThat(temporaryDirectories()).isEqualTo(before);
      assertTriples(session);
    }
  }

  @Test
  void open_tarGzOfASavedModel_opensIt() throws IOException {
    Path model = TestModels.savedModel(directory.resolve("triple"));
    Path tar = directory.resolve("triple.tar.gz");
    try (var out = new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(tar)))) {
      for (Path file : files(model)) {
        out.putArchiveEntry(new TarArchiveEntry(file.toFile(), "./" + model.relativize(file)));
        Files.copy(file, out);
        out.closeArchiveEntry();
      }
    }

    try (ModelSession session = TestModels.open(tar)) {
      assertTriples(session);
    }
  }

  @Test
  void open_archiveThatLeadsOutside_isRefusedAndWritesNothing() throws IOException {
    Path zip = directory.resolve("evil.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("saved_model.pb"));
      out.putNextEntry(new ZipEntry("../../evil.txt"));
      out.write(1);
    }

    assertThatThrownBy(() -> TestModels.open(zip))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("leads out of it");
    assertThat(Path.of(System.getProperty("java.io.tmpdir")).resolveSibling("evil.txt"))
        .doesNotExist();
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static long temporaryDirectories() throws IOException {
    try (Stream<Path> paths = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return paths.filter(path -> path.toString().contains("sightline-model")).count();
    }
  }

  @Test
  void open_savedModelAsText_opensIt() throws IOException {
    Path model = TestModels.savedModel(directory.resolve("triple"));
    Path binary = model.resolve("saved_model.pb");
    String text =
        TextFormat.printer().printToString(SavedModel.parseFrom(Files.readAllBytes(binary)));
    Files.writeString(model.resolve("saved_model.pbtxt"), text);
    Files.delete(binary);

    try (ModelSession session = TestModels.open(model)) {
      assertTriples(session);
    }
  }

  @Test
  void open_emptyTagSet_opensIt() {
    Path model = TestModels.savedModel(directory.resolve("triple"));
    TestModels.change(
        model,
        graph ->
            graph.toBuilder()
                .setMetaInfoDef(graph.getMetaInfoDef().toBuilder().clearTags())
                .build());

    try (ModelSession session =
        TestModels.open(model, ModelOptions.standard().withTags(Set.of()))) {
      assertThat(session.description().tags()).isEmpty();
      assertTriples(session);
    }
    try (ModelSession session = TestModels.open(model)) {
      assertTriples(session);
    }
  }

  @Test
  void open_wrongTags_listsThoseThereAre() {
    Path model = TestModels.savedModel(directory.resolve("triple"));

    assertThatThrownBy(
            () -> TestModels.open(model, ModelOptions.standard().withTags(Set.of("gpu"))))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("no graph with the tags [gpu]")
        .hasMessageContaining("[serve]");
  }

  @Test
  void open_wrongSignature_listsThoseThereAre() {
    Path model = TestModels.savedModel(directory.resolve("triple"));

    assertThatThrownBy(
            () -> TestModels.open(model, ModelOptions.standard().withSignature("predict")))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("no signature 'predict'")
        .hasMessageContaining("'serving_default' (x -> y)");
  }

  @Test
  void open_severalSignaturesWithoutDefault_asks() {
    Path model = TestModels.savedModel(directory.resolve("triple"));
    TestModels.change(
        model,
        graph -> {
          var signature = graph.getSignatureDefOrThrow("serving_default");
          return graph.toBuilder()
              .removeSignatureDef("serving_default")
              .putSignatureDef("one", signature)
              .putSignatureDef("two", signature)
              .build();
        });

    assertThatThrownBy(() -> TestModels.open(model))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("'one' (x -> y), 'two' (x -> y)")
        .hasMessageContaining(".signature(");
    try (ModelSession session =
        TestModels.open(model, ModelOptions.standard().withSignature("two"))) {
      assertTriples(session);
    }
  }

  @Test
  void open_noSignature_takesTheGraphsEnds() {
    Path model = TestModels.savedModel(directory.resolve("triple"));
    TestModels.change(model, graph -> graph.toBuilder().clearSignatureDef().build());

    try (ModelSession session = TestModels.open(model)) {
      assertThat(session.description().inputs()).extracting(TensorSpec::name).containsExactly("in");
      assertThat(session.description().outputs())
          .extracting(TensorSpec::name)
          .containsExactly("out");
    }
  }

  @Test
  void open_twoOutputsOfTheSameTensor_givesBoth() {
    Path model = TestModels.savedModel(directory.resolve("triple"));
    TestModels.change(
        model,
        graph -> {
          var signature = graph.getSignatureDefOrThrow("serving_default");
          var twice = signature.toBuilder().putOutputs("z", signature.getOutputsOrThrow("y"));
          return graph.toBuilder().putSignatureDef("serving_default", twice.build()).build();
        });

    try (ModelSession session = TestModels.open(model)) {
      var outputs = TestModels.run(session, "x", TestModels.floats(Shape.of(1, 2), 1, 2));
      assertThat(outputs.keySet()).containsExactly("y", "z");
      assertThat(outputs.get("y")).isEqualTo(outputs.get("z"));
    }
  }

  @Test
  void open_keras3ModelSavedByTensorFlow_restoresWhatTheLoaderLeavesOut() {
    try (ModelSession session = TestModels.open(savedByTensorFlow())) {
      float[] pixels = new float[60];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = i / 60f;
      }
      var outputs = TestModels.run(session, "inputs", TensorValue.of(pixels, Shape.of(1, 5, 4, 3)));
      assertThat(outputs.get("output_0").floats())
          .containsExactly(new float[] {-0.004301101f, -0.75851035f, 1.2995826f}, within(1e-6f));
      assertThat(session.description().notes())
          .anySatisfy(note -> assertThat(note).contains("left out 4 variables"));
    }
  }

  /** A model of Keras 3, whose variables the loader leaves out in part. */
  private static Path savedByTensorFlow() {
    return TestData.project().resolve("tensorflow/src/test/resources/keras3_saved_by_tf");
  }

  @Test
  void open_frozenGraph_findsItsEnds() {
    try (ModelSession session = TestModels.open(TestModels.convolution(directory))) {
      assertThat(session.description().inputs())
          .containsExactly(new TensorSpec("image", ElementType.FLOAT32, Shape.of(-1, 8, 8, 3)));
      assertThat(session.description().outputs())
          .containsExactly(new TensorSpec("sum", ElementType.FLOAT32, Shape.of(-1, 6, 6, 1)));
    }
  }

  @Test
  void open_frozenGraphAsText_opensIt() throws IOException {
    Path text = directory.resolve("graph.txt");
    var graph =
        TestModels.graph(
            tf -> {
              var x = tf.withName("x").placeholder(TFloat32.class);
              tf.withName("y").math.neg(x);
            });
    Files.write(text, TextFormat.printer().printToString(graph).getBytes(StandardCharsets.UTF_8));

    try (ModelSession session = TestModels.open(text)) {
      assertThat(session.description().inputs().get(0).shape()).isEqualTo(Shape.unknown());
      assertThat(TestModels.run(session, "x", TestModels.floats(Shape.of(), 4)))
          .containsEntry("y", TestModels.floats(Shape.of(), -4));
    }
  }

  @Test
  void open_frozenGraphWithTrainingLeftovers_asksForTheOutputs() {
    Path file =
        TestModels.frozen(
            directory.resolve("leftovers.pb"),
            tf -> {
              var x = tf.withName("x").placeholder(TFloat32.class);
              var truth = tf.withName("truth").placeholder(TFloat32.class);
              var y = tf.math.neg(x);
              tf.withName("answer").identity(y);
              tf.withName("loss").math.sub(y, truth);
            });

    assertThatThrownBy(() -> TestModels.open(file))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("'answer' (needs x)")
        .hasMessageContaining("'loss' (needs truth, x)");
    try (ModelSession session =
        TestModels.open(file, ModelOptions.standard().withOutputs(List.of("answer")))) {
      assertThat(session.description().inputs()).extracting(TensorSpec::name).containsExactly("x");
    }
  }

  @Test
  void open_lastOperationWithSeveralOutputs_givesAll() {
    Path file =
        TestModels.frozen(
            directory.resolve("top.pb"),
            tf ->
                tf.withName("top")
                    .nn
                    .topK(
                        tf.withName("x").placeholder(TFloat32.class),
                        tf.constant(2),
                        TInt32.class));

    try (ModelSession session = TestModels.open(file)) {
      var outputs = TestModels.run(session, "x", TestModels.floats(Shape.of(3), 1, 9, 4));
      assertThat(outputs.keySet()).containsExactly("top", "top:1");
      assertThat(outputs.get("top:1").ints()).containsExactly(1, 2);
    }
  }

  @Test
  void open_onlyAPlaceholderWithDefault_feedsIt() {
    Path file =
        TestModels.frozen(
            directory.resolve("default.pb"),
            tf ->
                tf.withName("y")
                    .math
                    .neg(
                        tf.withName("x")
                            .placeholderWithDefault(
                                tf.constant(1f), org.tensorflow.ndarray.Shape.scalar())));

    try (ModelSession session = TestModels.open(file)) {
      assertThat(TestModels.run(session, "x", TestModels.floats(Shape.of(), 5)))
          .containsEntry("y", TestModels.floats(Shape.of(), -5));
    }
  }

  @Test
  void open_graphSavedForAGpu_runsOnWhatThereIs() {
    var graph =
        TestModels.graph(
            tf -> tf.withName("y").math.neg(tf.withName("x").placeholder(TFloat32.class)))
            .toBuilder();
    graph.getNodeBuilderList().forEach(node -> node.setDevice("/device:GPU:0"));
    Path file = TestModels.write(directory.resolve("gpu.pb"), graph.build().toByteArray());

    try (ModelSession session = TestModels.open(file)) {
      assertThat(TestModels.run(session, "x", TestModels.floats(Shape.of(), 5)))
          .containsEntry("y", TestModels.floats(Shape.of(), -5));
    }
  }

  @Test
  void open_namedInsideTensor_feedsThere() {
    Path file =
        TestModels.frozen(
            directory.resolve("chain.pb"),
            tf -> {
              var x = tf.withName("x").placeholder(TFloat32.class);
              var middle = tf.withName("middle").math.neg(x);
              tf.withName("y").math.square(middle);
            });

    try (ModelSession session =
        TestModels.open(
            file,
            ModelOptions.standard().withInputs(List.of("middle:0")).withOutputs(List.of("y")))) {
      assertThat(TestModels.run(session, "middle", TestModels.floats(Shape.of(), 5)))
          .containsEntry("y", TestModels.floats(Shape.of(), 25));
    }
  }

  @Test
  void claims_otherFiles_claimsNone() throws IOException {
    TensorFlowModelLoader loader = new TensorFlowModelLoader();
    Path text = Files.writeString(directory.resolve("a.pb"), "nodes of a story\n");
    Path empty = Files.createFile(directory.resolve("empty.pb"));
    Path zip = directory.resolve("some.zip");
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream entries = new ZipOutputStream(out)) {
      entries.putNextEntry(new ZipEntry("readme"));
    }

    assertThat(List.of(text, empty, zip, directory, directory.resolve("missing")))
        .noneMatch(loader::claims);
  }
}
