package io.sightline.postprocess.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.sightline.postprocess.Classification;
import io.sightline.postprocess.ScoreKind;
import io.sightline.postprocess.ScoredClass;
import io.sightline.postprocess.labels.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassificationEvaluatorTest {
  private static Classification answer(int... indices) {
    List<ScoredClass> entries = new ArrayList<>();
    for (int i = 0; i < indices.length; i++) {
      entries.add(new ScoredClass(indices[i], "c" + indices[i], 0.9f - 0.1f * i));
    }
    return Classification.of(entries, ScoreKind.RAW);
  }

  /** Rows of tied scores, full or as lists, against sorting all of them. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void evaluation_randomAnswers_isThatOfAPlainReference(boolean full) {
    Random random = new Random(17);
    for (int round = 0; round < 200; round++) {
      int classes = 1 + random.nextInt(11);
      int answers = 1 + random.nextInt(40);
      ClassificationEvaluator evaluator = ClassificationEvaluator.ofClasses(classes);
      long[] within = new long[classes + 1];
      long[] counts = new long[classes * classes];
      for (int i = 0; i < answers; i++) {
        float[] scores = new float[classes];
        for (int c = 0; c < classes; c++) {
          scores[c] = random.nextInt(5) / 4f;
        }
        int truth = random.nextInt(classes);
        List<Integer> order = bestFirst(scores);
        if (full) {
          evaluator.add(truth, scores);
        } else {
          evaluator.add(truth, list(order, scores));
        }
        counts[truth * classes + order.get(0)]++;
        for (int k = 1; k <= classes; k++) {
          within[k] += order.subList(0, k).contains(truth) ? 1 : 0;
        }
      }

      ClassificationEvaluation evaluation = evaluator.evaluation();

      assertThat(evaluation.count()).isEqualTo(answers);
      for (int k = 1; k <= classes; k++) {
        assertThat(evaluation.topKAccuracy(k)).hasValue((double) within[k] / answers);
      }
      for (int pair = 0; pair < counts.length; pair++) {
        assertThat(evaluation.confusionMatrix().count(pair / classes, pair % classes))
            .isEqualTo(counts[pair]);
      }
    }
  }

  private static List<Integer> bestFirst(float[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.<Integer, Float>comparing(i -> scores[i]).reversed())
        .toList();
  }

  private static Classification list(List<Integer> order, float[] scores) {
    return Classification.of(
        order.stream().map(i -> new ScoredClass(i, "c" + i, scores[i])).toList(), ScoreKind.RAW);
  }

  @Test
  void add_ties_areOrderedByIndex() {
    ClassificationEvaluator evaluator = ClassificationEvaluator.ofClasses(3);
    evaluator.add(2, new float[] {0.4f, 0.2f, 0.4f});

    assertThat(evaluator.evaluation().accuracy()).hasValue(0);
    assertThat(evaluator.evaluation().topKAccuracy(2)).hasValue(1);
    assertThat(evaluator.evaluation().confusionMatrix().count(2, 0)).isEqualTo(1);
  }

  @Test
  void add_zeros_areTiedWhateverTheirSign() {
    ClassificationEvaluator evaluator = ClassificationEvaluator.ofClasses(2);
    evaluator.add(0, new float[] {-0f, 0f});

    assertThat(evaluator.evaluation().accuracy()).hasValue(1);
  }

  @Test
  void add_probabilityRoundedAboveOne_isOne() {
    ClassificationEvaluator evaluator = ClassificationEvaluator.ofClasses(2);
    evaluator.add(0, new float[] {Math.nextUp(1f), 0});
    evaluator.add(1, new float[] {1.0009766f, 0}); // float16's next after 1

    assertThat(evaluator.evaluation().calibration().expectedError()).hasValue(0.5);
    evaluator.add(1, new float[] {0, 1.01f});
    assertThat(evaluator.evaluation().hasProbabilities()).isFalse();
  }

  @Test
  void add_infinities_areScores() {
    ClassificationEvaluator evaluator = ClassificationEvaluator.ofClasses(3);
    evaluator.add(1, new float[] {0, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY});
    evaluator.add(0, new float[] {-1e30f, Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY});

    assertThat(evaluator.evaluation().accuracy()).hasValue(1);
    assertThat(evaluator.evaluation().hasProbabilities()).isFalse();
  }

  @Test
  void add_refused_changesNothing() {
    ClassificationEvaluator evaluator = ClassificationEvaluator.ofClasses(3);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> evaluator.add(0, new float[] {1, 2, Float.NaN}))
        .withMessageContaining("NaN at index 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> evaluator.add(0, new float[2]))
        .withMessageContaining("each of 3 classes: got 2 scores");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> evaluator.add(3, new float[3]))
        .withMessage("The true class must be a class from 0 to 2: got 3");
    assertThatIllegalArgumentException().isThrownBy(() -> evaluator.add(-1, answer(0)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> evaluator.add(0, answer(0, 3)))
        .withMessage("The predicted class must be a class from 0 to 2: got 3");

    assertThat(evaluator.evaluation().count()).isZero();
    assertThat(evaluator.evaluation().knowsTopK(3)).isTrue();
  }

  @Test
  void topK_ofShortAnswers_isRefused() {
    ClassificationEvaluator evaluator = ClassificationEvaluator.ofClasses(9);
    evaluator.add(4, answer(1, 4, 5, 6, 7));
    evaluator.add(8, answer(1, 4, 5));
    ClassificationEvaluation evaluation = evaluator.evaluation();

    assertThat(evaluation.topKAccuracy(3)).hasValue(0.5);
    assertThat(evaluation.knowsTopK(4)).isFalse();
    assertThatIllegalStateException()
        .isThrownBy(() -> evaluation.topKAccuracy(5))
        .withMessageContaining("expected answers with at least 5 classes, found 3")
        .withMessageContaining("TopK.of(5)");
    assertThatIllegalArgumentException().isThrownBy(() -> evaluation.topKAccuracy(0));
    assertThat(evaluation.toJson()).contains("\"top_5\":null");
    assertThat(evaluation).hasToString("2 answers, top-1 0.0000");
  }

  @Test
  void topK_moreThanClasses_isOne() {
    ClassificationEvaluator evaluator = ClassificationEvaluator.ofClasses(3);
    evaluator.add(2, new float[] {3, 2, 1});

    assertThat(evaluator.evaluation().topKAccuracy(5)).hasValue(1);
  }

  @Test
  void evaluation_empty_isUndefined() {
    ClassificationEvaluation evaluation =
        ClassificationEvaluator.of(Labels.of(List.of("only"))).evaluation();

    assertThat(evaluation.accuracy()).isEmpty();
    assertThat(evaluation.topKAccuracy(5)).isEmpty();
    assertThat(evaluation.calibration().expectedError()).isEmpty();
    assertThat(evaluation).hasToString("0 answers, top-1 undefined, top-5 undefined");
    assertThat(evaluation.toJson())
        .startsWith(
            "{\"evaluated\":0,\"top_1\":null,\"top_5\":null,\"macro_average\":null,"
                + "\"weighted_average\":null,\"calibration\":{\"expected_error\":null,");
  }

  @Test
  void evaluation_oneClass_isAlwaysRight() {
    ClassificationEvaluator evaluator = ClassificationEvaluator.ofClasses(1);
    evaluator.add(0, new float[] {0.25f});

    assertThat(evaluator.evaluation().accuracy()).hasValue(1);
    assertThat(evaluator.evaluation().calibration().expectedError()).hasValue(0.75);
  }

  @Test
  void evaluation_laterAnswers_doNotChangeIt() {
    ClassificationEvaluator evaluator = ClassificationEvaluator.ofClasses(2);
    evaluator.add(0, new float[] {1, 0});
    ClassificationEvaluation before = evaluator.evaluation();
    evaluator.add(0, new float[] {0, 1});

    assertThat(before.accuracy()).hasValue(1);
    assertThat(before.topKAccuracy(1)).hasValue(1);
    assertThat(before.calibration().count()).isEqualTo(1);
    assertThat(evaluator.evaluation().accuracy()).hasValue(0.5);
  }

  @Test
  void calibration_ofLogits_isRefused() {
    ClassificationEvaluator evaluator = ClassificationEvaluator.ofClasses(2);
    evaluator.add(0, new float[] {0.75f, 0.25f});
    evaluator.add(0, new float[] {7.5f, -3});
    ClassificationEvaluation evaluation = evaluator.evaluation();

    assertThat(evaluation.hasProbabilities()).isFalse();
    assertThat(evaluation.accuracy()).hasValue(1);
    assertThatIllegalStateException()
        .isThrownBy(evaluation::calibration)
        .withMessageContaining("found a best score of 7.5")
        .withMessageContaining("softmax");
    assertThat(evaluation.toJson()).contains("\"calibration\":null");
  }

  @Test
  void calibration_takesTheBestScore() {
    ClassificationEvaluator evaluator =
        ClassificationEvaluator.of(Labels.of(List.of("a", "b")), 10);
    evaluator.add(0, new float[] {0.75f, 0.25f});
    evaluator.add(0, Classification.of(List.of(new ScoredClass(1, "b", 0.5f)), ScoreKind.RAW));

    Calibration calibration = evaluator.evaluation().calibration();

    assertThat(calibration.bins()).hasSize(10);
    assertThat(calibration.expectedError().orElseThrow())
        .isCloseTo((0.25 + 0.5) / 2, within(1e-15));
  }

  @Test
  void ofClasses_outOfRange_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> ClassificationEvaluator.ofClasses(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClassificationEvaluator.ofClasses(46_341))
        .withMessageContaining("1 to 46340 classes: got 46341");
  }
}
