package io.sightline.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeypointsTest {
  private static final float NAN = Float.NaN;

  @Test
  void points_haveAllThatWasGiven() {
    float[] points = {310, 95, NAN, NAN};
    float[] scores = {0.9f, 0.1f};
    Keypoints keypoints = Keypoints.of(points).scores(scores).names(List.of("nose", "left eye"));
    points[0] = 0;
    scores[0] = 0;

    assertThat(keypoints.count()).isEqualTo(2);
    assertThat(keypoints.x(0)).isEqualTo(310);
    assertThat(keypoints.y(0)).isEqualTo(95);
    assertThat(keypoints.isFound(0)).isTrue();
    assertThat(keypoints.isFound(1)).isFalse();
    assertThat(keypoints.score(0)).hasValue(0.9f);
    assertThat(keypoints.name(1)).contains("left eye");
    assertThat(keypoints).hasToString("2 keypoints");
  }

  @Test
  void scoresAndNames_notGiven_areAbsent() {
    Keypoints keypoints = Keypoints.of(new float[] {1, 2});

    assertThat(keypoints.score(0)).isEmpty();
    assertThat(keypoints.name(0)).isEmpty();
    assertThat(Keypoints.of(new float[0]).count()).isZero();
  }

  @Test
  void of_valuesThatAreNoPoints_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Keypoints.of(new float[3]))
        .withMessageEndingWith("got 3 values");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Keypoints.of(new float[] {0, 0, NAN, 1}))
        .withMessageEndingWith("point 1 is (NaN, 1.0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Keypoints.of(new float[] {0, Float.POSITIVE_INFINITY}));
  }

  @Test
  void scoresAndNames_ofAnotherCount_areRefused() {
    Keypoints keypoints = Keypoints.of(new float[4]);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> keypoints.scores(new float[3]))
        .withMessage("There must be as many scores as points: expected 2, got 3");
    assertThatIllegalArgumentException().isThrownBy(() -> keypoints.names(List.of("nose")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keypoints.scores(new float[] {0, NAN}))
        .withMessageEndingWith("point 1 is NaN");
  }

  @Test
  void scoresAndNames_twice_areRefused() {
    Keypoints keypoints = Keypoints.of(new float[2]).scores(new float[1]).names(List.of("nose"));

    assertThatIllegalStateException()
        .isThrownBy(() -> keypoints.scores(new float[1]))
        .withMessageEndingWith("[0.0]");
    assertThatIllegalStateException()
        .isThrownBy(() -> keypoints.names(List.of("ear")))
        .withMessageEndingWith("[nose]");
  }

  @Test
  void equals_isExact() {
    Keypoints keypoints = Keypoints.of(new float[] {1, 2});

    assertThat(keypoints)
        .isEqualTo(Keypoints.of(new float[] {1, 2}))
        .hasSameHashCodeAs(Keypoints.of(new float[] {1, 2}))
        .isNotEqualTo(Keypoints.of(new float[] {1, Math.nextUp(2f)}))
        .isNotEqualTo(keypoints.scores(new float[1]))
        .isNotEqualTo(keypoints.names(List.of("nose")));
  }
}
