package io.sightline.detection.nms;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detection.box.Overlap;
import io.sightline.detection.nms.PlainReference.Chosen;
import io.sightline.testing.RandomBoxes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Thousands of seeded sets against {@link PlainReference}, and what holds of every answer. */
class RandomSuppressionTest {
  private static final int SETS = 10_000;
  private static final float NONE = Float.NEGATIVE_INFINITY;
  private static final float[] THRESHOLDS = {0, 0.1f, 0.3f, 0.5f, 0.7f, 0.95f, 1};

  @Test
  void hard_tensorFlow_equalsPlainLoop() {
    compare(
        1,
        (threshold, minScore) ->
            NonMaxSuppression.hard(threshold).minScore(minScore).rule(SuppressionRule.TENSORFLOW),
        (plain, t) ->
            plain.byClass(
                group -> plain.tensorFlow(group, plain::tensorFlowIou, t.overlap, t.minScore, 0)));
  }

  @Test
  void hard_otherMeasures_equalPlainLoop() {
    for (Overlap overlap : new Overlap[] {Overlap.IOS, Overlap.GIOU, Overlap.DIOU}) {
      compare(
          2,
          (threshold, minScore) ->
              NonMaxSuppression.hard(threshold).minScore(minScore).overlap(overlap),
          (plain, t) ->
              plain.byClass(
                  group ->
                      plain.tensorFlow(group, plain.measure(overlap), t.overlap, t.minScore, 0)));
    }
  }

  @Test
  void hard_torchvision_equalsPlainLoop() {
    compare(
        3,
        (threshold, minScore) ->
            NonMaxSuppression.hard(threshold).rule(SuppressionRule.TORCHVISION).classAgnostic(),
        (plain, t) ->
            plain.greedy(
                plain.all(), plain::torchvisionIou, score -> true, found -> found > t.overlap));
  }

  @Test
  void hard_openCv_equalsPlainLoop() {
    compare(
        4,
        (threshold, minScore) ->
            NonMaxSuppression.hard(threshold).rule(SuppressionRule.OPENCV).minScore(0.25f),
        (plain, t) ->
            plain.byClass(
                group ->
                    plain.greedy(
                        group,
                        plain::openCvIou,
                        score -> score > 0.25f,
                        found -> !(found <= t.overlap))));
  }

  @Test
  void soft_tensorFlow_equalsPlainLoop() {
    compare(
        5,
        (threshold, minScore) ->
            SoftNonMaxSuppression.tensorFlow(threshold + 0.1f).minScore(minScore).classAgnostic(),
        (plain, t) ->
            plain.tensorFlow(
                plain.all(),
                plain::tensorFlowIou,
                0,
                t.minScore,
                (float) (double) (t.overlap + 0.1f)));
  }

  @Test
  void soft_gaussianAndLinear_equalPlainLoop() {
    compare(
        6,
        (threshold, minScore) -> SoftNonMaxSuppression.gaussian(threshold + 0.1f).minScore(0.1f),
        (plain, t) ->
            plain.byClass(
                group ->
                    plain.decay(
                        group,
                        plain::openCvIou,
                        0.1f,
                        found -> Math.exp(-((float) found * (float) found) / (t.overlap + 0.1f)))));
    compare(
        7,
        (threshold, minScore) -> SoftNonMaxSuppression.linear(threshold),
        (plain, t) ->
            plain.byClass(
                group ->
                    plain.decay(
                        group,
                        plain::openCvIou,
                        0,
                        found -> found > t.overlap ? 1f - (float) found : 1)));
  }

  @Test
  void hard_survivors_overlapNoMoreThanAllowedAndStayWhenAskedAgain() {
    Random random = new Random(8);
    for (int set = 0; set < 1000; set++) {
      RandomBoxes drawn = RandomBoxes.draw(random, random.nextInt(400), true);
      float threshold = THRESHOLDS[set % THRESHOLDS.length];
      NonMaxSuppression rule = NonMaxSuppression.hard(threshold);

      Survivors once = rule.apply(drawn.boxes(), drawn.scores(), drawn.classIds());
      Survivors again = rule.apply(once.boxes(), once.scores(), once.classIds());

      assertThat(again.boxes()).isEqualTo(once.boxes());
      assertThat(again.scores()).isEqualTo(once.scores());
      PlainReference kept = new PlainReference(once.boxes(), once.scores(), once.classIds());
      for (int i = 0; i < once.size(); i++) {
        for (int j = 0; j < i; j++) {
          assertThat(once.score(j)).isGreaterThanOrEqualTo(once.score(i));
          if (once.classId(i) == once.classId(j)) {
            assertThat(kept.tensorFlowIou(i, j)).isLessThanOrEqualTo(threshold);
          }
        }
      }
    }
  }

  @Test
  void hard_permutedWithoutTies_keepsTheSame() {
    Random random = new Random(9);
    for (int set = 0; set < 500; set++) {
      RandomBoxes drawn = RandomBoxes.draw(random, 300, true);
      float[] scores = new float[300];
      for (int i = 0; i < 300; i++) {
        scores[i] = (i * 7919 % 300) / 300f;
      }
      int[] order = permutation(random, 300);
      float[] boxes = new float[1200];
      float[] permuted = new float[300];
      int[] classIds = new int[300];
      for (int i = 0; i < 300; i++) {
        System.arraycopy(drawn.boxes(), 4 * order[i], boxes, 4 * i, 4);
        permuted[i] = scores[order[i]];
        classIds[i] = drawn.classIds()[order[i]];
      }
      NonMaxSuppression rule = NonMaxSuppression.hard(0.4);

      Survivors straight = rule.apply(drawn.boxes(), scores, drawn.classIds());
      Survivors other = rule.apply(boxes, permuted, classIds);

      assertThat(Arrays.stream(other.indices()).map(i -> order[i]).toArray())
          .isEqualTo(straight.indices());
    }
  }

  private static int[] permutation(Random random, int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private record Setting(float overlap, float minScore) {}

  private static void compare(
      long seed,
      BiFunction<Float, Float, Suppression> suppression,
      BiFunction<PlainReference, Setting, List<Chosen>> reference) {
    Random random = new Random(seed);
    for (int set = 0; set < SETS; set++) {
      RandomBoxes drawn = RandomBoxes.draw(random);
      float[] boxesBefore = drawn.boxes().clone();
      Setting setting =
          new Setting(
              THRESHOLDS[random.nextInt(THRESHOLDS.length)], random.nextBoolean() ? NONE : 0.25f);
      Suppression rule = suppression.apply(setting.overlap, setting.minScore);

      Survivors found = rule.apply(drawn.boxes(), drawn.scores(), drawn.classIds());

      PlainReference plain = new PlainReference(drawn.boxes(), drawn.scores(), drawn.classIds());
      List<Chosen> expected = reference.apply(plain, setting);
      assertThat(rows(found)).as("set %d of %s", set, rule).isEqualTo(expected);
      assertThat(drawn.boxes()).isEqualTo(boxesBefore);
    }
  }

  private static List<Chosen> rows(Survivors survivors) {
    List<Chosen> rows = new ArrayList<>();
    for (int i = 0; i < survivors.size(); i++) {
      rows.add(new Chosen(survivors.index(i), survivors.score(i)));
    }
    return rows;
  }
}
