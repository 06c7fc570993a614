package io.sightline.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.PreprocessContext;
import io.sightline.error.ModelMismatchException;
import io.sightline.image.ImageSource;
import io.sightline.model.ModelDescription;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncodedImageTest {
  private static final byte[] CONTENT = {(byte) 0xff, 0, 7};

  @Test
  void apply_eachShape_leavesTheBatchAxisToTheCore() {
    assertThat(shapeFor(Shape.of(-1))).isEqualTo(Shape.of());
    assertThat(shapeFor(Shape.of(1))).isEqualTo(Shape.of());
    assertThat(shapeFor(Shape.of())).isEqualTo(Shape.of());
    assertThat(shapeFor(Shape.of(-1, 1))).isEqualTo(Shape.of(1));
    assertThat(shapeFor(Shape.unknown())).isEqualTo(Shape.of());
  }

  @Test
  void apply_feedsTheBytesAsTheyAre() {
    assertThat(value(strings("x", Shape.of(-1))).byteStrings()).containsExactly(CONTENT);
  }

  @Test
  void bind_noOrSeveralStrings_isRefused() {
    EncodedImage any = EncodedImage.preprocessor();

    assertThatThrownBy(() -> any.bind(model(floats()))).isInstanceOf(ModelMismatchException.class);
    assertThatThrownBy(() -> any.bind(model(strings("x", Shape.of()), strings("y", Shape.of()))))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("x: string []; y: string []");
    assertThatThrownBy(() -> any.bind(model(strings("x", Shape.of(4)))))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("one string");
  }

  private static Shape shapeFor(Shape input) {
    return value(strings("x", input)).shape();
  }

  private static TensorValue value(TensorSpec input) {
    return EncodedImage.preprocessor()
        .bind(model(floats(), input))
        .apply(ImageSource.of(CONTENT, "picture"), PreprocessContext.standalone())
        .values()
        .get("x");
  }

  private static TensorSpec strings(String name, Shape shape) {
    return new TensorSpec(name, ElementType.STRING, shape);
  }

  private static TensorSpec floats() {
    return new TensorSpec("floats", ElementType.FLOAT32, Shape.of());
  }

  private static ModelDescription model(TensorSpec... inputs) {
    return ModelDescription.builder("model", "test").inputs(List.of(inputs)).build();
  }
}
