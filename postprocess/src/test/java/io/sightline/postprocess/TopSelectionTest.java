package io.sightline.postprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopSelectionTest {
  @Test
  void indices_seededScores_equalAStableSort() {
    Random random = new Random(5);
    for (int round = 0; round < 500; round++) {
      float[] scores = new float[1 + random.nextInt(40)];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = random.nextInt(12) - 6;
      }
      int k = 1 + random.nextInt(45);

      assertThat(TopSelection.indices(scores, k)).isEqualTo(sorted(scores, k));
    }
  }

  @Test
  void indices_infinities_areOrdered() {
    float[] scores = {Float.NEGATIVE_INFINITY, 0, Float.POSITIVE_INFINITY};

    assertThat(TopSelection.indices(scores, 3)).containsExactly(2, 1, 0);
  }

  private static int[] sorted(float[] scores, int k) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> -scores[i]))
        .limit(k)
        .mapToInt(i -> i)
        .toArray();
  }
}
