package io.sightline.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassifyCommandTest {
  private static final String STAR = Fixtures.picture("star-1");
  private static final String RING = Fixtures.picture("ring-1");

  @TempDir private Path directory;

  @Test
  void classify_picture_bestClassFirst() {
    CommandRun run = classify("--top", "2", STAR, RING);

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.lines()).hasSize(6);
    assertThat(run.lines().get(0)).isEqualTo(STAR);
    assertThat(run.lines().get(1)).matches("  [01]\\.\\d{4}  star \\(7\\)");
    assertThat(run.lines().get(2)).matches("  [01]\\.\\d{4}  [a-z]+ \\(\\d\\)");
    assertThat(run.lines().get(3)).isEqualTo(RING);
    assertThat(run.lines().get(4)).contains("  ring (");
  }

  @Test
  void classifyJson_picture_hasTheKeysOfTheContract() {
    CommandRun run = classify("--json", STAR);

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.json()).hasSize(1);
    JsonObject object = run.json().get(0);
    assertThat(object.keySet()).containsExactly("image", "ok", "predictions", "millis");
    assertThat(object.get("image").getAsString()).isEqualTo(STAR);
    assertThat(object.get("ok").getAsBoolean()).isTrue();
    JsonArray predictions = object.getAsJsonArray("predictions");
    assertThat(predictions).hasSize(5);
    assertThat(predictions)
        .allSatisfy(
            entry ->
                assertThat(entry.getAsJsonObject().keySet())
                    .containsExactly("index", "label", "score"));
    JsonObject best = predictions.get(0).getAsJsonObject();
    assertThat(best.get("index").getAsInt()).isEqualTo(7);
    assertThat(best.get("label").getAsString()).isEqualTo("star");
    JsonObject millis = object.getAsJsonObject("millis");
    assertThat(millis.keySet()).containsExactly("decode", "preprocess", "model", "postprocess");
    assertThat(millis.asMap().values())
        .allSatisfy(value -> assertThat(value.getAsDouble()).isNotNegative());
    assertThat(millis.get("decode").getAsDouble()).isPositive();
    assertThat(millis.get("model").getAsDouble()).isPositive();
  }

  @Test
  void classifyJson_scores_areThoseOfTheModelBitForBit() {
    // given the same tensor through preprocess and run
    Path input = directory.resolve("star.npy");
    String[] preprocess = {
      "preprocess",
      "--model",
      Fixtures.MODEL,
      "--normalize",
      "signed",
      "--out",
      input.toString(),
      STAR
    };
    assertThat(CommandRun.of(preprocess).status()).isZero();
    String[] model = {
      "run", "--model", Fixtures.MODEL, "--input", input.toString(), "--out", directory.toString()
    };
    assertThat(CommandRun.of(model).status()).isZero();
    float[] scores = Fixtures.readNpy(directory.resolve("scores.npy")).floats();

    JsonArray predictions =
        classify("--json", "--top", "9", STAR).json().get(0).getAsJsonArray("predictions");

    assertThat(predictions).hasSize(9);
    float previous = Float.POSITIVE_INFINITY;
    double sum = 0;
    for (JsonElement entry : predictions) {
      float score = entry.getAsJsonObject().get("score").getAsFloat();
      assertThat(score)
          .isEqualTo(scores[entry.getAsJsonObject().get("index").getAsInt()])
          .isLessThanOrEqualTo(previous);
      previous = score;
      sum += score;
    }
    assertThat(sum).isCloseTo(1, within(1e-5));
  }

  @Test
  void classify_noLabels_areTheIndices() {
    CommandRun run =
        CommandRun.of(
            "classify",
            "--model",
            Fixtures.MODEL,
            "--normalize",
            "signed",
            "--json",
            "--top",
            "1",
            STAR);

    assertThat(run.status()).isZero();
    JsonObject best = run.json().get(0).getAsJsonArray("predictions").get(0).getAsJsonObject();
    assertThat(best.get("index").getAsInt()).isEqualTo(7);
    assertThat(best.get("label").getAsString()).isEqualTo("7");
  }

  @Test
  void classify_noNormalization_warnsOnStandardError() {
    CommandRun run =
        CommandRun.of("classify", "--model", Fixtures.MODEL, "--labels", Fixtures.LABELS, STAR);

    assertThat(run.status()).isZero();
    assertThat(run.err()).contains("--normalize");
  }

  @Test
  void classifyJson_brokenPicture_costsItselfAlone() {
    String broken = Fixtures.writeBroken(directory.resolve("broken.png")).toString();
    String missing = directory.resolve("missing.png").toString();

    CommandRun run = classify("--json", STAR, broken, missing, RING);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.json())
        .extracting(object -> object.get("image").getAsString())
        .containsExactly(STAR, broken, missing, RING);
    assertThat(run.json())
        .extracting(object -> object.get("ok").getAsBoolean())
        .containsExactly(true, false, false, true);
    for (JsonObject failure : run.json().subList(1, 3)) {
      assertThat(failure.keySet()).containsExactly("image", "ok", "error");
      JsonObject error = failure.getAsJsonObject("error");
      assertThat(error.keySet()).containsExactly("type", "message");
      assertThat(error.get("type").getAsString()).isEqualTo("ImageDecodeException");
      assertThat(error.get("message").getAsString()).contains(failure.get("image").getAsString());
    }
  }

  @Test
  void classify_brokenPicture_isToldOnStandardError() {
    String broken = Fixtures.writeBroken(directory.resolve("broken.png")).toString();

    CommandRun run = classify("--top", "1", broken, STAR);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.lines()).hasSize(2).first().isEqualTo(STAR);
    assertThat(run.err()).startsWith("sightline: ").contains(broken).doesNotContain("\tat ");
  }

  @Test
  void classify_folder_isWalkedInOrderOfNames() {
    Path folder = directory.resolve("folder");
    List<Path> files =
        Stream.of("a.png", "b/c.png", "b/d/e.png", "z.png")
            .map(name -> Fixtures.writePicture(folder.resolve(name), 17, 11))
            .toList();

    CommandRun run = classify("--json", STAR, folder.toString());

    assertThat(run.status()).isZero();
    List<String> expected = new ArrayList<>(List.of(STAR));
    files.forEach(file -> expected.add(file.toString()));
    assertThat(images(run)).isEqualTo(expected);
  }

  @Test
  void classify_linkToAFolder_isWalkedUnderItsOwnName() throws IOException {
    Fixtures.writePicture(directory.resolve("folder/a.png"), 17, 11);
    Path link = directory.resolve("link");
    try {
      Files.createSymbolicLink(link, directory.resolve("folder"));
    } catch (FileSystemException | UnsupportedOperationException e) {
      assumeTrue(false, "Skipped: no symbolic links here: " + e);
    }

    CommandRun run = classify("--json", link.toString());

    assertThat(run.status()).isZero();
    assertThat(images(run)).containsExactly(link.resolve("a.png").toString());
  }

  @Test
  void classify_dash_readsAListOfFilesAndFolders() {
    Path inFolder = Fixtures.writePicture(directory.resolve("folder/a b.png"), 17, 11);

    CommandRun run =
        CommandRun.withInput(
            RING + "\n\n" + directory.resolve("folder") + "\r\n" + STAR,
            "classify",
            "--model",
            Fixtures.MODEL,
            "--normalize",
            "signed",
            "--json",
            STAR,
            "-");

    assertThat(run.status()).isZero();
    assertThat(images(run)).containsExactly(STAR, RING, inFolder.toString(), STAR);
  }

  @Test
  void classify_emptyListOrFolder_isWrongUsage() throws IOException {
    Path empty = Files.createDirectory(directory.resolve("empty"));

    assertThat(classify("-").status()).isEqualTo(2);
    assertThat(classify(empty.toString()).status()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--size 0x5 | --size",
        "--size 64 | 224x224",
        "--top 0 | 1",
        "--top -1 | 1",
        "--top five | --top",
        "--fit squeeze | --fit",
        "--resample bilinear | pillow:nearest",
        "--resample pillow:cubic | bicubic",
        "--resample pillow:box:antialias | antialias behind it",
        "--resample torch:bilinear | opencv:nearest",
        "--like pytorch | teachable_machine",
        "--decode jpeg | --decode",
        "--orientation up | --orientation",
        "--normalize tf | MEAN",
        "--normalize 1,2:3,4 | --normalize",
        "--normalize 1:0 | --normalize",
        "--normalize a:b | 'a'",
        "--channels cmyk | --channels",
        "--layout chw | --layout",
        "--nonsense | --nonsense",
      })
  void classify_wrongStep_isWrongUsage(String option, String said) {
    List<String> arguments = new ArrayList<>(List.of("classify", "--model", Fixtures.MODEL));
    arguments.addAll(List.of(option.split(" ")));
    arguments.add(STAR);

    CommandRun run = CommandRun.ofAll(arguments);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(said).doesNotContain("\tat ");
  }

  @Test
  void classify_noPictureOrNoModel_isWrongUsage() {
    assertThat(classify().status()).isEqualTo(2);
    CommandRun run = CommandRun.of("classify", STAR);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--model");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--channels gray", "--layout nchw", "--size 32x32"})
  void classify_stepThatContradictsTheModel_isUnusable(String option) {
    List<String> arguments = new ArrayList<>(List.of("classify", "--model", Fixtures.MODEL));
    arguments.addAll(List.of(option.split(" ")));
    arguments.addAll(List.of("--json", STAR));

    CommandRun run = CommandRun.ofAll(arguments);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("sightline: ").contains("expected");
  }

  @Test
  void classify_modelThatCannotBeUsed_isUnusable() throws IOException {
    Path text = Files.writeString(directory.resolve("model.pb"), "no model");

    CommandRun run = CommandRun.of("classify", "--model", text.toString(), "--json", STAR);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("sightline: ").contains("model.pb").doesNotContain("\tat ");
  }

  @Test
  void classify_wholeLines_keepNumbersInFrontOfNames() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String name : Files.readAllLines(Path.of(Fixtures.LABELS))) {
      lines.add(lines.size() + " " + name);
    }
    String file = Files.write(directory.resolve("labels.txt"), lines).toString();
    String[] command = {"classify", "--model", Fixtures.MODEL, "--labels", file, "--json", STAR};
    List<String> wholeLines = new ArrayList<>(List.of(command));
    wholeLines.add("--whole-lines");

    assertThat(bestLabel(CommandRun.of(command))).doesNotContain(" ");
    assertThat(bestLabel(CommandRun.ofAll(wholeLines)))
        .endsWith(" " + bestLabel(CommandRun.of(command)));
  }

  private static String bestLabel(CommandRun run) {
    JsonObject best = run.json().get(0).getAsJsonArray("predictions").get(0).getAsJsonObject();
    return best.get("label").getAsString();
  }

  @Test
  void classify_labelsOfAnotherCount_isUnusable() throws IOException {
    Path labels = Files.writeString(directory.resolve("labels.txt"), "one\ntwo\n");

    CommandRun run =
        CommandRun.of(
            "classify", "--model", Fixtures.MODEL, "--labels", labels.toString(), "--json", STAR);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("2").contains("9").contains("labels");
  }

  @Test
  void classify_labelFileThatCannotBeRead_isUnusable() throws IOException {
    Path empty = Files.writeString(directory.resolve("empty.txt"), "");
    for (Path file : List.of(directory.resolve("missing.txt"), empty, directory)) {
      CommandRun run =
          CommandRun.of("classify", "--model", Fixtures.MODEL, "--labels", file.toString(), STAR);

      assertThat(run.status()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).startsWith("sightline: ").contains(file.toString());
    }
  }

  @Test
  void classify_severalPictures_showTheirProgressOnATerminalAlone() {
    assertThat(classify(STAR, RING).err()).isEmpty();
    System.setProperty("sightline.terminal", "true");
    try {
      CommandRun run = classify("--json", STAR, RING);

      assertThat(run.err()).contains("] 1/2").contains("] 2/2");
      assertThat(run.json()).hasSize(2);
    } finally {
      System.clearProperty("sightline.terminal");
    }
  }

  @Test
  void classify_outputThatIsNot_isUnusable() {
    CommandRun run = classify("--output", "boxes", STAR);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("boxes").contains("scores");
  }

  private static CommandRun classify(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "classify",
                "--model",
                Fixtures.MODEL,
                "--labels",
                Fixtures.LABELS,
                "--normalize",
                "signed"));
    all.addAll(List.of(arguments));
    return CommandRun.ofAll(all);
  }

  private static List<String> images(CommandRun run) {
    return run.json().stream().map(object -> object.get("image").getAsString()).toList();
  }
}
