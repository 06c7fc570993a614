package io.sightline.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.model.Feed;
import io.sightline.model.ModelDescription;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchLayoutTest {
  private static final TensorValue FIRST = TensorValue.of(new float[] {1, 2, 3}, Shape.of(3));
  private static final TensorValue SECOND = TensorValue.of(new float[] {4, 5, 6}, Shape.of(3));
  private static final TensorValue KEEP = TensorValue.of(new float[] {1}, Shape.of());

  private static TensorSpec spec(String name, Shape shape) {
    return new TensorSpec(name, ElementType.FLOAT32, shape);
  }

  private static ModelDescription model(List<TensorSpec> inputs, TensorSpec... outputs) {
    return ModelDescription.builder("m.pb", "fake")
        .inputs(inputs)
        .outputs(List.of(outputs))
        .build();
  }

  /** One input {@code x} of 3 numbers, one output {@code y} of 2. */
  private static ModelDescription model(long batch) {
    return model(List.of(spec("x", Shape.of(batch, 3))), spec("y", Shape.of(batch, 2)));
  }

  private static BatchLayout layout(ModelDescription model) {
    return BatchLayout.of(model, Map.of("x", FIRST));
  }

  private static TensorValue counted(int... lengths) {
    long[] shape = java.util.Arrays.stream(lengths).asLongStream().toArray();
    float[] elements = new float[java.util.Arrays.stream(lengths).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = i;
    }
    return TensorValue.of(elements, Shape.of(shape));
  }

  @ParameterizedTest
  @CsvSource({"-1, 5", "1, 1", "4, 4"})
  void capacity_itemOfAModel_isWhatTheModelTakes(long batch, int capacity) {
    assertThat(layout(model(batch)).capacity(5)).isEqualTo(capacity);
  }

  @Test
  void capacity_valueWithItsOwnBatchAxis_isOne() {
    Map<String, TensorValue> whole = Map.of("x", FIRST.reshape(Shape.of(1, 3)));

    assertThat(BatchLayout.of(model(-1), whole).capacity(5)).isEqualTo(1);
  }

  @Test
  void capacity_inputOfUnknownRank_isOne() {
    ModelDescription model = model(List.of(spec("x", Shape.unknown())), spec("y", Shape.unknown()));

    BatchLayout layout = layout(model);

    assertThat(layout.capacity(5)).isEqualTo(1);
    assertThat(layout.feeds(Map.of("x", FIRST)).get("x").shape()).isEqualTo(Shape.of(3));
    assertThat(layout.item(Map.of("y", counted(1, 2)))).isEqualTo(Map.of("y", counted(1, 2)));
  }

  @Test
  void capacity_freeAndFixedInput_isTheFixedOne() {
    List<TensorSpec> inputs = List.of(spec("x", Shape.of(-1, 3)), spec("z", Shape.of(4, 3)));

    assertThat(BatchLayout.of(model(inputs), Map.of("x", FIRST, "z", SECOND)).capacity(9))
        .isEqualTo(4);
  }

  @Test
  void feeds_severalItems_areStackedInOrder() {
    Map<String, Feed> feeds =
        layout(model(-1)).feeds(List.of(Map.of("x", FIRST), Map.of("x", SECOND)));

    assertThat(feeds.get("x").shape()).isEqualTo(Shape.of(2, 3));
    assertThat(feeds.get("x").parts()).containsExactly(FIRST, SECOND);
  }

  @Test
  void feeds_fewerThanTheFixedBatch_arePaddedWithTheLast() {
    Map<String, Feed> feeds =
        layout(model(4)).feeds(List.of(Map.of("x", FIRST), Map.of("x", SECOND)));

    assertThat(feeds.get("x").parts()).containsExactly(FIRST, SECOND, SECOND, SECOND);
  }

  @Test
  void feeds_constantBesideItems_isFedOnce() {
    ModelDescription model =
        model(List.of(spec("x", Shape.of(-1, 3)), spec("keep_prob", Shape.of())));
    Map<String, TensorValue> first = Map.of("x", FIRST, "keep_prob", KEEP);
    Map<String, TensorValue> second = Map.of("x", SECOND, "keep_prob", KEEP);

    Map<String, Feed> feeds = BatchLayout.of(model, first).feeds(List.of(first, second));

    assertThat(feeds.get("x").shape()).isEqualTo(Shape.of(2, 3));
    assertThat(feeds.get("keep_prob").parts()).containsExactly(KEEP);
  }

  @Test
  void key_itemsOfOneShape_areEqualWhateverTheirValues() {
    BatchLayout layout = layout(model(-1));

    assertThat(layout.key(Map.of("x", FIRST))).isEqualTo(layout.key(Map.of("x", SECOND)));
  }

  @Test
  void key_otherShapeOrType_isAnother() {
    ModelDescription model = model(List.of(spec("x", Shape.of(-1, -1))));
    BatchLayout layout = layout(model);

    assertThat(layout.key(Map.of("x", FIRST)))
        .isNotEqualTo(layout.key(Map.of("x", counted(4))))
        .isNotEqualTo(layout.key(Map.of("x", TensorValue.of(new int[3], Shape.of(3)))));
  }

  @Test
  void key_otherConstant_isAnother() {
    ModelDescription model =
        model(List.of(spec("x", Shape.of(-1, 3)), spec("keep_prob", Shape.of())));
    Map<String, TensorValue> one = Map.of("x", FIRST, "keep_prob", KEEP);
    Map<String, TensorValue> same =
        Map.of("x", FIRST, "keep_prob", TensorValue.of(new float[] {1}, Shape.of()));
    Map<String, TensorValue> other =
        Map.of("x", FIRST, "keep_prob", TensorValue.of(new float[] {0.5f}, Shape.of()));
    BatchLayout layout = BatchLayout.of(model, one);

    assertThat(layout.key(one)).isEqualTo(layout.key(same)).isNotEqualTo(layout.key(other));
  }

  @Test
  void split_stackedOutputs_givesEachItemItsOwn() {
    assertThat(layout(model(-1)).split(Map.of("y", counted(3, 2)), 3).orElseThrow())
        .extracting(item -> item.get("y").floats())
        .containsExactly(new float[] {0, 1}, new float[] {2, 3}, new float[] {4, 5});
  }

  @Test
  void split_paddedBatch_dropsTheCopies() {
    assertThat(layout(model(4)).split(Map.of("y", counted(4, 2)), 2).orElseThrow())
        .extracting(item -> item.get("y").floats())
        .containsExactly(new float[] {0, 1}, new float[] {2, 3});
  }

  @Test
  void split_outputWithoutBatchAxis_isGivenToAll() {
    ModelDescription model =
        model(
            List.of(spec("x", Shape.of(-1, 3))),
            spec("y", Shape.of(-1, 2)),
            spec("anchors", Shape.of(7, 4)),
            spec("version", Shape.of()));
    Map<String, TensorValue> outputs =
        Map.of("y", counted(2, 2), "anchors", counted(7, 4), "version", KEEP);

    assertThat(layout(model).split(outputs, 2).orElseThrow())
        .allSatisfy(
            item -> {
              assertThat(item.get("anchors")).isEqualTo(counted(7, 4));
              assertThat(item.get("version")).isEqualTo(KEEP);
              assertThat(item.get("y").shape()).isEqualTo(Shape.of(2));
            });
  }

  @Test
  void split_lengthThatIsNotTheCount_isEmpty() {
    assertThat(layout(model(-1)).split(Map.of("y", counted(5, 2)), 3)).isEmpty();
    assertThat(layout(model(-1)).split(Map.of("y", KEEP), 3)).isEmpty();
  }

  @Test
  void split_outputOfUnknownRank_isStackedIfTheBatchIsFree() {
    ModelDescription model = model(List.of(spec("x", Shape.of(-1, 3))), spec("y", Shape.unknown()));

    assertThat(layout(model).split(Map.of("y", counted(2, 2)), 2).orElseThrow().get(1).get("y"))
        .isEqualTo(TensorValue.of(new float[] {2, 3}, Shape.of(2)));
  }

  @Test
  void item_outputThatCountsWhatWasFound_isWholeIfItsLengthIsNotOne() {
    assertThat(layout(model(-1)).item(Map.of("y", counted(5, 2))))
        .isEqualTo(Map.of("y", counted(5, 2)));
    assertThat(layout(model(-1)).item(Map.of("y", counted(1, 2))).get("y").shape())
        .isEqualTo(Shape.of(2));
  }
}
