package io.sightline.postprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.Outputs;
import io.sightline.PostprocessContext;
import io.sightline.Timings;
import io.sightline.error.ModelMismatchException;
import io.sightline.error.ModelRunException;
import io.sightline.image.Geometry;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.labels.Label;
import io.sightline.postprocess.labels.Labels;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    assertThatThrownBy(() -> TopK.of(1).labels(fromOne).bind(model(SCORES)))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("fillGaps()");
    assertThat(apply(TopK.of(1).labels(fromOne.fillGaps()), model(SCORES), scores(1, 2, 3)).best())
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

    assertThatIllegalArgumentException().isThrownBy(() -> Classification.of(rising));
    assertThatIllegalArgumentException().isThrownBy(() -> Classification.of(List.of()));
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
    return step.bind(model).apply(outputs, new Context(model));
  }

  private record Context(ModelDescription model) implements PostprocessContext {
    @Override
    public Object input() {
      return "input";
    }

    @Override
    public Optional<Geometry> geometry() {
      return Optional.empty();
    }

    @Override
    public Timings timings() {
      throw new UnsupportedOperationException();
    }
  }
}
