package io.sightline.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
  @TempDir private Path directory;

  private Path data() {
    return directory.resolve("data");
  }

  /**
   * The bundled pictures, each in a folder that is called as its class: {@code star/star-1.png}.
   */
  private void writeData() throws IOException {
    try (Stream<Path> pictures = Files.list(Fixtures.PICTURES)) {
      for (Path picture : pictures.toList()) {
        String name = picture.getFileName().toString();
        put(picture, name.substring(0, name.indexOf('-')));
      }
    }
  }

  private void put(Path picture, String folder) throws IOException {
    Path target = data().resolve(folder).resolve(picture.getFileName());
    Files.createDirectories(target.getParent());
    Files.copy(picture, target);
  }

  private static CommandRun evaluate(Path data, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("evaluate", "--model", Fixtures.MODEL, "--data", data.toString()));
    arguments.addAll(List.of("--normalize", "signed"));
    arguments.addAll(List.of(more));
    return CommandRun.ofAll(arguments);
  }

  @Test
  void evaluate_bundledPictures_areAllRight() throws IOException {
    writeData();

    CommandRun run = evaluate(data(), "--labels", Fixtures.LABELS);

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.lines())
        .startsWith("12 pictures: 12 evaluated, 0 failed", "top-1                       1.0000")
        .anyMatch(line -> line.matches("crescent +2 +1\\.0000 +1\\.0000 +1\\.0000"))
        .anyMatch(line -> line.matches("macro average +1\\.0000 +1\\.0000 +1\\.0000"));
    assertThat(run.out()).doesNotContain("confused most");
  }

  @Test
  void evaluateJson_picturesInAForeignFolder_areConfusions() throws IOException {
    writeData();
    put(Path.of(Fixtures.picture("ring-1")), "star");
    put(Path.of(Fixtures.picture("cross-1")), "star");

    CommandRun run = evaluate(data(), "--labels", Fixtures.LABELS, "--json");

    assertThat(run.status()).isZero();
    JsonObject report = run.json().get(0);
    assertThat(run.lines()).hasSize(1);
    assertThat(report.get("pictures").getAsInt()).isEqualTo(14);
    assertThat(report.get("top_1").getAsDouble()).isCloseTo(12 / 14.0, within(1e-15));
    assertThat(report.get("top_5").getAsDouble()).isBetween(12 / 14.0, 1.0);
    JsonObject star = report.getAsJsonArray("classes").get(7).getAsJsonObject();
    assertThat(star.get("label").getAsString()).isEqualTo("star");
    assertThat(star.get("support").getAsInt()).isEqualTo(3);
    assertThat(star.get("precision").getAsDouble()).isEqualTo(1);
    assertThat(star.get("recall").getAsDouble()).isCloseTo(1 / 3.0, within(1e-15));
    JsonArray counts = report.getAsJsonObject("confusion_matrix").getAsJsonArray("counts");
    int total = 0;
    for (JsonElement row : counts) {
      for (JsonElement count : row.getAsJsonArray()) {
        total += count.getAsInt();
      }
    }
    assertThat(counts).hasSize(9);
    assertThat(total).isEqualTo(14);
    assertThat(report.getAsJsonObject("calibration").getAsJsonArray("bins")).hasSize(15);
    assertThat(evaluate(data(), "--labels", Fixtures.LABELS).lines())
        .containsSequence("confused most", "  star taken for cross: 1", "  star taken for ring: 1");
  }

  @Test
  void evaluate_brokenPicture_isNamedAndCountsBeside() throws IOException {
    writeData();
    Path broken = Fixtures.writeBroken(data().resolve("star").resolve("broken.png"));
    Files.writeString(data().resolve("notes.txt"), "where they come from");

    CommandRun table = evaluate(data(), "--labels", Fixtures.LABELS);
    CommandRun json = evaluate(data(), "--labels", Fixtures.LABELS, "--json");

    assertThat(table.status()).isEqualTo(1);
    assertThat(table.lines().get(0)).isEqualTo("13 pictures: 12 evaluated, 1 failed");
    assertThat(table.err()).contains(broken.toString()).contains("notes.txt");
    assertThat(json.status()).isEqualTo(1);
    JsonObject report = json.json().get(0);
    assertThat(report.get("top_1").getAsDouble()).isEqualTo(1);
    assertThat(report.get("failed").getAsInt()).isEqualTo(1);
    JsonObject failure = report.getAsJsonArray("failures").get(0).getAsJsonObject();
    assertThat(failure.get("image").getAsString()).isEqualTo("star/broken.png");
    assertThat(failure.getAsJsonObject("error").get("type").getAsString())
        .isEqualTo("ImageDecodeException");
    assertThat(failure.getAsJsonObject("error").get("message").getAsString())
        .contains("broken.png");
  }

  @Test
  void evaluate_foldersByIndex_needNoLabels() throws IOException {
    put(Path.of(Fixtures.picture("star-1")), "7");
    put(Path.of(Fixtures.picture("arrow-1")), "000");

    CommandRun run = evaluate(data());

    assertThat(run.status()).isZero();
    assertThat(run.lines()).contains("top-1                       1.0000");
    assertThat(run.lines()).anyMatch(line -> line.matches("7 +1 +1\\.0000 +1\\.0000 +1\\.0000"));
  }

  @Test
  void evaluate_unknownFolder_isRefusedWithTheLabels() throws IOException {
    writeData();
    put(Path.of(Fixtures.picture("star-1")), "starr");

    CommandRun labelled = evaluate(data(), "--labels", Fixtures.LABELS);
    CommandRun unlabelled = evaluate(data());

    assertThat(labelled.status()).isEqualTo(2);
    assertThat(labelled.out()).isEmpty();
    assertThat(labelled.err()).contains("found starr").contains("arrow, circle, crescent");
    assertThat(unlabelled.status()).isEqualTo(2);
    assertThat(unlabelled.err()).contains("Give the labels");
  }

  @Test
  void evaluate_noData_isWrongUsage() {
    assertThat(CommandRun.of("evaluate", "--model", Fixtures.MODEL).status()).isEqualTo(2);
    assertThat(evaluate(directory.resolve("nowhere")).status()).isEqualTo(2);
    assertThat(evaluate(directory).err()).contains("sub-folders");
  }

  @Test
  void evaluateCharts_areWritten() throws IOException {
    writeData();
    put(Path.of(Fixtures.picture("ring-1")), "star");
    Path charts = directory.resolve("out/charts");

    CommandRun run = evaluate(data(), "--labels", Fixtures.LABELS, "--charts", charts.toString());

    assertThat(run.status()).isZero();
    BufferedImage confusion = ImageIO.read(charts.resolve("confusion-matrix.png").toFile());
    BufferedImage reliability = ImageIO.read(charts.resolve("reliability.png").toFile());
    assertThat(colors(confusion)).isGreaterThan(3);
    assertThat(colors(reliability)).isGreaterThan(3);
  }

  private static long colors(BufferedImage image) {
    int width = image.getWidth();
    int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    return Arrays.stream(pixels).distinct().count();
  }
}
