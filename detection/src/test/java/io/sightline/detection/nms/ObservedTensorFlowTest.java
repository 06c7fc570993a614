package io.sightline.detection.nms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.sightline.testing.TestData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What TensorFlow 2.18 gave, line by line. Its boxes are yMin, xMin, yMax, xMax. */
class ObservedTensorFlowTest {
  private static final float NAN = Float.NaN;
  private static final float INF = Float.POSITIVE_INFINITY;

  /** Three clusters of TensorFlow's own kernel test. */
  private static final float[] BOXES = {
    0, 0, 1, 1, 0, .1f, 1, 1.1f, 0, -.1f, 1, .9f, 0, 10, 1, 11, 0, 10.1f, 1, 11.1f, 0, 100, 1, 101
  };

  private static final float[] SCORES = {.9f, .75f, .6f, .95f, .5f, .3f};
  private static final float[] NEGATIVE = {-9.1f, -9.25f, -9.4f, -9.05f, -9.5f, -9.7f};
  private static final float[] TWO = {.9f, .8f};
  private static final float[] COMBINED = {
    0, 0, .1f, .1f, 0, .01f, .1f, .11f, 0, -.01f, .1f, .09f, 0, .11f, .1f, .2f, 0, .12f, .1f, .21f,
    0, .3f, 1, .4f
  };
  private static final float[] APART = {
    0, 0, .1f, .1f, 0, .2f, .1f, .3f, 0, .4f, .1f, .5f, 0, .6f, .1f, .70000005f
  };
  private static final float[] BEYOND = {-.5f, -.5f, 2, 2};

  private static final Map<String, Supplier<Survivors>> CASES =
      Map.ofEntries(
          Map.entry("three", () -> hard(.5, BOXES, SCORES)),
          Map.entry("three soft.5", () -> soft(.5, BOXES, SCORES)),
          Map.entry(
              "soft thr .25",
              () -> run(SoftNonMaxSuppression.tensorFlow(.5).minScore(.25f), BOXES, SCORES)),
          Map.entry("soft + iou0.0 ignored?", () -> soft(.5, BOXES, SCORES)),
          Map.entry(
              "ties identical",
              () -> hard(.5, new float[] {0, 0, 1, 1, 0, 0, 1, 1}, new float[] {.5f, .5f})),
          Map.entry(
              "ties disjoint",
              () ->
                  hard(
                      .5,
                      new float[] {0, 0, 1, 1, 0, 2, 1, 3, 0, 4, 1, 5},
                      new float[] {.5f, .5f, .5f})),
          Map.entry("iou==thr 0.5", () -> hard(.5, new float[] {0, 0, 1, 1, 0, 0, 1, .5f}, TWO)),
          Map.entry(
              "thr 0, touching edge", () -> hard(0, new float[] {0, 0, 1, 1, 0, 1, 1, 2}, TWO)),
          Map.entry("thr 1 identical", () -> hard(1, new float[] {0, 0, 1, 1, 0, 0, 1, 1}, TWO)),
          Map.entry("degenerate dup", () -> hard(.5, new float[12], new float[] {.9f, .8f, .7f})),
          Map.entry(
              "zero area inside",
              () -> hard(.5, new float[] {0, 0, 1, 1, .5f, .5f, .5f, .5f}, TWO)),
          Map.entry("flipped", () -> hard(.5, new float[] {0, 0, 1, 1, 1, 1, 0, 0}, TWO)),
          Map.entry(
              "nan score",
              () ->
                  hard(
                      .5,
                      new float[] {0, 0, 1, 1, 0, 2, 1, 3, 0, 4, 1, 5},
                      new float[] {.5f, NAN, .7f})),
          Map.entry(
              "nan box",
              () -> hard(.5, new float[] {0, NAN, 1, 1, 0, 0, 1, 1}, new float[] {.8f, .9f})),
          Map.entry("nan box2", () -> hard(.5, new float[] {0, 0, 1, 1, 0, 0, NAN, 1}, TWO)),
          Map.entry("inf box", () -> hard(.5, new float[] {0, 0, INF, INF, 0, 0, 1, 1}, TWO)),
          Map.entry(
              "-inf score, thr -inf",
              () -> hard(.5, new float[] {0, 0, 1, 1, 0, 2, 1, 3}, new float[] {-INF, .7f})),
          Map.entry(
              "+inf score",
              () -> hard(.5, new float[] {0, 0, 1, 1, 0, 2, 1, 3}, new float[] {INF, .7f})),
          Map.entry(
              "score==thr",
              () ->
                  run(
                      NonMaxSuppression.hard(.5).minScore(.5f),
                      new float[] {0, 0, 1, 1, 0, 2, 1, 3},
                      new float[] {.5f, .7f})),
          Map.entry("max 0", () -> run(NonMaxSuppression.hard(.5).maxResults(0), BOXES, SCORES)),
          Map.entry("max -1", () -> run(NonMaxSuppression.hard(.5).maxResults(-1), BOXES, SCORES)),
          // Boxes without columns: for us, a score without a box.
          Map.entry("empty", () -> hard(.5, new float[0], new float[1])),
          Map.entry("iou 1.2", () -> hard(1.2, BOXES, SCORES)),
          Map.entry("iou -0.1", () -> hard(-.1, BOXES, SCORES)),
          Map.entry("iou NaN", () -> hard(Double.NaN, BOXES, SCORES)),
          Map.entry("sigma -1", () -> soft(-1, BOXES, SCORES)),
          Map.entry("mismatch", () -> hard(.5, BOXES, new float[1])),
          Map.entry("neg scores", () -> hard(.5, BOXES, NEGATIVE)),
          Map.entry("soft neg scores", () -> soft(.5, BOXES, NEGATIVE)),
          Map.entry("comb 1cls", () -> combined(rule(3, 3), COMBINED, SCORES, 1)),
          Map.entry(
              "comb pad_per_class per2 tot9",
              () ->
                  combined(
                      rule(2, 9).padding(CombinedNonMaxSuppression.Padding.TO_MAX_PER_CLASS),
                      COMBINED,
                      SCORES,
                      1)),
          Map.entry(
              "comb tot9",
              () ->
                  combined(
                      rule(2, 9).padding(CombinedNonMaxSuppression.Padding.TO_MAX_RESULTS),
                      COMBINED,
                      SCORES,
                      1)),
          Map.entry(
              "comb ties 2 classes",
              () ->
                  combined(
                      rule(4, 8), APART, new float[] {.5f, .5f, .5f, .5f, .5f, .5f, .5f, .5f}, 2)),
          Map.entry("comb clip", () -> combined(rule(1, 1), BEYOND, new float[] {.9f}, 1)),
          Map.entry(
              "comb noclip", () -> combined(rule(1, 1).unclipped(), BEYOND, new float[] {.9f}, 1)),
          Map.entry("comb total 0", () -> combined(rule(3, 0), COMBINED, SCORES, 1)),
          Map.entry(
              "comb iou 1.5",
              () -> combined(CombinedNonMaxSuppression.hard(1.5, 3, 3), COMBINED, SCORES, 1)));

  @TestFactory
  Stream<DynamicTest> everyLine_isAnsweredAlike() throws IOException {
    Path file = TestData.golden("detection/tf_nms_observed.txt");
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    return lines.stream()
        .filter(line -> line.contains(" -> "))
        .map(
            line -> {
              String name = line.substring(0, line.indexOf(" -> "));
              String answer = line.substring(line.indexOf(" -> ") + 4);
              return DynamicTest.dynamicTest(name, () -> check(name, answer));
            });
  }

  private static void check(String name, String answer) {
    Supplier<Survivors> asked = CASES.get(name);
    assertThat(asked).as("a line of the file without input here: " + name).isNotNull();
    if (answer.startsWith("ERR")) {
      assertThatIllegalArgumentException().isThrownBy(asked::get).withMessageContaining("found");
      return;
    }
    Survivors found = asked.get();
    if (answer.startsWith("idx")) {
      assertThat(floats(found.indices())).isEqualTo(column(answer, "idx"));
      assertThat(found.size()).isEqualTo(count(answer));
    } else {
      checkCombined(name, found, answer);
    }
    List<Float> scores = column(answer, "scores");
    assertThat(found.size()).isEqualTo(scores.size());
    for (int i = 0; i < scores.size(); i++) {
      if (Float.isInfinite(scores.get(i))) {
        assertThat(found.score(i)).isEqualTo(scores.get(i));
      } else {
        assertThat(found.score(i)).isCloseTo(scores.get(i), within(2e-6f));
      }
    }
  }

  /** Among equal scores our order is by class, then index; TensorFlow's is that of its heap. */
  private static void checkCombined(String name, Survivors found, String answer) {
    List<Float> boxes = floats(found.boxes());
    List<Float> expected = column(answer, "boxes");
    if (name.equals("comb ties 2 classes")) {
      assertThat(quadruples(boxes)).containsExactlyInAnyOrderElementsOf(quadruples(expected));
      assertThat(found.indices()).containsExactly(0, 1, 2, 3, 0, 1, 2, 3);
    } else {
      assertThat(boxes).isEqualTo(expected);
    }
    assertThat(floats(found.classIds())).isEqualTo(column(answer, "cls"));
    assertThat(found.validCount()).isEqualTo(count(answer));
  }

  private static List<List<Float>> quadruples(List<Float> values) {
    List<List<Float>> rows = new ArrayList<>();
    for (int i = 0; i < values.size(); i += 4) {
      rows.add(values.subList(i, i + 4));
    }
    return rows;
  }

  private static int count(String answer) {
    Matcher matcher = Pattern.compile("valid \\[?(\\d+)").matcher(answer);
    assertThat(matcher.find()).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  private static List<Float> column(String answer, String name) {
    Matcher matcher = Pattern.compile("\\b" + name + " \\[([^\\]]*)\\]").matcher(answer);
    assertThat(matcher.find()).isTrue();
    return Stream.of(matcher.group(1).trim().split(" "))
        .filter(text -> !text.isEmpty())
        .map(Float::valueOf)
        .toList();
  }

  private static List<Float> floats(int[] values) {
    List<Float> list = new ArrayList<>();
    for (int value : values) {
      list.add((float) value);
    }
    return list;
  }

  private static List<Float> floats(float[] values) {
    List<Float> list = new ArrayList<>();
    for (float value : values) {
      list.add(value);
    }
    return list;
  }

  private static Survivors hard(double maxOverlap, float[] boxes, float[] scores) {
    return run(NonMaxSuppression.hard(maxOverlap), boxes, scores);
  }

  private static Survivors soft(double sigma, float[] boxes, float[] scores) {
    return run(SoftNonMaxSuppression.tensorFlow(sigma), boxes, scores);
  }

  private static Survivors run(Suppression rule, float[] boxes, float[] scores) {
    return rule.apply(boxes, scores, new int[scores.length]);
  }

  private static CombinedNonMaxSuppression rule(int perClass, int total) {
    return CombinedNonMaxSuppression.hard(.5, perClass, total).minScore(0);
  }

  private static Survivors combined(
      CombinedNonMaxSuppression rule, float[] boxes, float[] scores, int classes) {
    return rule.apply(boxes, scores, classes);
  }
}
