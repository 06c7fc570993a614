package io.sightline.examples.suppression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.detection.nms.CombinedNonMaxSuppression;
import io.sightline.detection.nms.NonMaxSuppression;
import io.sightline.detection.nms.SoftNonMaxSuppression;
import io.sightline.detection.nms.Survivors;
import io.sightline.testing.RandomBoxes;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** 10,000 random sets against TensorFlow's own kernels, called from Java. */
@Tag("native")
class NativeSuppressionTest {
  private static final int SETS = 10_000;
  private static final float NONE = Float.NEGATIVE_INFINITY;
  private static final float[] THRESHOLDS = {0, 0.1f, 0.3f, 0.5f, 0.7f, 0.95f, 1};

  @Test
  void hard_equalsKernel() {
    Random random = new Random(1);
    try (TensorFlowSuppression tensorFlow = new TensorFlowSuppression()) {
      for (int set = 0; set < SETS; set++) {
        RandomBoxes drawn = RandomBoxes.draw(random);
        float threshold = THRESHOLDS[random.nextInt(THRESHOLDS.length)];
        float minScore = random.nextBoolean() ? NONE : 0.25f;
        int limit = random.nextBoolean() ? 1000 : random.nextInt(20);

        Survivors found =
            NonMaxSuppression.hard(threshold)
                .classAgnostic()
                .minScore(minScore)
                .maxResults(limit)
                .apply(drawn.boxes(), drawn.scores(), drawn.classIds());

        TensorFlowSuppression.Kept kept =
            tensorFlow.run(drawn.boxes(), drawn.scores(), limit, threshold, minScore, 0);
        assertThat(found.indices()).as("set %d", set).isEqualTo(kept.indices());
        assertThat(found.scores()).as("set %d", set).isEqualTo(kept.scores());
      }
    }
  }

  @Test
  void soft_equalsKernelToTheLastBitsOfExp() {
    Random random = new Random(2);
    int unequalScores = 0;
    try (TensorFlowSuppression tensorFlow = new TensorFlowSuppression()) {
      for (int set = 0; set < SETS; set++) {
        RandomBoxes drawn = RandomBoxes.draw(random);
        float sigma = 0.1f + random.nextFloat();
        float minScore = random.nextBoolean() ? NONE : 0.25f;

        Survivors found =
            SoftNonMaxSuppression.tensorFlow(sigma)
                .classAgnostic()
                .minScore(minScore)
                .apply(drawn.boxes(), drawn.scores(), drawn.classIds());

        TensorFlowSuppression.Kept kept =
            tensorFlow.run(drawn.boxes(), drawn.scores(), 1000, 0.5f, minScore, sigma);
        assertThat(found.indices()).as("set %d", set).isEqualTo(kept.indices());
        for (int i = 0; i < found.size(); i++) {
          float expected = kept.scores()[i];
          if (Float.compare(found.score(i), expected) != 0) {
            unequalScores++;
            assertThat(found.score(i)).isCloseTo(expected, within(1e-6f * Math.abs(expected)));
          }
        }
      }
    }
    assertThat(unequalScores).as("scores that differ in their last bits").isLessThan(100_000);
  }

  @Test
  void combined_withoutTies_equalsKernel() {
    Random random = new Random(3);
    try (TensorFlowSuppression tensorFlow = new TensorFlowSuppression()) {
      for (int set = 0; set < SETS; set++) {
        RandomBoxes drawn = RandomBoxes.draw(random);
        int classes = 1 + random.nextInt(3);
        int count = drawn.size() / classes;
        float[] boxes = Arrays.copyOf(drawn.boxes(), 4 * count * classes);
        float[] scores = distinctScores(random, count * classes);
        int perClass = 1 + random.nextInt(20);
        int limit = 1 + random.nextInt(40);
        float threshold = THRESHOLDS[random.nextInt(THRESHOLDS.length)];

        Survivors found =
            CombinedNonMaxSuppression.hard(threshold, perClass, limit)
                .minScore(0.25f)
                .padding(CombinedNonMaxSuppression.Padding.TO_MAX_RESULTS)
                .apply(boxes, scores, classes);

        TensorFlowSuppression.Combined kept =
            tensorFlow.runCombined(boxes, scores, classes, perClass, limit, threshold, 0.25f);
        assertThat(found.validCount()).as("set %d", set).isEqualTo(kept.valid());
        assertThat(found.scores()).as("set %d", set).isEqualTo(kept.scores());
        assertThat(found.classIds()).as("set %d", set).isEqualTo(kept.classIds());
        assertThat(found.boxes()).as("set %d", set).isEqualTo(kept.boxes());
      }
    }
  }

  private static float[] distinctScores(Random random, int count) {
    float[] scores = new float[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      scores[i] = scores[j];
      scores[j] = (i + 1f) / (count + 1f);
    }
    return scores;
  }
}
