package io.sightline.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  private static final String MILLIS = "\\d+\\.\\d\\d ms";

  @TempDir private Path directory;

  @Test
  void demo_noArguments_namesEveryBundledPicture() throws IOException {
    Path sheet = directory.resolve("made/sheet.png");
    List<String> names;
    try (Stream<Path> files = Files.list(Fixtures.PICTURES)) {
      names = files.map(file -> file.getFileName().toString()).sorted().toList();
    }

    CommandRun run = CommandRun.of("demo", "--out", sheet.toString());

    assertThat(run.status()).isZero();
    assertThat(run.err()).contains(sheet.toString());
    assertThat(run.lines()).hasSize(1 + names.size());
    assertThat(run.lines().get(0).strip().split("\\s+"))
        .containsExactly("picture", "answer", "decode", "preprocess", "model", "postprocess");
    for (int i = 0; i < names.size(); i++) {
      String shape = names.get(i).replaceFirst("-.*", "");
      assertThat(run.lines().get(i + 1))
          .matches("%s +%s [01]\\.\\d{3}, .*(  +%s){4}".formatted(names.get(i), shape, MILLIS));
    }
    assertThat(run.lines().stream().map(String::length).distinct())
        .as("the columns stand under each other")
        .hasSize(1);
    BufferedImage image = ImageIO.read(sheet.toFile());
    assertThat(image.getWidth()).isBetween(800, 1600);
    assertThat(image.getHeight()).isBetween(600, 1600);
    assertThat(colors(image)).hasSizeGreaterThan(100);
  }

  @Test
  void demo_brokenPicture_isOneRowAndStatusOne() throws IOException {
    Path sheet = directory.resolve("sheet.png");
    Path broken = Fixtures.writeBroken(directory.resolve("broken.png"));

    CommandRun run =
        CommandRun.of(
            "demo", "--out", sheet.toString(), broken.toString(), Fixtures.picture("heart-1"));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.lines()).hasSize(3);
    assertThat(run.lines().get(1))
        .startsWith(broken.toString())
        .contains("failed (ImageDecodeException)");
    assertThat(run.lines().get(2)).contains("heart-1.png").contains("  heart ");
    assertThat(ImageIO.read(sheet.toFile()).getWidth()).isPositive();
  }

  @Test
  void demo_ownModel_usesTheStepsGiven() {
    CommandRun run =
        CommandRun.of(
            "demo",
            "--model",
            Fixtures.MODEL,
            "--labels",
            Fixtures.LABELS,
            "--normalize",
            "signed",
            "--top",
            "1",
            "--out",
            directory.resolve("sheet.png").toString(),
            Fixtures.picture("ring-1"));

    assertThat(run.status()).isZero();
    assertThat(run.lines()).hasSize(2).last().asString().contains("  ring ").doesNotContain(",");
  }

  @Test
  void demo_stepsForTheBundledModel_areWrongUsage() {
    CommandRun run =
        CommandRun.of(
            "demo", "--size", "32x32", "--out", directory.resolve("sheet.png").toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("steps");
  }

  @Test
  void demo_outThatCannotBeWritten_isTwo() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    CommandRun run =
        CommandRun.of(
            "demo", "--out", file.resolve("sheet.png").toString(), Fixtures.picture("ring-1"));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("sightline: ").contains(file.toString()).doesNotContain("\tat ");
  }

  private static Set<Integer> colors(BufferedImage image) {
    Set<Integer> colors = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y += 2) {
      for (int x = 0; x < image.getWidth(); x += 2) {
        colors.add(image.getRGB(x, y));
      }
    }
    return colors;
  }
}
