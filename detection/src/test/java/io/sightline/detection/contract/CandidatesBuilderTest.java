package io.sightline.detection.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sightline.detection.box.BoxFormat;
import io.sightline.detection.box.BoxUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandidatesBuilderTest {
  private static CandidatesBuilder builder() {
    return Candidates.builder(FloatMatrix.of(new float[8], 4), BoxFormat.XYXY, BoxUnit.PIXELS);
  }

  @Test
  void scores_chosenClasses_areThose() {
    Candidates candidates = builder().scores(new float[] {0.5f, 0.25f}, new int[] {7, 3}).build();

    assertThat(candidates.hasChosenClasses()).isTrue();
    assertThat(candidates.classId(1, 0)).isEqualTo(3);
    assertThat(candidates.scores().get(1, 0)).isEqualTo(0.25f);
    assertThat(candidates.count()).isEqualTo(2);
    assertThat(candidates.objectness()).isEmpty();
    assertThat(candidates.masks()).isEmpty();
    assertThat(candidates).hasToString("2 boxes (XYXY, PIXELS), a class each");
  }

  @Test
  void classScores_countFromTheFirstClass() {
    Candidates candidates =
        builder().classScores(FloatMatrix.of(new float[6], 3)).firstClassId(1).build();

    assertThat(candidates.hasChosenClasses()).isFalse();
    assertThat(candidates.isOneClassPerBox()).isFalse();
    assertThat(candidates.classId(0, 2)).isEqualTo(3);
    assertThat(candidates).hasToString("2 boxes (XYXY, PIXELS), 3 classes");
  }

  @Test
  void anything_ofAnotherLength_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Candidates.builder(FloatMatrix.of(new float[6], 3), BoxFormat.XYXY, BoxUnit.PIXELS))
        .withMessageContaining("four numbers");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().scores(new float[3], new int[3]))
        .withMessageContaining("expected 2, found 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().scores(new float[2], new int[1]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().classScores(FloatMatrix.of(new float[3], 1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().objectness(FloatMatrix.of(new float[4], 2)));
    assertThatIllegalArgumentException().isThrownBy(() -> builder().names(List.of("a"), List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new CandidateKeypoints(
                    FloatMatrix.of(new float[4], 2), FloatMatrix.of(new float[4], 1), null));
  }

  @Test
  void scores_twiceOrNever_isRefused() {
    CandidatesBuilder scored = builder().scores(new float[2], new int[2]);

    assertThatIllegalStateException()
        .isThrownBy(() -> scored.classScores(FloatMatrix.of(new float[2], 1)))
        .withMessageContaining("set before");
    assertThatIllegalStateException().isThrownBy(() -> builder().build());
  }
}
