package io.sightline.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sightline.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class InspectCommandTest {
  @TempDir private Path directory;

  @Test
  void inspect_bundledModel_saysWhatItTakesAndGives() {
    CommandRun run = CommandRun.of("inspect", Fixtures.MODEL);

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.lines())
        .contains(
            "model        " + Fixtures.MODEL,
            "tags         serve",
            "signature *  serving_default",
            "input        image: float32 [?, 64, 64, 3]",
            "output       scores: float32 [?, 9]",
            "parameters   48025")
        .anyMatch(line -> line.equals("format       TensorFlow SavedModel"))
        .anyMatch(line -> line.startsWith("written by   "))
        .anyMatch(line -> line.startsWith("contract     classification: it takes pictures"))
        .anyMatch(line -> line.startsWith("try          sightline classify --model "));
  }

  /** The two parts of a whole model, each in a file of its own. */
  @Test
  void inspect_kerasWeightsAlone_takesTheArchitecture() throws IOException {
    Path weights = directory.resolve("weights.h5");
    Path architecture = directory.resolve("model.json");
    try (ZipFile whole = new ZipFile(TestData.golden("keras/models/k3_nested.keras").toFile())) {
      Files.copy(whole.getInputStream(whole.getEntry("model.weights.h5")), weights);
      Files.copy(whole.getInputStream(whole.getEntry("config.json")), architecture);
    }

    CommandRun run =
        CommandRun.of("inspect", "--architecture", architecture.toString(), weights.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.lines()).anyMatch(line -> line.startsWith("written by   Keras 3"));
    assertThat(CommandRun.of("inspect", weights.toString()).err()).contains("weights only");
  }

  @Test
  void inspectJson_bundledModel_isOneObjectWithAllKeys() {
    CommandRun run = CommandRun.of("inspect", "--json", Fixtures.MODEL);

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.json()).hasSize(1);
    JsonObject object = run.json().get(0);
    assertThat(object.keySet())
        .containsExactly(
            "model",
            "format",
            "version",
            "tags",
            "signature",
            "signatures",
            "inputs",
            "outputs",
            "contract",
            "parameters",
            "operations",
            "notes",
            "command");
    assertThat(object.get("model").getAsString()).isEqualTo(Fixtures.MODEL);
    assertThat(object.get("format").getAsString()).isEqualTo("TensorFlow SavedModel");
    assertThat(object.get("version").getAsString()).isNotEmpty();
    assertThat(object.get("tags")).isEqualTo(parse("['serve']"));
    assertThat(object.get("signature").getAsString()).isEqualTo("serving_default");
    JsonArray inputs = parse("[{'name': 'image', 'type': 'float32', 'shape': [null, 64, 64, 3]}]");
    JsonArray outputs = parse("[{'name': 'scores', 'type': 'float32', 'shape': [null, 9]}]");
    assertThat(object.get("inputs")).isEqualTo(inputs);
    assertThat(object.get("outputs")).isEqualTo(outputs);
    JsonObject signature = object.getAsJsonObject("signatures").getAsJsonObject("serving_default");
    assertThat(signature.keySet()).containsExactly("inputs", "outputs");
    assertThat(signature.get("inputs")).isEqualTo(inputs);
    assertThat(signature.get("outputs")).isEqualTo(outputs);
    JsonObject contract = object.getAsJsonObject("contract");
    assertThat(contract.keySet()).containsExactly("name", "reason");
    assertThat(contract.get("name").getAsString()).isEqualTo("classification");
    assertThat(object.get("parameters").getAsLong()).isEqualTo(48_025);
    assertThat(object.getAsJsonObject("operations").get("Conv2D").getAsInt()).isEqualTo(4);
    assertThat(object.get("notes").isJsonArray()).isTrue();
    assertThat(object.get("command").getAsString()).startsWith("sightline classify --model ");
  }

  @Test
  void inspectJson_command_runsOnceItsPlaceholdersAreFilled() {
    JsonObject object = CommandRun.of("inspect", "--json", Fixtures.MODEL).json().get(0);
    List<String> words =
        Arrays.stream(object.get("command").getAsString().split(" "))
            .skip(1)
            .map(word -> word.contains("|") ? "signed" : word)
            .map(word -> word.equals("LABELS.txt") ? Fixtures.LABELS : word)
            .map(word -> word.equals("IMAGE") ? Fixtures.picture("star-1") : word)
            .collect(Collectors.toList());

    CommandRun run = CommandRun.ofAll(words);

    assertThat(run.status()).isZero();
    assertThat(run.lines().get(1)).endsWith("  star (7)");
  }

  @Test
  void inspectJson_unknownRank_isANullShape() {
    Path model =
        Fixtures.writeGraph(
            directory.resolve("any.pb"),
            tf -> {
              var x = tf.withName("x").placeholder(TFloat32.class);
              tf.withName("y").math.mul(x, tf.constant(2f));
            });

    CommandRun run = CommandRun.of("inspect", "--json", model.toString());

    assertThat(run.status()).isZero();
    JsonObject object = run.json().get(0);
    JsonObject input = object.getAsJsonArray("inputs").get(0).getAsJsonObject();
    assertThat(input.keySet()).containsExactly("name", "type", "shape");
    assertThat(input.get("shape").isJsonNull()).isTrue();
    assertThat(object.keySet()).contains("signature");
    assertThat(object.get("signature").isJsonNull()).isTrue();
    assertThat(object.getAsJsonObject("contract").get("name").getAsString()).isEqualTo("unknown");
  }

  @Test
  void inspectJson_scalar_isAnEmptyShape() {
    Path model =
        Fixtures.writeGraph(
            directory.resolve("scalar.pb"),
            tf -> {
              var x =
                  tf.withName("x")
                      .placeholder(
                          TFloat32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.scalar()));
              tf.withName("y").math.mul(x, tf.constant(2f));
            });

    CommandRun run = CommandRun.of("inspect", "--json", model.toString());

    JsonObject input = run.json().get(0).getAsJsonArray("inputs").get(0).getAsJsonObject();
    assertThat(input.get("shape")).isEqualTo(new JsonArray());
  }

  @Test
  void inspect_unknownRank_saysSo() {
    Path model =
        Fixtures.writeGraph(
            directory.resolve("any.pb"),
            tf -> tf.withName("y").math.neg(tf.withName("x").placeholder(TFloat32.class)));

    CommandRun run = CommandRun.of("inspect", model.toString());

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("x").contains("float32 unknown rank");
  }

  @Test
  void inspect_missingModel_isUnusable() {
    CommandRun run = CommandRun.of("inspect", directory.resolve("none").toString());

    assertUnusable(run, "none");
  }

  @Test
  void inspect_noModel_isUnusable() throws IOException {
    Path text = Files.writeString(directory.resolve("model.txt"), "no model");

    assertUnusable(CommandRun.of("inspect", text.toString()), "model.txt");
    assertUnusable(CommandRun.of("inspect", directory.toString()), directory.toString());
  }

  @Test
  void inspect_unknownSignature_isUnusable() {
    CommandRun run = CommandRun.of("inspect", "--signature", "train", Fixtures.MODEL);

    assertUnusable(run, "serving_default");
  }

  @Test
  void inspect_unknownTags_isUnusable() {
    assertUnusable(CommandRun.of("inspect", "--tags", "gpu", Fixtures.MODEL), "serve");
  }

  @Test
  void inspect_wrongUsage_isTwoAndShowsTheUsage() {
    assertThat(CommandRun.of("inspect").status()).isEqualTo(2);
    assertThat(CommandRun.of("inspect", "a", "b").status()).isEqualTo(2);
    CommandRun run = CommandRun.of("inspect", "--yaml", Fixtures.MODEL);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("--yaml");
  }

  @Test
  void sightline_noOrUnknownCommand_isWrongUsage() {
    assertThat(CommandRun.of().status()).isEqualTo(2);
    CommandRun run = CommandRun.of("clasify");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("clasify");
  }

  @Test
  void help_everyCommand_goesToStandardOutput() {
    for (String command : List.of("inspect", "classify", "preprocess", "run", "demo")) {
      CommandRun run = CommandRun.of(command, "--help");

      assertThat(run.status()).isZero();
      assertThat(run.out()).contains("Usage: sightline " + command);
      assertThat(run.err()).isEmpty();
    }
  }

  private static void assertUnusable(CommandRun run, String said) {
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("sightline: ").contains(said).doesNotContain("\tat ");
  }

  private static JsonArray parse(String json) {
    return JsonParser.parseString(json).getAsJsonArray();
  }
}
