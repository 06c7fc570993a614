package io.sightline.postprocess.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.Outputs;
import io.sightline.error.ModelMismatchException;
import io.sightline.error.ModelRunException;
import io.sightline.model.ModelDescription;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import io.sightline.testing.FakePostprocessContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddingTest {
  private static final ModelDescription FEATURES = model(floats("features", -1, 4));

  @Test
  void apply_rowOfAnyShape_isTaken() {
    float[] elements = {3, 0, -4, 0};
    EmbeddingVector expected = EmbeddingVector.of(elements);

    for (Shape shape : List.of(Shape.of(4), Shape.of(1, 4), Shape.of(1, 1, 4))) {
      assertThat(apply(Embedding.fromModel(), FEATURES, TensorValue.of(elements, shape)))
          .isEqualTo(expected);
    }
    TensorValue halves = TensorValue.ofFloat16(elements, Shape.of(4));
    TensorValue doubles = TensorValue.of(new double[] {3, 0, -4, 0}, Shape.of(4));
    assertThat(apply(Embedding.fromModel(), FEATURES, halves)).isEqualTo(expected);
    assertThat(apply(Embedding.fromModel(), FEATURES, doubles)).isEqualTo(expected);
  }

  @Test
  void apply_normalized_hasLengthOne() {
    TensorValue value = TensorValue.of(new float[] {3, 0, -4, 0}, Shape.of(4));
    TensorValue zero = TensorValue.of(new float[4], Shape.of(4));

    assertThat(apply(Embedding.fromModel().normalized(), FEATURES, value))
        .isEqualTo(EmbeddingVector.of(0.6f, 0, -0.8f, 0));
    assertThat(apply(Embedding.fromModel().normalized(), FEATURES, zero))
        .isEqualTo(EmbeddingVector.of(0, 0, 0, 0));
  }

  @Test
  void bind_output_isTheOnlyRowOrTheNamedOne() {
    TensorSpec pooled = floats("pooled", -1, 1, 1, 4);
    TensorSpec map = floats("map", -1, 7, 7, 4);
    ModelDescription oneRow = model(map, pooled);
    ModelDescription twoRows = model(floats("a", -1, 4), floats("b", -1, 4));

    assertThat(Embedding.fromModel().bind(oneRow)).hasToString("embedding");
    assertThat(Embedding.fromModel().output("b").normalized().bind(twoRows))
        .hasToString("embedding of b, normalized");
    assertThatThrownBy(() -> Embedding.fromModel().bind(twoRows))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("a: float32 [?, 4]; b: float32 [?, 4]")
        .hasMessageContaining(".output(\"...\")");
    assertThatThrownBy(() -> Embedding.fromModel().output("map").bind(oneRow))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("'map'")
        .hasMessageContaining("a row of floats");
    assertThatThrownBy(() -> Embedding.fromModel().output("none").bind(oneRow))
        .isInstanceOf(ModelMismatchException.class);
  }

  @Test
  void apply_unusable_isRefused() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      assertThatThrownBy(
              () ->
                  apply(
                      Embedding.fromModel(),
                      FEATURES,
                      TensorValue.of(new float[] {1, bad}, Shape.of(2))))
          .isInstanceOf(ModelRunException.class)
          .hasMessageContaining(bad + " at index 1");
    }
    assertThatThrownBy(
            () ->
                apply(
                    Embedding.fromModel(),
                    FEATURES,
                    TensorValue.of(new double[] {1e300}, Shape.of(1))))
        .isInstanceOf(ModelRunException.class);
    for (Shape shape : List.of(Shape.of(2, 4), Shape.of(0), Shape.of(2, 1))) {
      assertThatThrownBy(
              () ->
                  apply(
                      Embedding.fromModel(),
                      FEATURES,
                      TensorValue.zeros(ElementType.FLOAT32, shape)))
          .isInstanceOf(ModelMismatchException.class)
          .hasMessageContaining(shape.toString());
    }
  }

  @Test
  void output_twice_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Embedding.fromModel().output("a").output("b"))
        .withMessageContaining("to a");
  }

  private static EmbeddingVector apply(Embedding step, ModelDescription model, TensorValue value) {
    return step.bind(model)
        .apply(
            Outputs.of(Map.of(model.outputs().get(0).name(), value)),
            FakePostprocessContext.of(model));
  }

  private static TensorSpec floats(String name, long... lengths) {
    return new TensorSpec(name, ElementType.FLOAT32, Shape.of(lengths));
  }

  private static ModelDescription model(TensorSpec... outputs) {
    return ModelDescription.builder("model", "test").outputs(List.of(outputs)).build();
  }
}
