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
