package io.sightline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.model.ModelDescription;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreprocessorTest {
  private static final Preprocessor<String> STEP =
      (input, context) -> Sample.of("x", new float[1], Shape.of());

  private static ModelDescription model(TensorSpec... inputs) {
    return ModelDescription.builder("m", "fake").inputs(List.of(inputs)).build();
  }

  private static TensorSpec input(String name, ElementType type, Shape shape) {
    return new TensorSpec(name, type, shape);
  }

  @Test
  void bind_byDefault_isTheStepItself() {
    assertThat(STEP.bind(model())).isSameAs(STEP);
  }

  @Test
  void warmUpSample_knownShapes_isZerosWithoutTheUnknownBatchAxis() {
    ModelDescription model =
        model(
            input("image", ElementType.UINT8, Shape.of(-1, 17, 11, 3)),
            input("fixed", ElementType.FLOAT32, Shape.of(2, 3)),
            input("training", ElementType.BOOL, Shape.of()),
            input("ids", ElementType.INT64, Shape.of(-1)));

    assertThat(STEP.warmUpSample(model).orElseThrow().values())
        .containsEntry("image", TensorValue.zeros(ElementType.UINT8, Shape.of(17, 11, 3)))
        .containsEntry("fixed", TensorValue.zeros(ElementType.FLOAT32, Shape.of(2, 3)))
        .containsEntry("training", TensorValue.zeros(ElementType.BOOL, Shape.of()))
        .containsEntry("ids", TensorValue.zeros(ElementType.INT64, Shape.of()))
        .hasSize(4);
  }

  @Test
  void warmUpSample_whatCannotBeTold_isEmpty() {
    TensorSpec known = input("known", ElementType.FLOAT32, Shape.of(-1, 3));

    assertThat(STEP.warmUpSample(model())).isEmpty();
    for (TensorSpec open :
        List.of(
            input("open", ElementType.FLOAT32, Shape.of(-1, -1, -1, 3)),
            input("rank", ElementType.FLOAT32, Shape.unknown()),
            input("text", ElementType.STRING, Shape.of(-1)),
            input("opaque", ElementType.OPAQUE, Shape.of()))) {
      assertThat(STEP.warmUpSample(model(known, open))).as("%s", open).isEmpty();
    }
  }

  @Test
  void standaloneContext_hasNoModelAndDoesTheWork() {
    PreprocessContext context = PreprocessContext.standalone();

    assertThat(context.model()).isEmpty();
    assertThat(context.stage("decode", () -> 7)).isEqualTo(7);
  }
}
