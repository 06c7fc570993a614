package io.sightline.postprocess.plain;

import static java.nio.charset.StandardCharsets.UTF_8;
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

class TextsTest {
  private static final ModelDescription CAPTIONS =
      model(
          new TensorSpec("caption", ElementType.STRING, Shape.of(-1)),
          new TensorSpec("score", ElementType.FLOAT32, Shape.of(-1)));

  @Test
  void apply_anyShape_givesTheTextRowByRow() {
    assertThat(apply(TensorValue.ofStrings(List.of("a cat"), Shape.of()))).containsExactly("a cat");
    assertThat(
            apply(
                TensorValue.ofStrings(
                    List.of("a", "", "K\u00e4tzchen \ud83d\ude3a", "a"), Shape.of(2, 2))))
        .containsExactly("a", "", "K\u00e4tzchen \ud83d\ude3a", "a");
    assertThat(apply(TensorValue.ofStrings(List.of(), Shape.of(0)))).isEmpty();
  }

  @Test
  void apply_bytesThatAreNoText_areRefused() {
    TensorValue value =
        TensorValue.ofByteStrings(
            List.of("a".getBytes(UTF_8), new byte[] {(byte) 0xff, (byte) 0xd8}), Shape.of(2));

    assertThatThrownBy(() -> apply(value))
        .isInstanceOf(ModelRunException.class)
        .hasMessageContaining("'caption'")
        .hasMessageContaining("index 1")
        .hasMessageContaining("PlainOutputs.all()");
  }

  @Test
  void bind_noStringsOrSeveral_isRefused() {
    TensorSpec a = new TensorSpec("a", ElementType.STRING, Shape.unknown());
    TensorSpec b = new TensorSpec("b", ElementType.STRING, Shape.unknown());

    assertThatThrownBy(() -> Texts.fromModel().bind(model(a, b)))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining(".output(\"...\")");
    assertThat(Texts.fromModel().output("b").bind(model(a, b))).hasToString("text of b");
    assertThatThrownBy(() -> Texts.fromModel().output("score").bind(CAPTIONS))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("'score'");
    assertThatThrownBy(() -> apply(TensorValue.of(new float[1], Shape.of(1))))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("float32 [1]");
    assertThatIllegalStateException()
        .isThrownBy(() -> Texts.fromModel().output("a").output("b"))
        .withMessageContaining("to a");
  }

  @Test
  void plainOutputs_areHandedOn() {
    Outputs outputs = Outputs.of(Map.of("score", TensorValue.of(new float[] {1, 2}, Shape.of(2))));

    assertThat(PlainOutputs.all().apply(outputs, FakePostprocessContext.of(CAPTIONS)))
        .isSameAs(outputs);
    assertThat(PlainOutputs.all()).hasToString("plain outputs");
  }

  private static List<String> apply(TensorValue value) {
    return Texts.fromModel()
        .bind(CAPTIONS)
        .apply(Outputs.of(Map.of("caption", value)), FakePostprocessContext.of(CAPTIONS));
  }

  private static ModelDescription model(TensorSpec... outputs) {
    return ModelDescription.builder("model", "test").outputs(List.of(outputs)).build();
  }
}
