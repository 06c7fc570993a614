package io.sightline.detection.nms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sightline.detection.box.Overlap;
import org.junit.jupiter.api.Test;

class NonMaxSuppressionTest {
  /** Of supervision 10fef50, tests/detection/utils/test_iou_and_nms.py. */
  private static final float[] THREE = {0, 0, 30, 40, 5, 5, 35, 45, 10, 10, 40, 50};

  private static final float[] SCORES = {0.8f, 0.9f, 0.85f};
  private static final NonMaxSuppression HALF = NonMaxSuppression.hard(0.5);

  @Test
  void apply_supervisionsBoxes_keepsItsAnswers() {
    assertThat(HALF.apply(THREE, SCORES, new int[3]).indices()).containsExactly(1);
    assertThat(HALF.apply(THREE, SCORES, new int[] {0, 1, 2}).indices()).containsExactly(1, 2, 0);
    assertThat(HALF.apply(THREE, SCORES, new int[] {0, 0, 1}).indices()).containsExactly(1, 2);
    assertThat(HALF.classAgnostic().apply(THREE, SCORES, new int[] {0, 1, 2}).indices())
        .containsExactly(1);
  }

  @Test
  void apply_torchvisionsHalfPrecisionBoxes_keepsItsAnswer() {
    // torchvision test/test_ops.py, TestNMS.test_nms_float16
    float[] boxes = {
      285.3538f,
      185.5758f,
      1193.5110f,
      851.4551f,
      285.1472f,
      188.7374f,
      1192.4984f,
      851.0669f,
      279.2440f,
      197.9812f,
      1189.4746f,
      849.2019f
    };
    float[] scores = {0.6370f, 0.7569f, 0.3966f};

    for (SuppressionRule rule : SuppressionRule.values()) {
      assertThat(NonMaxSuppression.hard(0.2).rule(rule).apply(boxes, scores, new int[3]).indices())
          .containsExactly(1);
    }
  }

  @Test
  void apply_nothing_keepsNothing() {
    assertThat(HALF.apply(new float[0], new float[0], new int[0]).size()).isZero();
  }

  @Test
  void apply_limits_keepTheBest() {
    float[] apart = {0, 0, 1, 1, 2, 0, 3, 1, 4, 0, 5, 1, 6, 0, 7, 1};
    float[] scores = {0.1f, 0.2f, 0.3f, 0.4f};
    int[] classes = {0, 1, 0, 0};

    assertThat(HALF.maxResults(2).apply(apart, scores, classes).indices()).containsExactly(3, 2);
    assertThat(HALF.maxPerClass(1).apply(apart, scores, classes).indices()).containsExactly(3, 1);
    assertThat(HALF.maxCandidates(3).apply(apart, scores, classes).indices())
        .containsExactly(3, 2, 1);
    assertThat(HALF.minScore(0.2f).apply(apart, scores, classes).indices()).containsExactly(3, 2);
  }

  @Test
  void rule_torchvision_givesItsAnswers() {
    // torch.ops.torchvision.nms of torchvision 0.28.0 on a CPU
    float nan = Float.NaN;
    float infinity = Float.POSITIVE_INFINITY;
    float[] thirds = {0, 0, 2, 1, 1, 0, 3, 1, 2, 0, 4, 1};
    float[] falling = {0.9f, 0.8f, 0.7f};
    assertTorchvision(1.0 / 3, thirds, falling, 0, 2);
    assertTorchvision(0.33333334, thirds, falling, 0, 2);
    assertTorchvision(0.3333334, thirds, falling, 0, 1, 2);
    float[] same = {0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1};
    assertTorchvision(0.5, same, new float[] {0.5f, 0.5f, 0.5f}, 0);
    assertTorchvision(1, same, falling, 0, 1, 2);
    assertTorchvision(0, thirds, new float[] {-0.9f, -0.0f, 0}, 1);
    assertTorchvision(
        0.5, new float[] {0, 0, 1, 1, 0, 0, 1, 1, 5, 5, 6, 6}, new float[] {0.5f, nan, 0.9f}, 1, 2);
    assertTorchvision(0.5, new float[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1}, falling, 0, 1, 2);
    assertTorchvision(0.5, new float[] {1, 1, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0}, falling, 0, 1, 2);
    assertTorchvision(0.5, new float[] {0, 0, nan, 1, 0, 0, 1, 1, 0, 0, 1, 1}, falling, 0, 1);
    assertTorchvision(
        0.5, new float[] {0, 0, infinity, 1, 0, 0, infinity, 1, 0, 0, 1, 1}, falling, 0, 1, 2);
  }

  private static void assertTorchvision(
      double threshold, float[] boxes, float[] scores, int... kept) {
    assertThat(
            NonMaxSuppression.hard(threshold)
                .rule(SuppressionRule.TORCHVISION)
                .apply(boxes, scores, new int[scores.length])
                .indices())
        .containsExactly(kept);
  }

  @Test
  void rule_torchvision_nanScoresComeFirst() {
    float[] apart = {0, 0, 1, 1, 2, 0, 3, 1, 4, 0, 5, 1};
    float[] scores = {0.5f, Float.NaN, Float.NEGATIVE_INFINITY};

    assertThat(HALF.rule(SuppressionRule.TORCHVISION).apply(apart, scores, new int[3]).indices())
        .containsExactly(1, 0, 2);
  }

  @Test
  void rule_openCv_emptyBoxesOverlapWhereverTheyAre() {
    // cv2.dnn.NMSBoxes of OpenCV 5.0 keeps 0 and 2
    float[] boxes = {1, 1, 1, 1, 5, 5, 5, 5, 0, 0, 2, 2};
    float[] scores = {0.9f, 0.8f, 0.7f};

    assertThat(HALF.rule(SuppressionRule.OPENCV).apply(boxes, scores, new int[3]).indices())
        .containsExactly(0, 2);
    assertThat(HALF.apply(boxes, scores, new int[3]).indices()).containsExactly(0, 1, 2);
  }

  @Test
  void overlap_ios_dropsBoxInside() {
    float[] boxes = {0, 0, 10, 10, 1, 1, 3, 3};
    float[] scores = {0.9f, 0.8f};

    assertThat(HALF.overlap(Overlap.IOS).apply(boxes, scores, new int[2]).indices())
        .containsExactly(0);
    assertThat(HALF.apply(boxes, scores, new int[2]).indices()).containsExactly(0, 1);
  }

  @Test
  void settings_outOfRange_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NonMaxSuppression.hard(1.5))
        .withMessageContaining("[0, 1]")
        .withMessageContaining("1.5");
    assertThatIllegalArgumentException().isThrownBy(() -> HALF.minScore(Float.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> HALF.maxResults(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> HALF.maxPerClass(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> HALF.maxCandidates(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HALF.rule(SuppressionRule.OPENCV).overlap(Overlap.GIOU));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HALF.minScore(-1).rule(SuppressionRule.OPENCV));
  }

  @Test
  void settings_setTwice_areRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> HALF.maxResults(7).maxResults(8))
        .withMessageContaining("7");
    assertThatIllegalStateException()
        .isThrownBy(() -> HALF.overlap(Overlap.DIOU).overlap(Overlap.IOU))
        .withMessageContaining("DIOU");
    assertThatIllegalStateException()
        .isThrownBy(() -> HALF.rule(SuppressionRule.OPENCV).rule(SuppressionRule.TENSORFLOW))
        .withMessageContaining("OPENCV");
  }

  @Test
  void apply_lengthsDisagree_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HALF.apply(new float[11], new float[3], new int[3]))
        .withMessageContaining("expected 12")
        .withMessageContaining("found 11");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HALF.apply(new float[12], new float[3], new int[2]))
        .withMessageContaining("classIds");
  }

  @Test
  void toString_givesTheSettings() {
    assertThat(HALF.classAgnostic().maxResults(3))
        .hasToString("hard suppression above IOU 0.5, class-agnostic, maxResults 3");
  }
}
