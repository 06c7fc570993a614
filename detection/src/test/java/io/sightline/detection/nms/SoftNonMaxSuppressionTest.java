package io.sightline.detection.nms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SoftNonMaxSuppressionTest {
  private static final float[] HALVES = {0, 0, 4, 4, 0, 0, 4, 2, 10, 0, 14, 4};
  private static final float[] SCORES = {0.9f, 0.8f, 0.5f};

  @Test
  void gaussian_loweredAsThePaperSays() {
    Survivors found = SoftNonMaxSuppression.gaussian(0.5).apply(HALVES, SCORES, new int[3]);

    assertThat(found.indices()).containsExactly(0, 2, 1);
    assertThat(found.score(2)).isCloseTo((float) (0.8 * Math.exp(-0.25 / 0.5)), within(1e-6f));
  }

  @Test
  void tensorFlow_halfTheSigma_lowersAsThePaper() {
    Survivors ours = SoftNonMaxSuppression.tensorFlow(0.25).apply(HALVES, SCORES, new int[3]);
    Survivors paper = SoftNonMaxSuppression.gaussian(0.5).apply(HALVES, SCORES, new int[3]);

    assertThat(ours.indices()).isEqualTo(paper.indices());
    assertThat(ours.score(2)).isCloseTo(paper.score(2), within(1e-6f));
  }

  @Test
  void tensorFlow_scoreBelowAllNormalNumbers_is0() {
    // tf.image.non_max_suppression_with_scores of 2.21 with sigma 0.1 and a minimum score of 0
    int count = 21;
    float[] boxes = new float[4 * count];
    float[] scores = new float[count];
    for (int i = 0; i < count; i++) {
      boxes[4 * i + 2] = 1;
      boxes[4 * i + 3] = 1;
      scores[i] = 1;
    }
    Survivors found =
        SoftNonMaxSuppression.tensorFlow(0.1).minScore(0).apply(boxes, scores, new int[count]);

    assertThat(found.size()).isEqualTo(18);
    assertThat(found.score(17)).isCloseTo(1.216e-37f, within(1e-40f));
  }

  @Test
  void linear_aboveTheThreshold_losesItsOverlap() {
    Survivors found = SoftNonMaxSuppression.linear(0.4).apply(HALVES, SCORES, new int[3]);

    assertThat(found.indices()).containsExactly(0, 2, 1);
    assertThat(found.score(2)).isCloseTo(0.4f, within(1e-6f));
    assertThat(SoftNonMaxSuppression.linear(0.5).apply(HALVES, SCORES, new int[3]).score(1))
        .isEqualTo(0.8f);
  }

  @Test
  void apply_otherClasses_areLeftAlone() {
    int[] classIds = {0, 1, 0};

    assertThat(SoftNonMaxSuppression.tensorFlow(0.5).apply(HALVES, SCORES, classIds).scores())
        .isEqualTo(SCORES);
  }

  @Test
  void minScore_ofTensorFlowIsStrict_ofThePaperNot() {
    assertThat(
            SoftNonMaxSuppression.tensorFlow(0.5)
                .minScore(0.5f)
                .apply(HALVES, SCORES, new int[] {0, 1, 2})
                .indices())
        .containsExactly(0, 1);
    assertThat(
            SoftNonMaxSuppression.linear(0.5)
                .minScore(0.5f)
                .apply(HALVES, SCORES, new int[] {0, 1, 2})
                .indices())
        .containsExactly(0, 1, 2);
  }

  @Test
  void settings_outOfRange_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SoftNonMaxSuppression.tensorFlow(0))
        .withMessageContaining("above 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SoftNonMaxSuppression.gaussian(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> SoftNonMaxSuppression.linear(-0.1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SoftNonMaxSuppression.linear(0.5).minScore(-1));
  }
}
