package io.sightline.examples.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sightline.examples.cli.Sightline;
import io.sightline.testing.TestData;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The command line gives the answers that Python gave. */
class PipelinesThroughCommandLineTest {
  private static final double TOLERANCE = 1e-5;

  @TestFactory
  Stream<DynamicTest> classify_sameAnswerAsPython() {
    return PipelineCase.read(PipelineCase::isClassification).stream()
        .map(golden -> DynamicTest.dynamicTest(golden.toString(), () -> check(golden)));
  }

  private static void check(PipelineCase golden) {
    JsonArray expected = golden.array("top");
    JsonArray found = run(arguments(golden, expected.size())).getAsJsonArray("predictions");
    for (int i = 0; i < expected.size(); i++) {
      JsonObject one = expected.get(i).getAsJsonObject();
      JsonObject other = found.get(i).getAsJsonObject();
      assertThat(other.get("index")).isEqualTo(one.get("index"));
      assertThat(other.get("score").getAsDouble())
          .isCloseTo(one.get("value").getAsDouble(), within(TOLERANCE));
      if (golden.text("labels") != null) {
        assertThat(other.get("label")).isEqualTo(one.get("label"));
      }
    }
  }

  private static List<String> arguments(PipelineCase golden, int top) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "classify",
                "--json",
                "--top",
                Integer.toString(top),
                "--model",
                golden.model().toString(),
                "--size",
                golden.width() + "x" + golden.height(),
                "--resample",
                golden.text("resize").replace(' ', ':'),
                "--decode",
                golden.text("decode")));
    if (golden.text("labels") != null) {
      // The reference was made with the lines as they are, numbers in front included.
      String labels = TestData.model(golden.text("labels")).toString();
      arguments.addAll(List.of("--labels", labels, "--whole-lines"));
    }
    if (golden.text("output") != null) {
      arguments.addAll(List.of("--output", golden.text("output")));
    }
    if ("center_square".equals(golden.text("crop"))) {
      arguments.addAll(List.of("--fit", "crop"));
    }
    arguments.addAll(
        switch (golden.text("normalise")) {
          case "float32(x)/127.5 - 1, RGB" -> List.of("--normalize", "signed");
          case "float32(x)/255, RGB" -> List.of("--normalize", "unit");
          case "float32(x), BGR, 0..255" -> List.of("--normalize", "none", "--channels", "bgr");
          default -> List.of("--normalize", "127.5:127.5", "--channels", "gray");
        });
    arguments.add(golden.image().toString());
    return arguments;
  }

  @TestFactory
  Stream<DynamicTest> classifyEncoded_sameAnswerAsPython() {
    return PipelineCase.read(PipelineCase::isEncodedClassification).stream()
        .map(golden -> DynamicTest.dynamicTest(golden.toString(), () -> checkEncoded(golden)));
  }

  private static void checkEncoded(PipelineCase golden) {
    JsonArray found =
        run(List.of(
                "classify",
                "--json",
                "--model",
                golden.model().toString(),
                golden.image().toString()))
            .getAsJsonArray("predictions");
    for (int i = 0; i < found.size(); i++) {
      JsonObject one = found.get(i).getAsJsonObject();
      assertThat(one.get("label")).isEqualTo(golden.array("classes").get(i));
      assertThat(one.get("score").getAsDouble())
          .isCloseTo(golden.array("probabilities").get(i).getAsDouble(), within(TOLERANCE));
    }
  }

  @TestFactory
  Stream<DynamicTest> detect_sameAnswerAsPython() {
    List<PipelineCase> cases = PipelineCase.read(PipelineCase::isDetection);
    assertThat(cases).hasSizeGreaterThanOrEqualTo(10);
    return cases.stream()
        .map(golden -> DynamicTest.dynamicTest(golden.toString(), () -> checkDetection(golden)));
  }

  private static void checkDetection(PipelineCase golden) throws IOException {
    BufferedImage picture = ImageIO.read(golden.image().toFile());
    JsonArray expected = golden.array("detections");
    JsonArray found =
        run(List.of(
                "detect",
                "--json",
                "--model",
                golden.model().toString(),
                "--labels",
                TestData.model(golden.text("label_map")).toString(),
                "--min-score",
                golden.fields().get("min_score").getAsString(),
                "--orientation",
                "stored",
                golden.image().toString()))
            .getAsJsonArray("predictions");
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      JsonObject one = expected.get(i).getAsJsonObject();
      JsonObject other = found.get(i).getAsJsonObject();
      assertThat(other.get("class_id")).isEqualTo(one.get("class_id"));
      assertThat(other.get("score").getAsDouble())
          .isCloseTo(one.get("score").getAsDouble(), within(1e-4));
      JsonArray edges = one.getAsJsonArray("box");
      JsonObject box = other.getAsJsonObject("box");
      List<String> keys = List.of("y_min", "x_min", "y_max", "x_max");
      for (int edge = 0; edge < 4; edge++) {
        double length = edge % 2 == 0 ? picture.getHeight() : picture.getWidth();
        assertThat(box.get(keys.get(edge)).getAsDouble() / length)
            .isCloseTo(edges.get(edge).getAsDouble(), within(1e-3));
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> segment_sameMapAsPython() {
    return PipelineCase.read(PipelineCase::isSegmentation).stream()
        .map(golden -> DynamicTest.dynamicTest(golden.toString(), () -> checkMap(golden)));
  }

  private static void checkMap(PipelineCase golden) {
    JsonObject found =
        run(
            List.of(
                "segment",
                "--json",
                "--model",
                golden.model().toString(),
                golden.image().toString()));
    assertThat(found.getAsJsonObject("pixels")).isEqualTo(golden.fields().get("pixels"));
    assertThat(found.get("width").getAsInt()).isEqualTo(golden.mapSize().width());
    assertThat(found.get("height").getAsInt()).isEqualTo(golden.mapSize().height());
  }

  private static JsonObject run(List<String> arguments) {
    PrintStream original = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertThat(Sightline.run(arguments.toArray(String[]::new))).isZero();
    } finally {
      System.setOut(original);
    }
    return JsonParser.parseString(printed.toString(StandardCharsets.UTF_8)).getAsJsonObject();
  }
}
