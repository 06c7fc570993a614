package io.sightline.postprocess;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sightline.Outputs;
import io.sightline.error.ModelMismatchException;
import io.sightline.error.ModelRunException;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.labels.Label;
import io.sightline.postprocess.labels.Labels;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import io.sightline.testing.FakePostprocessContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopKTest {
  private static final Labels PETS = Labels.of(List.of("cat", "dog", "cow"));
  private static final TensorSpec SCORES = floats("scores", -1, 3);

  @Test
  void apply_labels_namesTheBest() {
    Classification result = apply(TopK.of(2).labels(PETS), model(SCORES), scores(0.1f, 0.7f, 0.2f));

    assertThat(result.best()).isEqualTo(new ScoredClass(1, "dog", 0.7f));
    assertThat(result).hasToString("dog 0.7, cow 0.2");
  }

  @Test
  void apply_noLabels_namesByIndex() {
    assertThat(apply(TopK.of(1), model(SCORES), scores(0, 1, 0)).best().label()).isEqualTo("1");
  }

  @Test
  void apply_ties_areOrderedByIndex() {
    assertThat(apply(TopK.of(3), model(SCORES), scores(1, 2, 1)).entries())
        .extracting(ScoredClass::index)
        .containsExactly(1, 0, 2);
  }

  @Test
  void apply_moreThanThereAre_givesAll() {
    assertThat(apply(TopK.of(9), model(SCORES), scores(1, 2, 3)).entries()).hasSize(3);
  }

  @Test
  void apply_batchOfOne_isARow() {
    Outputs outputs =
        Outputs.of(Map.of("scores", TensorValue.of(new float[] {1, 5, 3}, Shape.of(1, 3))));

    assertThat(apply(TopK.of(1), model(SCORES), outputs).best().index()).isEqualTo(1);
  }

  @Test
  void apply_rowOfMoreAxes_isARow_ifThereIsNoOther() {
    TensorSpec logits = floats("logits", -1, 1, 1, 3);
    TensorValue value = TensorValue.of(new float[] {1, 5, 3}, Shape.of(1, 1, 3));
    Outputs outputs = Outputs.of(Map.of("logits", value, "scores", value.reshape(Shape.of(3))));

    assertThat(apply(TopK.of(1).labels(PETS), model(logits), outputs)).hasToString("dog 5.0");
    assertThat(apply(TopK.of(1).output("logits"), model(SCORES, logits), outputs).best().index())
        .isEqualTo(1);
    assertThat(apply(TopK.of(1), model(SCORES, logits), outputs).best().index()).isEqualTo(1);
    assertThatThrownBy(() -> TopK.of(1).bind(model(floats("map", -1, 7, 1, 3))))
        .isInstanceOf(ModelMismatchException.class);
    assertThatThrownBy(() -> TopK.of(1).bind(model(floats("map", -1, -1, -1, 3))))
        .isInstanceOf(ModelMismatchException.class);
  }

  @Test
  void apply_nan_saysWhere() {
    assertThatThrownBy(() -> apply(TopK.of(1), model(SCORES), scores(1, Float.NaN, 3)))
        .isInstanceOf(ModelRunException.class)
        .hasMessageContaining("NaN at index 1")
        .hasMessageContaining("'scores'");
  }

  @Test
  void apply_notARow_isRefused() {
    ModelDescription model = model(new TensorSpec("scores", ElementType.FLOAT32, Shape.unknown()));
    Outputs map = Outputs.of(Map.of("scores", TensorValue.of(new float[4], Shape.of(2, 2))));

    assertThatThrownBy(() -> apply(TopK.of(1), model, map))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("one row of floats, found float32 [2, 2]");
  }

  @Test
  void bind_wrongNumberOfLabels_isRefused() {
    assertThatThrownBy(() -> TopK.of(1).labels(PETS).bind(model(floats("scores", -1, 4))))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("expected 4, found 3")
        .hasMessageContaining("background");
  }

  @Test
  void bind_statedIds_mustBeThoseOfTheScores() {
    Labels fromOne = Labels.ofEntries(List.of(Label.of(1, "cat"), Label.of(2, "dog")));
    Labels shuffled =
        Labels.ofEntries(List.of(Label.of(2, "cow"), Label.of(0, "cat"), Label.of(1, "dog")));

    assertThatThrownBy(() -> TopK.of(1).labels(fromOne).bind(model(floats("scores", -1, 2))))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining(
            "expected the ids 0 to 1, found 2 labels with the ids 1 to 2: cat, ...");
    Labels gaps = Labels.ofEntries(List.of(Label.of(0, "cat"), Label.of(2, "dog")));
    assertThatThrownBy(() -> TopK.of(1).labels(gaps).bind(model(SCORES)))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("fillGaps()");
    assertThat(apply(TopK.of(1).labels(gaps.fillGaps()), model(SCORES), scores(1, 2, 3)).best())
        .isEqualTo(new ScoredClass(2, "dog", 3));
    assertThat(apply(TopK.of(1).labels(shuffled), model(SCORES), scores(1, 2, 3)).best())
        .isEqualTo(new ScoredClass(2, "cow", 3));
  }

  @Test
  void apply_wrongNumberOfLabelsOfUnknownLength_isRefusedAtTheFirstCall() {
    TopK step = TopK.of(1).labels(PETS);

    assertThatThrownBy(() -> apply(step, model(floats("scores", -1, -1)), scores(1, 2, 3, 4, 5)))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("expected 5, found 3");
  }

  @Test
  void bind_severalOutputs_listsThemUnlessOneIsNamed() {
    ModelDescription model = model(SCORES, floats("other", -1, 3));

    assertThatThrownBy(() -> TopK.of(1).labels(PETS).bind(model))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("scores: float32 [?, 3]; other: float32 [?, 3]")
        .hasMessageContaining(".output(\"...\")");
    assertThat(apply(TopK.of(1).output("scores"), model, scores(1, 2, 3)).best().index())
        .isEqualTo(2);
  }

  @Test
  void bind_modelThatSortsItsScores_isRefusedUnlessTheScoresAreNamed() {
    ModelDescription model =
        model(SCORES, new TensorSpec("indices", ElementType.INT32, Shape.of(-1, 3)));

    assertThatThrownBy(() -> TopK.of(1).labels(PETS).bind(model))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("sorted already")
        .hasMessageContaining("'indices'");
    assertThat(apply(TopK.of(1).output("scores"), model, scores(1, 2, 3)).best().index())
        .isEqualTo(2);
  }

  @Test
  void bind_unknownOrUnfitOutput_isRefused() {
    ModelDescription model = model(SCORES, new TensorSpec("ids", ElementType.INT64, Shape.of(-1)));

    assertThatThrownBy(() -> TopK.of(1).output("ids").bind(model))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("'ids'");
    assertThatThrownBy(() -> TopK.of(1).output("none").bind(model))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("'none'");
  }

  @Test
  void apply_modelThatNamesItsClasses_usesItsNames() {
    Classification result = apply(TopK.of(5), birds(), birdOutputs());

    assertThat(result.entries())
        .containsExactly(new ScoredClass(1, "owl", 0.9f), new ScoredClass(0, "hawk", 0.1f));
  }

  @Test
  void apply_modelThatNamesItsClassesAndLabels_usesTheScoresOfAll() {
    Classification result = apply(TopK.of(1).labels(PETS), birds(), birdOutputs());

    assertThat(result.best()).isEqualTo(new ScoredClass(2, "cow", 0.5f));
  }

  @Test
  void withers_twice_quoteTheEarlierValue() {
    assertThatIllegalArgumentException().isThrownBy(() -> TopK.of(0)).withMessageContaining("0");
    assertThatIllegalStateException()
        .isThrownBy(() -> TopK.of(1).labels(PETS).labels(PETS))
        .withMessageContaining("3 labels: cat");
    assertThatIllegalStateException()
        .isThrownBy(() -> TopK.of(1).output("a").output("b"))
        .withMessageContaining("to a");
  }

  @Test
  void classification_wrongOrder_isRefused() {
    List<ScoredClass> rising = List.of(new ScoredClass(0, "a", 1), new ScoredClass(1, "b", 2));

    assertThatIllegalArgumentException().isThrownBy(() -> Classification.of(rising, ScoreKind.RAW));
  }

  @Test
  void apply_softmax_equalsTheFormula() {
    Random random = new Random(3);
    for (int round = 0; round < 300; round++) {
      float[] logits = logits(random);
      float temperature = 0.25f + random.nextFloat() * 4;
      double highest = highest(logits);
      double sum = 0;
      for (float logit : logits) {
        sum += Math.exp((logit - highest) / temperature);
      }

      Classification found =
          apply(TopK.all().softmax(temperature), model(anyLength()), scores(logits));

      assertThat(found.scoreKind()).isEqualTo(ScoreKind.PROBABILITY);
      for (ScoredClass entry : found.entries()) {
        assertThat((double) entry.score())
            .isCloseTo(
                Math.exp((logits[entry.index()] - highest) / temperature) / sum, within(1e-7));
      }
    }
  }

  @Test
  void apply_sigmoid_equalsTheFormula() {
    Random random = new Random(4);
    for (int round = 0; round < 300; round++) {
      float[] logits = logits(random);

      Classification found = apply(TopK.all().sigmoid(), model(anyLength()), scores(logits));

      assertThat(found.scoreKind()).isEqualTo(ScoreKind.INDEPENDENT_PROBABILITY);
      for (ScoredClass entry : found.entries()) {
        assertThat((double) entry.score())
            .isCloseTo(1 / (1 + Math.exp(-(double) logits[entry.index()])), within(1e-7));
      }
    }
  }

  /** A few numbers, at times far from 0, with ties. */
  private static float[] logits(Random random) {
    float[] logits = new float[1 + random.nextInt(30)];
    float scale = random.nextBoolean() ? 3 : 1e4f;
    for (int i = 0; i < logits.length; i++) {
      logits[i] = random.nextInt(4) == 0 ? scale : (float) random.nextGaussian() * scale;
    }
    return logits;
  }

  private static double highest(float[] logits) {
    double highest = logits[0];
    for (float logit : logits) {
      highest = Math.max(highest, logit);
    }
    return highest;
  }

  @Test
  void apply_infiniteLogits_haveNoSoftmaxButASigmoid() {
    float[] infinite = {0, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};

    assertThatThrownBy(() -> apply(TopK.of(1).softmax(), model(SCORES), scores(infinite)))
        .isInstanceOf(ModelRunException.class)
        .hasMessageContaining("finite logits");
    assertThat(apply(TopK.all().sigmoid(), model(SCORES), scores(infinite)))
        .hasToString("1 1.0, 0 0.5, 2 0.0");
    assertThat(apply(TopK.all().softmax(), model(SCORES), scores(0, 0, Float.NEGATIVE_INFINITY)))
        .hasToString("0 0.5, 1 0.5, 2 0.0");
    assertThat(apply(TopK.all(), model(SCORES), scores(infinite)).best().index()).isEqualTo(1);
  }

  @Test
  void scoreKind_isReadFromTheLastOperation() {
    assertThat(apply(TopK.of(1), ending("Softmax"), scores(0.2f, 0.3f, 0.5f)).scoreKind())
        .isEqualTo(ScoreKind.PROBABILITY);
    assertThat(apply(TopK.of(1), ending("Sigmoid"), scores(0.9f, 0.3f, 0.5f)).scoreKind())
        .isEqualTo(ScoreKind.INDEPENDENT_PROBABILITY);
    assertThat(apply(TopK.of(1), ending("BiasAdd"), scores(0.2f, 0.3f, 0.5f)).scoreKind())
        .isEqualTo(ScoreKind.RAW);
    assertThat(apply(TopK.of(1), model(SCORES), scores(0.2f, 0.3f, 0.5f)).scoreKind())
        .isEqualTo(ScoreKind.RAW);
  }

  @Test
  void bind_activationAfterTheModels_isRefused() {
    assertThatThrownBy(() -> TopK.of(1).softmax().bind(ending("Softmax")))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("probabilities already")
        .hasMessageContaining("Leave .softmax(1.0) away");
    assertThatThrownBy(() -> TopK.of(1).sigmoid().bind(ending("Softmax")))
        .isInstanceOf(ModelMismatchException.class);
  }

  @Test
  void apply_numbersThatAreNoProbabilities_saySoInTheKind() {
    TopK step = TopK.of(1).probabilities();

    assertThat(apply(step, model(SCORES), scores(0.2f, 0.3f, 0.5f)).scoreKind())
        .isEqualTo(ScoreKind.PROBABILITY);
    assertThat(apply(step, model(SCORES), scores(2, 3, 5)).scoreKind()).isEqualTo(ScoreKind.RAW);
    assertThat(apply(step, model(SCORES), scores(0.2f, 0.3f, 0.1f)).scoreKind())
        .isEqualTo(ScoreKind.RAW);
    assertThat(apply(step, model(SCORES), scores(-0.5f, 0.5f, 1)).scoreKind())
        .isEqualTo(ScoreKind.RAW);
  }

  @Test
  void apply_wrongGuess_isReportedOnce() {
    assertThat(logOf(TopK.of(1).probabilities(), scores(0, 3, 5)))
        .containsOnlyOnce("no probabilities of one choice")
        .contains("0.0 to 5.0, 8.0 together");
  }

  @Test
  void apply_softmaxOfWhatSeemsToBeProbabilities_isReportedOnce() {
    assertThat(logOf(TopK.of(1).softmax(), scores(0.25f, 0.7f, 0.05f)))
        .containsOnlyOnce("seem to be probabilities already")
        .contains("Leave .softmax(1.0) away");
    assertThat(logOf(TopK.of(1).softmax(), scores(2, 0.7f, -3))).isEmpty();
  }

  /** What is logged when a step is applied three times. */
  private static String logOf(TopK step, Outputs outputs) {
    TopK bound = step.bind(model(SCORES));
    PrintStream original = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, UTF_8));
    try {
      for (int i = 0; i < 3; i++) {
        assertThat(bound.apply(outputs, FakePostprocessContext.of(model(SCORES))).isEmpty())
            .isFalse();
      }
    } finally {
      System.setErr(original);
    }
    return log.toString(UTF_8);
  }

  @Test
  void minScore_isStrict_andMayLeaveNothing() {
    TopK step = TopK.all().minScore(0.3f);

    assertThat(apply(step, model(SCORES), scores(0.3f, 0.31f, 0.5f))).hasToString("2 0.5, 1 0.31");
    Classification none = apply(step, model(SCORES), scores(0.1f, 0.2f, 0.3f));
    assertThat(none.isEmpty()).isTrue();
    assertThat(none.entries()).isEmpty();
    assertThatExceptionOfType(NoSuchElementException.class)
        .isThrownBy(none::best)
        .withMessageContaining("isEmpty()");
  }

  @Test
  void allowAndDeny_chooseByName_andKeepScores() {
    TopK pets = TopK.of(2).labels(PETS).softmax();
    float[] logits = {3, 2, 1};
    float dog = apply(pets, model(SCORES), scores(logits)).entries().get(1).score();

    assertThat(apply(pets.allow("cow", "dog"), model(SCORES), scores(logits)).best())
        .isEqualTo(new ScoredClass(1, "dog", dog));
    assertThat(apply(pets.deny("cat"), model(SCORES), scores(logits)).best())
        .isEqualTo(new ScoredClass(1, "dog", dog));
    assertThat(apply(TopK.of(9).allow("2"), model(SCORES), scores(logits))).hasToString("2 1.0");
    assertThatThrownBy(() -> pets.allow("dog", "doge").bind(model(SCORES)))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("found [doge]")
        .hasMessageContaining("[cat, dog, cow]");
    assertThatIllegalStateException().isThrownBy(() -> pets.allow("dog").deny("cat"));
  }

  @Test
  void labels_thatDifferByTheBackground_areAligned() {
    Labels background = Labels.of(List.of("background", "cat", "dog", "cow"));
    Labels map = Labels.ofEntries(List.of(Label.of(1, "cat"), Label.of(2, "dog")));

    assertThat(apply(TopK.of(1).labels(background), model(SCORES), scores(0, 1, 0)).best().label())
        .isEqualTo("dog");
    assertThat(apply(TopK.of(1).labels(map), model(SCORES), scores(0, 1, 0)).best().label())
        .isEqualTo("cat");
    assertThat(apply(TopK.of(1).labels(map), model(SCORES), scores(1, 0, 0)).best().label())
        .isEqualTo("background");
  }

  @Test
  void labels_ofImageNet_areAlignedWithOneMoreClass() {
    List<String> names = IntStream.range(0, 1000).mapToObj(i -> "class " + i).toList();
    float[] scores = new float[1001];
    scores[7] = 1;

    assertThat(
            apply(TopK.of(1).labels(Labels.of(names)), model(anyLength()), scores(scores))
                .best()
                .label())
        .isEqualTo("class 6");
  }

  @Test
  void best_seededScores_equalAStableSort() {
    Random random = new Random(5);
    for (int round = 0; round < 500; round++) {
      float[] scores = new float[1 + random.nextInt(40)];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = random.nextInt(12) - 6;
      }
      int k = 1 + random.nextInt(45);
      int[] sorted =
          IntStream.range(0, scores.length)
              .boxed()
              .sorted(Comparator.comparing((Integer i) -> -scores[i]))
              .limit(k)
              .mapToInt(i -> i)
              .toArray();

      assertThat(apply(TopK.of(k), model(anyLength()), scores(scores)).entries())
          .extracting(ScoredClass::index)
          .containsExactly(Arrays.stream(sorted).boxed().toArray(Integer[]::new));
    }
  }

  @Test
  void best_longLists_equalAStableSort() {
    Random random = new Random(6);
    for (int round = 0; round < 100; round++) {
      float[] scores = new float[65 + random.nextInt(300)];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = oddScore(random);
      }
      boolean odd = random.nextBoolean();
      String[] allowed =
          IntStream.range(0, scores.length)
              .filter(i -> !odd || i % 2 == 1)
              .mapToObj(Integer::toString)
              .toArray(String[]::new);
      Integer[] sorted =
          Arrays.stream(allowed)
              .map(Integer::valueOf)
              .sorted(Comparator.comparing(i -> -((double) scores[i] + 0.0)))
              .toArray(Integer[]::new);

      assertThat(apply(TopK.all().allow(allowed), model(anyLength()), scores(scores)).entries())
          .extracting(ScoredClass::index)
          .containsExactly(sorted);
    }
  }

  /** Ties, both zeros, infinities, and numbers of all sizes and signs. */
  private static float oddScore(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> -0.0f;
      case 1 -> 0.0f;
      case 2 -> random.nextBoolean() ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
      case 3 -> random.nextInt(5) - 2;
      default -> (float) Math.scalb(random.nextGaussian(), random.nextInt(200) - 100);
    };
  }

  @Test
  void apply_oppositeInfinities_areNoNaN() {
    assertThat(
            apply(
                TopK.of(3),
                model(SCORES),
                scores(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1)))
        .hasToString("0 Infinity, 2 1.0, 1 -Infinity");
  }

  @Test
  void allow_noneOrOneTwice() {
    assertThatIllegalArgumentException().isThrownBy(() -> TopK.of(1).allow());
    assertThat(apply(TopK.of(2).labels(PETS).allow("dog", "dog"), model(SCORES), scores(3, 2, 1)))
        .hasToString("dog 2.0");
  }

  @Test
  void classification_toJson_infiniteScore_isNull() {
    Classification result =
        Classification.of(
            List.of(new ScoredClass(0, "a", 1), new ScoredClass(1, "b", Float.NEGATIVE_INFINITY)),
            ScoreKind.RAW);

    assertThat(result.toJson())
        .isEqualTo(
            "[{\"index\":0,\"label\":\"a\",\"score\":1.0},"
                + "{\"index\":1,\"label\":\"b\",\"score\":null}]");
  }

  @Test
  void heads_giveOneClassificationEach() {
    ModelDescription model = model(floats("kind", -1, 3), floats("size", -1, 2));
    Outputs outputs =
        Outputs.of(
            Map.of(
                "kind", TensorValue.of(new float[] {1, 2, 3}, Shape.of(3)),
                "size", TensorValue.of(new float[] {2, 1}, Shape.of(2))));
    ClassificationHeads heads =
        ClassificationHeads.of("kind", TopK.of(1).output("kind").labels(PETS))
            .and("size", TopK.of(1).output("size"));

    Map<String, Classification> found =
        heads.bind(model).apply(outputs, FakePostprocessContext.of(model));

    assertThat(found.keySet()).containsExactly("kind", "size");
    assertThat(found.get("kind")).hasToString("cow 3.0");
    assertThat(found.get("size")).hasToString("0 2.0");
    assertThatIllegalStateException()
        .isThrownBy(() -> heads.and("size", TopK.of(2)))
        .withMessageContaining("top 1 of size");
  }

  @Test
  void classification_toJson_isPlainJsonInAnyLocale() {
    Classification result =
        Classification.of(
            List.of(new ScoredClass(3, "a \"b\"\n", 0.25f), new ScoredClass(1, "ß", 1e-10f)),
            ScoreKind.RAW);
    Locale original = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(result.toJson())
          .isEqualTo(
              "[{\"index\":3,\"label\":\"a \\\"b\\\"\\n\",\"score\":0.25},"
                  + "{\"index\":1,\"label\":\"ß\",\"score\":1.0E-10}]");
    } finally {
      Locale.setDefault(original);
    }
  }

  private static TensorSpec anyLength() {
    return floats("scores", -1, -1);
  }

  private static ModelDescription ending(String operation) {
    return ModelDescription.builder("model", "test")
        .outputs(List.of(SCORES))
        .lastOperations(Map.of("scores", operation))
        .build();
  }

  private static ModelDescription birds() {
    return model(
        new TensorSpec("classes", ElementType.STRING, Shape.of(-1, 2)),
        floats("probabilities", -1, 2),
        SCORES);
  }

  private static Outputs birdOutputs() {
    return Outputs.of(
        Map.of(
            "classes", TensorValue.ofStrings(List.of("hawk", "owl"), Shape.of(2)),
            "probabilities", TensorValue.of(new float[] {0.1f, 0.9f}, Shape.of(2)),
            "scores", TensorValue.of(new float[] {0.2f, 0.3f, 0.5f}, Shape.of(3))));
  }

  private static Outputs scores(float... scores) {
    return Outputs.of(Map.of("scores", TensorValue.of(scores, Shape.of(scores.length))));
  }

  private static TensorSpec floats(String name, long... lengths) {
    return new TensorSpec(name, ElementType.FLOAT32, Shape.of(lengths));
  }

  private static ModelDescription model(TensorSpec... outputs) {
    return ModelDescription.builder("model", "test").outputs(List.of(outputs)).build();
  }

  private static Classification apply(TopK step, ModelDescription model, Outputs outputs) {
    return step.bind(model).apply(outputs, FakePostprocessContext.of(model));
  }
}
