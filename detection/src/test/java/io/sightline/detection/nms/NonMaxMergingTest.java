package io.sightline.detection.nms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.sightline.detection.box.Overlap;
import io.sightline.testing.RandomBoxes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NonMaxMergingTest {
  /**
   * Five in a row, each overlapping the next by a third: supervision 10fef50,
   * tests/detection/utils/test_iou_and_nms.py.
   */
  private static final float[] ROW = {0, 0, 2, 1, 1, 0, 3, 1, 2, 0, 4, 1, 3, 0, 5, 1, 4, 0, 6, 1};

  private static final float[] ROW_SCORES = {0.9f, 0.9f, 1, 0.9f, 0.9f};

  @Test
  void supervision_rowOfBoxes_mergesWithTheLeaderAlone() {
    Survivors found =
        NonMaxMerging.supervision(0.33).overlap(Overlap.IOU).apply(ROW, ROW_SCORES, new int[5]);

    assertThat(found.indices()).containsExactly(2, 0, 4);
    assertThat(found.boxes()).containsExactly(1, 0, 5, 1, 0, 0, 2, 1, 4, 0, 6, 1);
    // (2 * 1 + 2 * 0.9) / 4 = 0.95 over a box of 3; (3 * 0.95 + 2 * 0.9) / 5
    assertThat(found.score(0)).isCloseTo(0.93f, within(1e-6f));
  }

  @Test
  void supervision_overlapOfJustTheThreshold_merges() {
    float[] boxes = {0, 0, 10, 10, 0, 0, 5, 5};
    float[] scores = {1, 0.9f};

    assertThat(
            NonMaxMerging.supervision(0.25)
                .overlap(Overlap.IOU)
                .apply(boxes, scores, new int[2])
                .indices())
        .containsExactly(0);
    assertThat(
            NonMaxMerging.supervision(0.26)
                .overlap(Overlap.IOU)
                .apply(boxes, scores, new int[2])
                .indices())
        .containsExactly(0, 1);
  }

  @Test
  void sahi_boxInside_isAbsorbedWithTheLeadersScore() {
    float[] boxes = {0, 0, 10, 10, 8, 8, 12, 12, 8, 8, 9, 9};
    float[] scores = {0.9f, 0.8f, 0.7f};

    Survivors found = NonMaxMerging.sahi(0.2).apply(boxes, scores, new int[3]);

    assertThat(found.size()).isEqualTo(1);
    assertThat(found.boxes()).containsExactly(0, 0, 12, 12);
    assertThat(found.score(0)).isEqualTo(0.9f);
  }

  @Test
  void sahi_overlapOfJustTheThreshold_isDroppedWithoutExtending() {
    // Half of the smaller box: it joins the group, but not the box.
    float[] boxes = {0, 0, 10, 10, 8, 0, 12, 4};

    Survivors found = NonMaxMerging.sahi(0.5).apply(boxes, new float[] {0.9f, 0.8f}, new int[2]);

    assertThat(found.boxes()).containsExactly(0, 0, 10, 10);
  }

  @Test
  void classAgnostic_mergesClasses() {
    float[] boxes = {0, 0, 10, 10, 1, 1, 10, 10};
    float[] scores = {0.9f, 0.8f};
    int[] classIds = {3, 4};

    assertThat(NonMaxMerging.sahi(0.5).apply(boxes, scores, classIds).size()).isEqualTo(2);
    Survivors merged = NonMaxMerging.sahi(0.5).classAgnostic().apply(boxes, scores, classIds);
    assertThat(merged.classIds()).containsExactly(3);
  }

  @Test
  void threshold0_mergesAllOfAClass() {
    float[] boxes = {0, 0, 1, 1, 5, 5, 6, 6, 0, 0, 0, 0};

    assertThat(
            NonMaxMerging.supervision(0)
                .apply(boxes, new float[] {0.5f, 0.9f, 0.1f}, new int[3])
                .boxes())
        .containsExactly(0, 0, 6, 6);
  }

  @Test
  void apply_randomSets_equalsPlainGrouping() {
    Random random = new Random(31);
    for (int set = 0; set < 10_000; set++) {
      RandomBoxes drawn = RandomBoxes.draw(random);
      float threshold = random.nextInt(5) / 4f;

      Survivors found =
          NonMaxMerging.supervision(threshold)
              .classAgnostic()
              .apply(drawn.boxes(), drawn.scores(), drawn.classIds());

      List<Integer> leaders = leaders(drawn, threshold);
      Set<Integer> indices = new HashSet<>();
      for (int index : found.indices()) {
        indices.add(index);
      }
      assertThat(indices).as("set %d", set).isEqualTo(new HashSet<>(leaders));
      assertThat(found.size()).isEqualTo(leaders.size());
    }
  }

  /** Leaders by intersection over the smaller area: take the best that is free, mark its group. */
  private static List<Integer> leaders(RandomBoxes drawn, float threshold) {
    List<Integer> free = new ArrayList<>();
    for (int i = 0; i < drawn.size(); i++) {
      if (!Float.isNaN(drawn.scores()[i])) {
        free.add(i);
      }
    }
    List<Integer> leaders = new ArrayList<>();
    while (!free.isEmpty()) {
      int best = free.get(0);
      for (int index : free) {
        if (drawn.scores()[index] > drawn.scores()[best]) {
          best = index;
        }
      }
      int leader = best;
      leaders.add(leader);
      free.removeIf(
          index -> index == leader || ios(drawn.boxes(), 4 * index, 4 * leader) >= threshold);
    }
    return leaders;
  }

  private static float ios(float[] boxes, int a, int b) {
    float width = Math.max(0, Math.min(boxes[a + 2], boxes[b + 2]) - Math.max(boxes[a], boxes[b]));
    float height =
        Math.max(0, Math.min(boxes[a + 3], boxes[b + 3]) - Math.max(boxes[a + 1], boxes[b + 1]));
    float areaA = (boxes[a + 2] - boxes[a]) * (boxes[a + 3] - boxes[a + 1]);
    float areaB = (boxes[b + 2] - boxes[b]) * (boxes[b + 3] - boxes[b + 1]);
    float ratio = width * height / Math.min(areaA, areaB);
    return Math.min(areaA, areaB) > 0 && !Float.isNaN(ratio) ? ratio : 0;
  }

  @Test
  void settings_outOfRange_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> NonMaxMerging.sahi(-0.1));
    assertThatIllegalArgumentException().isThrownBy(() -> NonMaxMerging.supervision(2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NonMaxMerging.sahi(0.5).overlap(Overlap.GIOU));
  }
}
