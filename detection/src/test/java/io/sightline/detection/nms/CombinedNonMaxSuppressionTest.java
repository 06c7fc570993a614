package io.sightline.detection.nms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CombinedNonMaxSuppressionTest {
  private static final float[] BOXES = {
    0, 0, .1f, .1f, 0, .01f, .1f, .11f, 0, -.01f, .1f, .09f, 0, .11f, .1f, .2f, 0, .12f, .1f, .21f,
    0, .3f, 1, .4f
  };

  /** Per box and class; TensorFlow's combined kernel test with two classes. */
  private static final float[] SCORES = {
    .1f, .9f, .75f, .8f, .6f, .3f, .95f, .1f, .5f, .5f, .3f, .3f
  };

  @Test
  void apply_twoClasses_takesTheBestOfBoth() {
    Survivors found = CombinedNonMaxSuppression.hard(0.5, 3, 3).minScore(0).apply(BOXES, SCORES, 2);

    assertThat(found.scores()).containsExactly(.95f, .9f, .75f);
    assertThat(found.classIds()).containsExactly(0, 1, 0);
    assertThat(found.indices()).containsExactly(3, 0, 1);
    assertThat(found.boxes())
        .containsExactly(0, .11f, .1f, .2f, 0, 0, .1f, .1f, 0, .01f, .1f, .11f);
  }

  @Test
  void apply_boxesPerClass_takesThose() {
    float[] boxes = {0, 0, 1, 1, .25f, .25f, .5f, .5f};

    Survivors found =
        CombinedNonMaxSuppression.hard(0.5, 1, 5).apply(boxes, new float[] {.1f, .9f}, 2);

    assertThat(found.indices()).containsExactly(0, 0);
    assertThat(found.boxes()).containsExactly(.25f, .25f, .5f, .5f, 0, 0, 1, 1);
  }

  @Test
  void padding_fillsUpWithZeros() {
    CombinedNonMaxSuppression rule = CombinedNonMaxSuppression.hard(0.5, 2, 9).minScore(0.9f);

    Survivors all =
        rule.padding(CombinedNonMaxSuppression.Padding.TO_MAX_RESULTS).apply(BOXES, SCORES, 2);
    Survivors perClass =
        rule.padding(CombinedNonMaxSuppression.Padding.TO_MAX_PER_CLASS).apply(BOXES, SCORES, 2);

    assertThat(all.size()).isEqualTo(9);
    assertThat(all.validCount()).isEqualTo(1);
    assertThat(all.score(8)).isZero();
    assertThat(perClass.size()).isEqualTo(4);
  }

  @Test
  void settings_outOfRange_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CombinedNonMaxSuppression.hard(0.5, 0, 3))
        .withMessageContaining("maxPerClass");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CombinedNonMaxSuppression.hard(0.5, 3, 0))
        .withMessageContaining("maxResults");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CombinedNonMaxSuppression.hard(0.5, 3, 3).apply(BOXES, new float[13], 2))
        .withMessageContaining("13 scores");
  }
}
