package io.sightline.postprocess.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
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

class RegressionTest {
  private static final ModelDescription ANGLES = model(floats("angles", -1, 3));
  private static final TensorValue VALUES = row(12.5f, -3.1f, 0);

  @Test
  void apply_names_nameTheNumbers() {
    Numbers numbers = apply(Regression.fromModel().names("yaw", "pitch", "roll"), ANGLES, VALUES);

    assertThat(numbers.value("yaw")).isEqualTo(12.5);
    assertThat(numbers.value("pitch")).isEqualTo(-3.1f);
    assertThat(numbers.values()).containsExactly(12.5, -3.1f, 0);
    assertThat(numbers).hasToString("yaw 12.5, pitch -3.1, roll 0.0");
    assertThat(
            apply(Regression.fromModel().names(List.of("a", "b", "c")), ANGLES, VALUES).entries())
        .containsExactly(
            new NamedNumber("a", 12.5), new NamedNumber("b", -3.1f), new NamedNumber("c", 0));
  }

  @Test
  void apply_withoutNames_countsThem() {
    assertThat(apply(Regression.fromModel(), ANGLES, VALUES))
        .hasToString("0 12.5, 1 -3.1, 2 0.0")
        .isEqualTo(apply(Regression.fromModel().names("0", "1", "2"), ANGLES, VALUES));
  }

  @Test
  void apply_oneNumber_needsNoAxis() {
    ModelDescription age = model(floats("age", -1));

    for (Shape shape : List.of(Shape.of(), Shape.of(1), Shape.of(1, 1))) {
      assertThat(
              apply(
                      Regression.fromModel().names("age"),
                      age,
                      TensorValue.of(new float[] {31.5f}, shape))
                  .only())
          .isEqualTo(31.5);
    }
  }

  @Test
  void apply_doubles_keepTheirPrecision() {
    ModelDescription model = model(new TensorSpec("x", ElementType.FLOAT64, Shape.of(-1, 1)));

    Numbers numbers =
        apply(Regression.fromModel(), model, TensorValue.of(new double[] {Math.PI}, Shape.of(1)));

    assertThat(numbers.only()).isEqualTo(Math.PI);
    assertThat(numbers).hasToString("0 3.141592653589793");
  }

  @Test
  void apply_nonFinite_isRefusedUnlessAllowed() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      assertThatThrownBy(() -> apply(Regression.fromModel(), ANGLES, row(1, 2, bad)))
          .isInstanceOf(ModelRunException.class)
          .hasMessageContaining(bad + " at index 2")
          .hasMessageContaining(".allowNonFinite()");
      assertThat(apply(Regression.fromModel().allowNonFinite(), ANGLES, row(1, 2, bad)).value("2"))
          .isEqualTo(Double.valueOf(bad));
    }
  }

  @Test
  void names_tooManyOrFew_areRefused() {
    assertThatThrownBy(() -> Regression.fromModel().names("yaw", "pitch").bind(ANGLES))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("expected 3, found [yaw, pitch]");
    assertThatThrownBy(
            () ->
                apply(
                    Regression.fromModel().names("yaw"),
                    model(new TensorSpec("angles", ElementType.FLOAT32, Shape.unknown())),
                    VALUES))
        .isInstanceOf(ModelMismatchException.class);
  }

  @Test
  void apply_noRow_isRefused() {
    for (Shape shape : List.of(Shape.of(2, 3), Shape.of(0))) {
      assertThatThrownBy(
              () ->
                  apply(
                      Regression.fromModel(),
                      ANGLES,
                      TensorValue.zeros(ElementType.FLOAT32, shape)))
          .isInstanceOf(ModelMismatchException.class)
          .hasMessageContaining(shape.toString());
    }
  }

  @Test
  void bind_severalRows_asksForTheName() {
    ModelDescription two = model(floats("box", -1, 4), floats("age", -1, 1));

    assertThatThrownBy(() -> Regression.fromModel().bind(two))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining(".output(\"...\")");
    assertThat(Regression.fromModel().output("age").names("age").allowNonFinite().bind(two))
        .hasToString("numbers of age: [age], finite or not");
  }

  @Test
  void setters_wrongOrTwice_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Regression.fromModel().names());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Regression.fromModel().names("a", "a"))
        .withMessageContaining("'a' twice");
    assertThatIllegalStateException()
        .isThrownBy(() -> Regression.fromModel().names("a").names("b"))
        .withMessageContaining("[a]");
    assertThatIllegalStateException()
        .isThrownBy(() -> Regression.fromModel().output("a").output("b"))
        .withMessageContaining("to a");
  }

  @Test
  void numbers_misuse_isRefused() {
    Numbers numbers = Numbers.of(List.of(new NamedNumber("a", 1), new NamedNumber("b", 2)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> numbers.value("c"))
        .withMessageContaining("[a, b]");
    assertThatIllegalStateException().isThrownBy(numbers::only).withMessageContaining("a 1.0");
    assertThatIllegalArgumentException().isThrownBy(() -> Numbers.of(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Numbers.of(List.of(new NamedNumber("a", 1), new NamedNumber("a", 2))));
  }

  private static Numbers apply(Regression step, ModelDescription model, TensorValue value) {
    return step.bind(model)
        .apply(
            Outputs.of(Map.of(model.outputs().get(0).name(), value)),
            FakePostprocessContext.of(model));
  }

  private static TensorValue row(float... numbers) {
    return TensorValue.of(numbers, Shape.of(numbers.length));
  }

  private static TensorSpec floats(String name, long... lengths) {
    return new TensorSpec(name, ElementType.FLOAT32, Shape.of(lengths));
  }

  private static ModelDescription model(TensorSpec... outputs) {
    return ModelDescription.builder("model", "test").outputs(List.of(outputs)).build();
  }
}
