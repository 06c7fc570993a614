package io.sightline.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.PreprocessContext;
import io.sightline.error.ModelMismatchException;
import io.sightline.image.Geometry;
import io.sightline.image.ImageSource;
import io.sightline.image.Orientation;
import io.sightline.image.Size;
import io.sightline.model.ModelDescription;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
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
  void apply_pictureWithAHeader_hasItsSizeAsGeometry() throws IOException {
    for (String format : List.of("jpg", "png", "gif", "bmp")) {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      assertThat(ImageIO.write(new BufferedImage(17, 11, BufferedImage.TYPE_INT_RGB), format, file))
          .isTrue();

      assertThat(geometry(file.toByteArray()))
          .as(format)
          .contains(Geometry.of(new Size(17, 11), Orientation.UPRIGHT).toString());
      byte[] cut = Arrays.copyOf(file.toByteArray(), 9);
      assertThat(geometry(cut)).as(format).isEmpty();
    }
    assertThat(geometry(CONTENT)).isEmpty();
  }

  private static Optional<String> geometry(byte[] content) {
    return EncodedImage.preprocessor()
        .apply(ImageSource.of(content, "picture"), PreprocessContext.standalone())
        .geometry()
        .map(Geometry::toString);
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
