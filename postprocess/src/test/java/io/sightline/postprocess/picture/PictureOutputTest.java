package io.sightline.postprocess.picture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.Outputs;
import io.sightline.error.ModelMismatchException;
import io.sightline.error.ModelRunException;
import io.sightline.image.DecodedImage;
import io.sightline.image.Size;
import io.sightline.model.ModelDescription;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import io.sightline.testing.FakePostprocessContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PictureOutputTest {
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  private static final float[] NUMBERS = {
    -INFINITY,
    -3,
    -1,
    -0.5f,
    -0f,
    0,
    1e-9f,
    0.0019607844f,
    0.001960785f,
    0.005882353f,
    0.1f,
    0.25f,
    0.3f,
    0.4999f,
    0.5f,
    0.5019608f,
    0.7f,
    0.9960784f,
    0.998f,
    1,
    1.0000001f,
    1.5f,
    2.5f,
    126.5f,
    127.5f,
    254.5f,
    255,
    255.4f,
    300,
    INFINITY
  };

  /** NumPy 2.4: np.rint(np.clip(level, 0, 255)).astype(np.uint8), or without np.rint. */
  @ParameterizedTest
  @CsvSource({
    "ZERO_TO_ONE, NEAREST, 0 0 0 0 0 0 0 0 1 2 26 64 76 127 128 128 178 254 254 255 255 255 255 255"
        + " 255 255 255 255 255 255",
    "ZERO_TO_ONE, TRUNCATE, 0 0 0 0 0 0 0 0 0 1 25 63 76 127 127 128 178 253 254 255 255 255 255 255"
        + " 255 255 255 255 255 255",
    "MINUS_ONE_TO_ONE, NEAREST, 0 0 0 64 128 128 128 128 128 128 140 159 166 191 191 192 217 254 255"
        + " 255 255 255 255 255 255 255 255 255 255 255",
    "MINUS_ONE_TO_ONE, TRUNCATE, 0 0 0 63 127 127 127 127 127 128 140 159 165 191 191 191 216 254"
        + " 254 255 255 255 255 255 255 255 255 255 255 255",
    "ZERO_TO_255, NEAREST, 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1 1 1 1 1 1 2 2 126 128 254 255 255 255 255",
    "ZERO_TO_255, TRUNCATE, 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1 1 1 2 126 127 254 255 255 255"
        + " 255"
  })
  void apply_floats_becomeTheLevelsOfNumPy(ValueRange range, Rounding rounding, String expected) {
    DecodedImage picture =
        apply(
            PictureOutput.fromModel().range(range).rounding(rounding),
            model(floats("picture", -1, 5, 6, 1)),
            TensorValue.of(NUMBERS, Shape.of(5, 6, 1)));

    assertThat(picture.size()).isEqualTo(new Size(6, 5));
    assertThat(IntStream.of(levels(picture)).mapToObj(Integer::toString))
        .containsExactly(expected.split(" "));
  }

  @ParameterizedTest
  @EnumSource
  void apply_anyLayout_sameAsAPlainReference(ValueRange range) {
    Random random = new Random(31);
    for (int round = 0; round < 200; round++) {
      int width = 5 + random.nextInt(13);
      int height = 5 + random.nextInt(7);
      int channels = List.of(1, 3, 4).get(random.nextInt(3));
      float[] last = new float[height * width * channels];
      float[] first = new float[last.length];
      int[] expected = new int[last.length];
      for (int i = 0; i < last.length; i++) {
        last[i] = (random.nextFloat() * 1.5f - 0.3f) * (range == ValueRange.ZERO_TO_255 ? 255 : 1);
        first[i % channels * width * height + i / channels] = last[i];
        expected[i] = (int) Math.rint(Math.min(255, Math.max(0, level(range, last[i]))));
      }
      PictureOutput step = PictureOutput.fromModel().range(range);
      ModelDescription unknown =
          model(new TensorSpec("picture", ElementType.FLOAT32, Shape.unknown()));
      boolean batch = random.nextBoolean();
      Shape lastShape = Shape.of(height, width, channels);
      Shape firstShape = Shape.of(channels, height, width);

      DecodedImage fromLast =
          apply(step, unknown, TensorValue.of(last, batch ? lastShape.prepend(1) : lastShape));
      DecodedImage fromFirst =
          apply(step, unknown, TensorValue.of(first, batch ? firstShape.prepend(1) : firstShape));

      assertThat(fromLast.size()).isEqualTo(new Size(width, height));
      assertThat(fromLast.channels()).isEqualTo(channels);
      assertThat(levels(fromLast)).isEqualTo(expected);
      assertThat(fromFirst.size()).isEqualTo(new Size(width, height));
      assertThat(levels(fromFirst)).isEqualTo(expected);
    }
  }

  /** In double precision: a random float is not so close to a half that float32 would differ. */
  @ParameterizedTest
  @CsvSource({
    "ZERO_TO_ONE, 0, 255, ZERO_TO_255",
    "ZERO_TO_ONE, -0.9, 0.9, MINUS_ONE_TO_ONE",
    "ZERO_TO_ONE, -0.3, 1.4, ",
    "ZERO_TO_ONE, -Infinity, Infinity, ",
    "MINUS_ONE_TO_ONE, 3, 200, ZERO_TO_255",
    "MINUS_ONE_TO_ONE, -1.5, 1.5, ",
    "ZERO_TO_255, 0, 1, ZERO_TO_ONE",
    "ZERO_TO_255, -1, 1, MINUS_ONE_TO_ONE",
    "ZERO_TO_255, 0, 3, ",
    "ZERO_TO_255, 0, 0, "
  })
  void apply_numbersOfAnotherRange_areReportedOnce(
      ValueRange stated, float lowest, float highest, @Nullable ValueRange likely) {
    ModelDescription model = model(floats("picture", -1, 2, 2, 1));
    PictureOutput step = PictureOutput.fromModel().range(stated).bind(model);
    float[] numbers = {lowest, highest, highest, lowest};
    TensorValue value = TensorValue.of(numbers, Shape.of(2, 2, 1));
    PrintStream original = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, UTF_8));
    try {
      for (int i = 0; i < 2; i++) {
        assertThat(
                step.apply(Outputs.of(Map.of("picture", value)), FakePostprocessContext.of(model)))
            .isNotNull();
      }
    } finally {
      System.setErr(original);
    }

    if (likely == null) {
      assertThat(log.toString(UTF_8)).isEmpty();
    } else {
      assertThat(log.toString(UTF_8))
          .containsOnlyOnce("seems to have another range")
          .contains("expected %s, found %s to %s".formatted(stated, lowest, highest))
          .contains(".range(ValueRange.%s)".formatted(likely));
    }
  }

  private static double level(ValueRange range, float number) {
    return switch (range) {
      case ZERO_TO_ONE -> number * 255.0;
      case MINUS_ONE_TO_ONE -> (number + 1.0) * 127.5;
      case ZERO_TO_255 -> number;
    };
  }

  @Test
  void apply_uint8_isTakenAsItIs() {
    byte[] levels = {0, 1, 127, (byte) 128, (byte) 200, (byte) 255};
    ModelDescription model =
        model(new TensorSpec("picture", ElementType.UINT8, Shape.of(1, -1, -1, 3)));

    DecodedImage picture =
        apply(PictureOutput.fromModel(), model, TensorValue.ofUint8(levels, Shape.of(1, 2, 3)));

    assertThat(picture.size()).isEqualTo(new Size(2, 1));
    assertThat(levels(picture)).containsExactly(0, 1, 127, 128, 200, 255);
  }

  @Test
  void apply_greyWithoutChannels_isTaken() {
    TensorValue value = TensorValue.of(new float[] {0, 255, 1, 2, 3, 4}, Shape.of(3, 2));

    for (Shape shape : List.of(Shape.of(3, 2), Shape.of(-1, 3, 2), Shape.unknown())) {
      DecodedImage picture =
          apply(
              PictureOutput.fromModel().range(ValueRange.ZERO_TO_255),
              model(new TensorSpec("picture", ElementType.FLOAT32, shape)),
              value);
      assertThat(picture.size()).isEqualTo(new Size(2, 3));
      assertThat(picture.channels()).isEqualTo(1);
      assertThat(levels(picture)).containsExactly(0, 255, 1, 2, 3, 4);
    }
  }

  @Test
  void bind_range_isReadFromTheLastOperation() {
    TensorSpec spec = floats("picture", -1, -1, -1, 3);
    TensorValue half = TensorValue.of(new float[] {-1, 0, 0.5f}, Shape.of(1, 1, 3));

    assertThat(levels(apply(PictureOutput.fromModel(), ending("Sigmoid", spec), half)))
        .containsExactly(0, 0, 128);
    assertThat(levels(apply(PictureOutput.fromModel(), ending("Tanh", spec), half)))
        .containsExactly(0, 128, 191);
    assertThatThrownBy(() -> PictureOutput.fromModel().bind(ending("DepthToSpace", spec)))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("ZERO_TO_ONE, MINUS_ONE_TO_ONE, ZERO_TO_255")
        .hasMessageContaining(".range(");
  }

  @Test
  void bind_rangeOfUint8_isNoOther() {
    ModelDescription model =
        model(new TensorSpec("picture", ElementType.UINT8, Shape.of(-1, 9, 9, 3)));

    assertThatThrownBy(() -> PictureOutput.fromModel().range(ValueRange.ZERO_TO_ONE).bind(model))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("expected ZERO_TO_255 for uint8, found ZERO_TO_ONE");
    assertThat(PictureOutput.fromModel().range(ValueRange.ZERO_TO_255).bind(model))
        .hasToString("picture, ZERO_TO_255");
  }

  @Test
  void channelAxis_ofTwoThatCouldBe_isAskedFor() {
    PictureOutput step = PictureOutput.fromModel().range(ValueRange.ZERO_TO_255);
    TensorValue value = TensorValue.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8}, Shape.of(3, 1, 3));
    ModelDescription unknown = model(floats("picture", -1, -1, -1, -1));

    assertThatThrownBy(() -> step.bind(model(floats("picture", -1, 3, 20, 4))))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("[?, 3, 20, 4]")
        .hasMessageContaining(".channelAxis(ChannelAxis.LAST)");
    assertThatThrownBy(() -> apply(step, unknown, value))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("[3, 1, 3]");
    assertThat(levels(apply(step.channelAxis(ChannelAxis.LAST), unknown, value)))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(levels(apply(step.channelAxis(ChannelAxis.FIRST), unknown, value)))
        .containsExactly(0, 3, 6, 1, 4, 7, 2, 5, 8);
    assertThat(
            apply(
                    step,
                    model(floats("picture", -1, 3, -1, -1)),
                    TensorValue.of(new float[27], Shape.of(3, 3, 3)))
                .size())
        .isEqualTo(new Size(3, 3));
  }

  @Test
  void bind_noPictureOrSeveral_isRefused() {
    TensorSpec scores = floats("scores", -1, 1000);
    TensorSpec features = floats("features", -1, 7, 7, 1280);
    PictureOutput step = PictureOutput.fromModel().range(ValueRange.ZERO_TO_ONE);

    assertThatThrownBy(() -> step.bind(model(scores, features)))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("scores: float32 [?, 1000]; features: float32 [?, 7, 7, 1280]");
    assertThatThrownBy(() -> step.output("features").bind(model(scores, features)))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("'features'");
    ModelDescription two = model(floats("a", -1, 9, 9, 3), floats("b", -1, 9, 9, 3));
    assertThatThrownBy(() -> step.bind(two))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining(".output(\"...\")");
    assertThat(step.output("b").bind(two)).hasToString("picture of b, ZERO_TO_ONE");
  }

  @Test
  void apply_otherValues_areRefused() {
    PictureOutput step = PictureOutput.fromModel().range(ValueRange.ZERO_TO_255);
    ModelDescription model = model(new TensorSpec("picture", ElementType.FLOAT32, Shape.unknown()));
    for (Shape shape :
        List.of(
            Shape.of(3), Shape.of(2, 5, 5, 3), Shape.of(0, 5, 3), Shape.of(0), Shape.of(5, 5, 2))) {
      assertThatThrownBy(() -> apply(step, model, TensorValue.zeros(ElementType.FLOAT32, shape)))
          .as("%s", shape)
          .isInstanceOf(ModelMismatchException.class)
          .hasMessageContaining(shape.toString());
    }
    assertThatThrownBy(
            () -> apply(step, model, TensorValue.zeros(ElementType.FLOAT64, Shape.of(5, 5, 3))))
        .isInstanceOf(ModelMismatchException.class);
    assertThatThrownBy(
            () ->
                apply(
                    step.channelAxis(ChannelAxis.LAST),
                    model,
                    TensorValue.zeros(ElementType.FLOAT32, Shape.of(3, 5, 5))))
        .isInstanceOf(ModelMismatchException.class);
  }

  @ParameterizedTest
  @EnumSource
  void apply_notANumber_isRefused(ValueRange range) {
    assertThatThrownBy(
            () ->
                apply(
                    PictureOutput.fromModel().range(range),
                    model(floats("picture", -1, -1, -1, 3)),
                    TensorValue.of(new float[] {0, Float.NaN, 0}, Shape.of(1, 1, 3))))
        .isInstanceOf(ModelRunException.class)
        .hasMessageContaining("NaN");
  }

  @Test
  void setters_twice_areRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> PictureOutput.fromModel().output("a").output("b"))
        .withMessageContaining("to a");
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                PictureOutput.fromModel()
                    .range(ValueRange.ZERO_TO_ONE)
                    .range(ValueRange.ZERO_TO_ONE))
        .withMessageContaining("ZERO_TO_ONE");
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                PictureOutput.fromModel()
                    .channelAxis(ChannelAxis.LAST)
                    .channelAxis(ChannelAxis.FIRST))
        .withMessageContaining("LAST");
    assertThatIllegalStateException()
        .isThrownBy(
            () -> PictureOutput.fromModel().rounding(Rounding.NEAREST).rounding(Rounding.TRUNCATE))
        .withMessageContaining("NEAREST");
  }

  private static DecodedImage apply(PictureOutput step, ModelDescription model, TensorValue value) {
    return step.bind(model)
        .apply(Outputs.of(Map.of("picture", value)), FakePostprocessContext.of(model));
  }

  private static int[] levels(DecodedImage picture) {
    int[] levels = new int[picture.bytes().remaining()];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = picture.bytes().get(i) & 0xff;
    }
    return levels;
  }

  private static TensorSpec floats(String name, long... lengths) {
    return new TensorSpec(name, ElementType.FLOAT32, Shape.of(lengths));
  }

  private static ModelDescription model(TensorSpec... outputs) {
    return ModelDescription.builder("model", "test").outputs(List.of(outputs)).build();
  }

  private static ModelDescription ending(String operation, TensorSpec output) {
    return ModelDescription.builder("model", "test")
        .outputs(List.of(output))
        .lastOperations(Map.of(output.name(), operation))
        .build();
  }
}
