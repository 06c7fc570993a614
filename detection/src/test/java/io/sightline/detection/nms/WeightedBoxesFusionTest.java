package io.sightline.detection.nms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The numbers are those of Weighted-Boxes-Fusion 04e2fe5, tests/test_bbox.py. */
class WeightedBoxesFusionTest {
  private static final float[] BOXES = {
    .10f, .10f, .50f, .50f, .11f, .11f, .51f, .51f, .60f, .60f, .80f, .80f,
    .59f, .59f, .79f, .79f, .61f, .61f, .81f, .81f, .80f, .80f, .90f, .90f
  };
  private static final float[] SCORES = {.9f, .8f, .7f, .85f, .75f, .65f};
  private static final int[] CLASSES = {1, 1, 1, 1, 1, 0};
  private static final int[] MODELS = {0, 0, 0, 1, 1, 1};
  private static final Offset<Float> EXACT = within(1e-6f);
  private static final float THREE_BOXES = .7f * 2 + .85f + .75f;
  private static final float TWO_BOXES = .9f * 2 + .8f * 2;

  private static Survivors fuse(FusedScore score) {
    return WeightedBoxesFusion.above(0.5)
        .weights(2, 1)
        .minScore(0.0001)
        .score(score)
        .apply(BOXES, SCORES, CLASSES, MODELS);
  }

  @Test
  void boxAndModelAverage_ofTwoModels_isTheLibrarys() {
    Survivors fused = fuse(FusedScore.BOX_AND_MODEL_AVERAGE);

    assertThat(fused.xMin(0))
        .isCloseTo((.60f * .7f * 2 + .59f * .85f + .61f * .75f) / THREE_BOXES, EXACT);
    assertThat(fused.yMax(0))
        .isCloseTo((.80f * .7f * 2 + .79f * .85f + .81f * .75f) / THREE_BOXES, EXACT);
    assertThat(fused.yMin(1)).isCloseTo((.1f * .9f * 2 + .11f * .8f * 2) / TWO_BOXES, EXACT);
    assertThat(fused.xMax(2)).isCloseTo(.9f, EXACT);
    assertScores(fused, THREE_BOXES / 4, TWO_BOXES / 4 * 2 / 3, .65f / 3);
    assertThat(fused.classIds()).containsExactly(1, 1, 0);
    assertThat(fused.indices()).containsExactly(2, 0, 5);
  }

  @Test
  void absentModelAwareAverage_ofTwoModels_isTheLibrarys() {
    assertScores(
        fuse(FusedScore.ABSENT_MODEL_AWARE_AVERAGE), THREE_BOXES / 4, TWO_BOXES / 5, .65f / 3);
  }

  @Test
  void average_ofTwoModels_isTheLibrarys() {
    assertScores(
        fuse(FusedScore.AVERAGE), TWO_BOXES / 2 * 2 / 3, THREE_BOXES / 3 * 2 / 3, .65f / 3);
  }

  @Test
  void maximum_ofTwoModels_isTheGreatestWeightedScoreOverTheGreatestWeight() {
    assertScores(fuse(FusedScore.MAXIMUM), .9f, .7f, .325f);
  }

  private static void assertScores(Survivors fused, float... expected) {
    assertThat(fused.size()).isEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(fused.score(i)).isCloseTo(expected[i], EXACT);
    }
  }

  @Test
  void apply_boxesBeyondThePicture_areClippedAndEmptyOnesLeftOut() {
    float[] boxes = {1.2f, .5f, -.2f, .25f, .3f, .3f, .3f, .6f, 2, 2, 3, 3, 0, 0, Float.NaN, 1};

    Survivors fused =
        WeightedBoxesFusion.above(0.5).apply(boxes, new float[] {.5f, .6f, .7f, .8f}, new int[4]);

    assertThat(fused.boxes()).containsExactly(0, .25f, 1, .5f);
  }

  @Test
  void apply_scoresOf0_fuseIntoTheFirst() {
    Survivors fused = WeightedBoxesFusion.above(0.5).apply(BOXES, new float[6], CLASSES);

    assertThat(fused.indices()).containsExactly(0, 2, 5);
    assertThat(fused.xMin(1)).isEqualTo(.60f);
  }

  @Test
  void settings_outOfRange_areRefused() {
    WeightedBoxesFusion rule = WeightedBoxesFusion.above(0.55);

    assertThatIllegalArgumentException().isThrownBy(() -> WeightedBoxesFusion.above(1.1));
    assertThatIllegalArgumentException().isThrownBy(rule::weights);
    assertThatIllegalArgumentException().isThrownBy(() -> rule.weights(1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> rule.minScore(-1));
    assertThatIllegalStateException().isThrownBy(() -> rule.weights(1).weights(2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rule.apply(BOXES, SCORES, CLASSES, MODELS))
        .withMessageContaining("found 1");
  }
}
