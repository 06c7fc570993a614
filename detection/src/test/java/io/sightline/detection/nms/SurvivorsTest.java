package io.sightline.detection.nms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SurvivorsTest {
  private static final float[] BOXES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
  private static final float[] SCORES = {0.1f, 0.2f, 0.3f};
  private static final int[] CLASSES = {5, 6, 7};

  @Test
  void select_takesRowsInTheGivenOrder() {
    Survivors chosen = Survivors.select(new int[] {2, 0}, BOXES, SCORES, CLASSES);

    assertThat(chosen.size()).isEqualTo(2);
    assertThat(chosen.index(0)).isEqualTo(2);
    assertThat(chosen.score(1)).isEqualTo(0.1f);
    assertThat(chosen.classId(0)).isEqualTo(7);
    assertThat(chosen.xMin(0)).isEqualTo(8);
    assertThat(chosen.yMin(0)).isEqualTo(9);
    assertThat(chosen.xMax(1)).isEqualTo(2);
    assertThat(chosen.yMax(1)).isEqualTo(3);
  }

  @Test
  void of_changedArrays_doNotReachIt() {
    int[] indices = {1};
    Survivors survivors =
        Survivors.of(indices, new float[] {1, 2, 3, 4}, new float[] {1}, new int[] {0});

    indices[0] = 9;
    survivors.boxes()[0] = 9;

    assertThat(survivors.index(0)).isEqualTo(1);
    assertThat(survivors.xMin(0)).isEqualTo(1);
  }

  @Test
  void padTo_addsZerosAndKeepsTheCount() {
    Survivors padded = Survivors.select(new int[] {2}, BOXES, SCORES, CLASSES).padTo(3);

    assertThat(padded.indices()).containsExactly(2, 0, 0);
    assertThat(padded.scores()).containsExactly(0.3f, 0, 0);
    assertThat(padded.validCount()).isEqualTo(1);
    assertThatIllegalArgumentException().isThrownBy(() -> padded.padTo(2));
  }

  @Test
  void equals_sameColumns_areEqual() {
    Survivors one = Survivors.select(new int[] {1}, BOXES, SCORES, CLASSES);

    assertThat(one)
        .isEqualTo(Survivors.select(new int[] {1}, BOXES, SCORES, CLASSES))
        .hasSameHashCodeAs(Survivors.select(new int[] {1}, BOXES, SCORES, CLASSES))
        .isNotEqualTo(Survivors.select(new int[] {0}, BOXES, SCORES, CLASSES))
        .isNotEqualTo(one.padTo(2));
  }

  @Test
  void factories_columnsThatDisagree_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Survivors.of(new int[2], BOXES, SCORES, CLASSES))
        .withMessageContaining("indices");
    assertThatThrownBy(() -> Survivors.select(new int[] {3}, BOXES, SCORES, CLASSES))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
