package io.sightline.postprocess.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sightline.postprocess.labels.Labels;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
  private static final Labels PETS = Labels.of(List.of("cat", "dog", "cow", "yak"));

  /** No dog is ever predicted, no cow is there, and yaks do not occur. */
  private static final ConfusionMatrix MATRIX =
      ConfusionMatrix.of(PETS, new long[] {3, 0, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});

  @Test
  void metrics_areCountedByRowsAndColumns() {
    ClassMetrics cat = MATRIX.metrics(0);

    assertThat(cat).isEqualTo(new ClassMetrics(0, "cat", 5, 4, 3));
    assertThat(cat.precision()).hasValue(3 / 4.0);
    assertThat(cat.recall()).hasValue(3 / 5.0);
    assertThat(cat.f1()).hasValue(6 / 9.0);
    assertThat(cat.intersectionOverUnion()).hasValue(3 / 6.0);
    assertThat(MATRIX.total()).isEqualTo(6);
    assertThat(MATRIX.correct()).isEqualTo(3);
    assertThat(MATRIX.accuracy()).hasValue(0.5);
    assertThat(MATRIX.count(0, 2)).isEqualTo(2);
    assertThat(MATRIX.metrics()).hasSize(4).element(0).isEqualTo(cat);
  }

  @Test
  void metrics_nothingOfNothing_areUndefined() {
    assertThat(MATRIX.metrics(1).precision()).isEmpty();
    assertThat(MATRIX.metrics(1).recall()).hasValue(0);
    assertThat(MATRIX.metrics(1).f1()).hasValue(0);
    assertThat(MATRIX.metrics(2).precision()).hasValue(0);
    assertThat(MATRIX.metrics(2).recall()).isEmpty();
    assertThat(MATRIX.metrics(3))
        .returns(OptionalDouble.empty(), ClassMetrics::precision)
        .returns(OptionalDouble.empty(), ClassMetrics::recall)
        .returns(OptionalDouble.empty(), ClassMetrics::f1)
        .returns(OptionalDouble.empty(), ClassMetrics::intersectionOverUnion);
  }

  /** precision_recall_fscore_support of scikit-learn 1.9.1 with zero_division=0. */
  @Test
  void averages_areThoseOfScikitLearn() {
    AverageMetrics macro = MATRIX.macroAverage().orElseThrow();
    AverageMetrics weighted = MATRIX.weightedAverage().orElseThrow();

    assertThat(macro.precision()).isCloseTo(0.25, within(1e-15));
    assertThat(macro.recall()).isCloseTo(0.2, within(1e-15));
    assertThat(macro.f1()).isCloseTo(0.2222222222222222, within(1e-15));
    assertThat(weighted.precision()).isCloseTo(0.625, within(1e-15));
    assertThat(weighted.recall()).isCloseTo(0.5, within(1e-15));
    assertThat(weighted.f1()).isCloseTo(0.5555555555555555, within(1e-15));
  }

  @Test
  void meanIntersectionOverUnion_leavesOutWhatDoesNotOccur() {
    assertThat(MATRIX.meanIntersectionOverUnion().orElseThrow())
        .isCloseTo((0.5 + 0 + 0) / 3, within(1e-15));
  }

  @Test
  void empty_isUndefined() {
    ConfusionMatrix empty = ConfusionMatrix.of(Labels.of(List.of("only")), new long[1]);

    assertThat(empty.accuracy()).isEmpty();
    assertThat(empty.macroAverage()).isEmpty();
    assertThat(empty.weightedAverage()).isEmpty();
    assertThat(empty.meanIntersectionOverUnion()).isEmpty();
    assertThat(empty.confusions(5)).isEmpty();
  }

  @Test
  void confusions_areMostFrequentFirst() {
    ConfusionMatrix matrix =
        ConfusionMatrix.of(
            Labels.of(List.of("a", "b", "c")), new long[] {9, 1, 4, 1, 9, 0, 0, 1, 9});

    assertThat(matrix.confusions(9))
        .extracting(ConfusionMatrix.Confusion::toString)
        .containsExactly(
            "a taken for c: 4", "a taken for b: 1", "b taken for a: 1", "c taken for b: 1");
    assertThat(matrix.confusions(1)).hasSize(1);
    assertThatIllegalArgumentException().isThrownBy(() -> matrix.confusions(-1));
  }

  @Test
  void toString_isATable_whateverTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));

      assertThat(MATRIX)
          .hasToString(
              """
              true \\ predicted  cat  dog  cow  yak
              cat                 3    0    2    0
              dog                 1    0    0    0
              cow                 0    0    0    0
              yak                 0    0    0    0""");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void toString_manyClasses_isALine() {
    ClassificationEvaluator evaluator = ClassificationEvaluator.ofClasses(21);
    evaluator.add(3, new float[21]);

    assertThat(evaluator.evaluation().confusionMatrix()).hasToString("21 classes, 0 of 1 right");
  }

  @Test
  void toCsv_quotesWhatNeedsIt() {
    ConfusionMatrix matrix =
        ConfusionMatrix.of(Labels.of(List.of("crane, bird", "5\" disk")), new long[] {1, 2, 3, 4});

    assertThat(matrix.toCsv())
        .isEqualTo(
            """
            true \\ predicted,"crane, bird","5"" disk"
            "crane, bird",1,2
            "5"" disk",3,4
            """);
  }

  @Test
  void toJson_hasARowForEachTrueClass() {
    assertThat(ConfusionMatrix.of(Labels.of(List.of("<a>", "ü")), new long[] {1, 2, 3, 4}).toJson())
        .isEqualTo("{\"labels\":[\"<a>\",\"ü\"],\"counts\":[[1,2],[3,4]]}");
  }

  @Test
  void of_copiesAndChecks() {
    Labels two = Labels.of(List.of("a", "b"));
    long[] counts = {1, 2, 3, 4};
    ConfusionMatrix matrix = ConfusionMatrix.of(two, counts);
    counts[0] = 9;

    assertThat(matrix.count(0, 0)).isEqualTo(1);
    assertThat(matrix)
        .isEqualTo(ConfusionMatrix.of(two, new long[] {1, 2, 3, 4}))
        .hasSameHashCodeAs(ConfusionMatrix.of(two, new long[] {1, 2, 3, 4}))
        .isNotEqualTo(ConfusionMatrix.of(two, counts));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfusionMatrix.of(two, new long[3]))
        .withMessage("A matrix of 2 classes takes 4 counts: got 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfusionMatrix.of(two, new long[] {1, 2, 3, -4}))
        .withMessageContaining("got -4 at 3");
    assertThatThrownBy(() -> matrix.count(0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> ConfusionMatrix.of(two, new long[] {Long.MAX_VALUE, 1, 0, 0}))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void classMetrics_impossibleCounts_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ClassMetrics(0, "a", 3, 4, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> new ClassMetrics(-1, "a", 3, 4, 1));
  }
}
