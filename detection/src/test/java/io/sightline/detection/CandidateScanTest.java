package io.sightline.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detection.box.BoxFormat;
import io.sightline.detection.box.BoxUnit;
import io.sightline.detection.contract.Candidates;
import io.sightline.detection.contract.CandidatesBuilder;
import io.sightline.detection.contract.FloatMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the layout, the candidates are those that a plain double loop finds. */
class CandidateScanTest {
  private static final float LIMIT = 0.6f;

  private record Found(int box, int classId, float score) {}

  private static List<Found> scan(Candidates candidates, Selection selection) {
    CandidateScan scan =
        CandidateScan.of(
            candidates, ClassLimits.of(selection, LIMIT, ClassNames.none("m"), candidates));
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < scan.count(); i++) {
      found.add(new Found(scan.boxes()[i], scan.classIds()[i], scan.scores()[i]));
    }
    return found;
  }

  private static float[] random(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextInt(20) == 0 ? Float.NaN : random.nextInt(11) / 10f;
    }
    return values;
  }

  private static CandidatesBuilder builder(FloatMatrix scores) {
    return Candidates.builder(
            FloatMatrix.of(new float[4 * scores.rows()], 4), BoxFormat.XYXY, BoxUnit.PIXELS)
        .classScores(scores)
        .firstClassId(1);
  }

  @Test
  void oneClassPerBox_bothLayouts_findTheBestOfEachBox() {
    int rows = 173;
    int classes = 5;
    float[] scores = random(rows * classes, 1);
    float[] objectness = random(rows, 2);
    List<Found> expected = new ArrayList<>();
    for (int box = 0; box < rows; box++) {
      int best = -1;
      for (int column = 0; column < classes; column++) {
        float score = scores[box * classes + column] * objectness[box];
        if (!Float.isNaN(score)
            && (best < 0 || score > scores[box * classes + best] * objectness[box])) {
          best = column;
        }
      }
      if (best >= 0 && scores[box * classes + best] * objectness[box] > LIMIT) {
        expected.add(new Found(box, best + 1, scores[box * classes + best] * objectness[box]));
      }
    }
    FloatMatrix byRow = FloatMatrix.of(scores, classes);
    float[] transposed = new float[scores.length];
    for (int i = 0; i < scores.length; i++) {
      transposed[(i % classes) * rows + i / classes] = scores[i];
    }
    FloatMatrix byColumn = FloatMatrix.of(transposed, rows).transposed();

    for (FloatMatrix layout : List.of(byRow, byColumn)) {
      Candidates candidates =
          builder(layout).oneClassPerBox().objectness(FloatMatrix.of(objectness, 1)).build();
      assertThat(scan(candidates, Selection.standard())).isEqualTo(expected).isNotEmpty();
    }
  }

  @Test
  void eachClass_goesClassByClass() {
    FloatMatrix scores = FloatMatrix.of(new float[] {0.9f, 0.8f, 0.6f, 0.7f, Float.NaN, 1}, 2);

    assertThat(scan(builder(scores).build(), Selection.standard()))
        .containsExactly(
            new Found(0, 1, 0.9f),
            new Found(0, 2, 0.8f),
            new Found(1, 2, 0.7f),
            new Found(2, 2, 1f));
  }

  @Test
  void oneClassPerBox_deniedBest_isNotReplacedByTheSecond() {
    FloatMatrix scores = FloatMatrix.of(new float[] {0.9f, 0.8f}, 2);
    Candidates candidates = builder(scores).oneClassPerBox().build();

    assertThat(scan(candidates, Selection.standard().deny(1))).isEmpty();
    assertThat(scan(builder(scores).build(), Selection.standard().deny(1)))
        .containsExactly(new Found(0, 2, 0.8f));
  }

  @Test
  void noBoxes_noCandidates() {
    assertThat(scan(builder(FloatMatrix.of(new float[0], 3)).build(), Selection.standard()))
        .isEmpty();
  }
}
