package io.sightline.preprocess;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.PreprocessContext;
import io.sightline.Sample;
import io.sightline.error.ImageDecodeException;
import io.sightline.error.ModelMismatchException;
import io.sightline.image.Geometry;
import io.sightline.image.ImageSource;
import io.sightline.image.Orientation;
import io.sightline.image.Size;
import io.sightline.model.ModelDescription;
import io.sightline.preprocess.resize.Fit;
import io.sightline.preprocess.resize.PillowFilter;
import io.sightline.preprocess.resize.Region;
import io.sightline.preprocess.resize.Resize;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImagePreprocessorTest {
  private static final Size SIZE = new Size(17, 11);
  private static final ImageSource PICTURE = TestPictures.png(SIZE);
  private static final Resize NEAREST = Resize.pillow(PillowFilter.NEAREST);

  @Test
  void apply_standalone_givesFloatsOfTheWholePicture() {
    TensorValue value = apply(ImagePreprocessor.wholeImage()).values().get("image");

    assertThat(value.elementType()).isEqualTo(ElementType.FLOAT32);
    assertThat(value.shape()).isEqualTo(Shape.of(11, 17, 3));
    assertThat(value.floats()).isEqualTo(TestPictures.floats(SIZE));
  }

  private static String logOfBinding(ImagePreprocessor preprocessor, String scaledInput) {
    ModelDescription model =
        ModelDescription.builder("net.keras", "Keras zip")
            .inputs(
                List.of(
                    new TensorSpec("image", ElementType.FLOAT32, Shape.of(-1, 11, 17, 3)),
                    new TensorSpec("table", ElementType.FLOAT32, Shape.of(-1, 6))))
            .scalingLayers(scaledInput, List.of("'r' (Rescaling)", "'n' (Normalization)"))
            .build();
    PrintStream original = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, UTF_8));
    try {
      ImagePreprocessor bound = preprocessor.bind(model);
      assertThat(bound.warmUpSample(model)).isPresent();
    } finally {
      System.setErr(original);
    }
    return log.toString(UTF_8);
  }

  @Test
  void bind_normalizingBeforeAModelThatScales_warnsOnceAndNamesBoth() {
    ImagePreprocessor preprocessor =
        ImagePreprocessor.builder().normalize(Normalization.MINUS_ONE_TO_ONE).build();

    assertThat(logOfBinding(preprocessor, "image"))
        .containsOnlyOnce("Pixels are scaled twice")
        .contains("(x / 127.5) - 1.0")
        .contains(
            "net.keras scales its input again, by its own 'r' (Rescaling), 'n' (Normalization)");
  }

  @Test
  void bind_onlyOneOfBothScales_saysNothing() {
    ImagePreprocessor plain = ImagePreprocessor.builder().build();
    ImagePreprocessor normalizing =
        ImagePreprocessor.builder().normalize(Normalization.ZERO_TO_ONE).build();

    assertThat(logOfBinding(plain, "image")).isEmpty();
    assertThat(logOfBinding(normalizing, "table")).isEmpty();
  }

  @Test
  void apply_bgrAndNchw_movesEachSample() {
    Sample sample =
        apply(ImagePreprocessor.builder().channels(Channels.BGR).layout(Layout.NCHW).build());

    TensorValue value = sample.values().get("image");
    assertThat(value.shape()).isEqualTo(Shape.of(3, 11, 17));
    float[] expected = TestPictures.floats(SIZE);
    float[] actual = value.floats();
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[(2 - i % 3) * 11 * 17 + i / 3]).isEqualTo(expected[i]);
    }
  }

  @Test
  void apply_gray_isPillowsLuma() {
    float[] gray =
        apply(ImagePreprocessor.builder().channels(Channels.GRAY).build())
            .values()
            .get("image")
            .floats();

    byte[] rgb = TestPictures.bytes(SIZE);
    for (int i = 0; i < gray.length; i++) {
      int red = rgb[3 * i] & 0xff;
      int green = rgb[3 * i + 1] & 0xff;
      int blue = rgb[3 * i + 2] & 0xff;
      assertThat(gray[i]).isEqualTo((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16);
    }
  }

  @Test
  void apply_cropToASquare_cutsTheCentreAndRecordsIt() {
    Sample sample =
        apply(ImagePreprocessor.builder().resize(11, 11, NEAREST).fit(Fit.crop()).build());

    float[] whole = TestPictures.floats(SIZE);
    float[] cut = sample.values().get("image").floats();
    for (int i = 0; i < cut.length; i++) {
      assertThat(cut[i]).isEqualTo(whole[(i / 33 * 17 + 3 + i % 33 / 3) * 3 + i % 3]);
    }
    Geometry geometry = sample.geometry().orElseThrow();
    assertThat(geometry.toSourceX(0)).isEqualTo(3);
    assertThat(geometry.toSourceY(0)).isZero();
    assertThat(geometry.target()).isEqualTo(new Size(11, 11));
  }

  @Test
  void apply_everyOrientation_turnsUprightUnlessStored() {
    for (int exif = 1; exif <= 8; exif++) {
      ImageSource stored = TestPictures.turnedJpeg(SIZE, exif);
      Sample upright = apply(ImagePreprocessor.wholeImage(), stored);
      Sample asStored =
          apply(ImagePreprocessor.builder().orientation(OrientationRule.STORED).build(), stored);

      Geometry geometry = upright.geometry().orElseThrow();
      Orientation turn = geometry.orientation();
      assertThat(turn).isEqualTo(Orientation.ofExif(exif));
      assertThat(asStored.geometry().orElseThrow().orientation()).isEqualTo(Orientation.UPRIGHT);
      assertThat(upright.values().get("image").floats())
          .isEqualTo(TestPictures.turn(asStored.values().get("image").floats(), SIZE, turn));
    }
  }

  @Test
  void decodedPixels_areUint8() {
    TensorValue pixels = ImagePreprocessor.wholeImage().decodedPixels(PICTURE);

    assertThat(pixels.elementType()).isEqualTo(ElementType.UINT8);
    assertThat(pixels.shape()).isEqualTo(Shape.of(11, 17, 3));
    assertThat(pixels.bytes()).isEqualTo(TestPictures.bytes(SIZE));
  }

  @Test
  void apply_notAPicture_saysWhatItLooksLike() {
    ImageSource page = ImageSource.of("<html>404</html>".getBytes(UTF_8), "cat.jpg");

    assertThatThrownBy(() -> apply(ImagePreprocessor.wholeImage(), page))
        .isInstanceOf(ImageDecodeException.class)
        .hasMessageContaining("cat.jpg")
        .hasMessageContaining("an HTML or XML page");
  }

  @Test
  void apply_moreThanMaxPixels_isRefused() {
    assertThatThrownBy(() -> apply(ImagePreprocessor.builder().maxPixels(186).build()))
        .isInstanceOf(ImageDecodeException.class)
        .hasMessageContaining("at most 186 pixels, found 187");
  }

  @Test
  void apply_resizeWithoutSizeOrModel_isMisuse() {
    assertThatIllegalStateException()
        .isThrownBy(() -> apply(ImagePreprocessor.builder().resize(NEAREST).build()))
        .withMessageContaining("resize(width, height");
  }

  @Test
  void apply_wholeImageOfAnotherSizeThanTheModels_isRefused() {
    ImagePreprocessor bound =
        ImagePreprocessor.wholeImage().bind(model(ElementType.FLOAT32, -1, 224, 224, 3));

    assertThatThrownBy(() -> apply(bound))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("expected 224x224, found 17x11");
  }

  @Test
  void apply_picturesThatTheStepsDoNotFit_areNamed() {
    ImagePreprocessor region =
        ImagePreprocessor.builder().region(Region.center(new Size(18, 3))).build();
    ImagePreprocessor fit =
        ImagePreprocessor.builder()
            .resize(NEAREST)
            .fit(Fit.shortestSide(500))
            .maxPixels(1000)
            .build();

    assertThatThrownBy(() -> apply(region))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("noise.png")
        .hasMessageContaining("expected at least");
    assertThatThrownBy(() -> apply(fit))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("noise.png")
        .hasMessageContaining("found 772x500");
  }

  @Test
  void builder_setterTwice_quotesTheEarlierValue() {
    ImagePreprocessorBuilder builder =
        ImagePreprocessor.builder()
            .resize(5, 3, NEAREST)
            .fit(Fit.crop())
            .normalize(Normalization.ZERO_TO_ONE)
            .channels(Channels.BGR)
            .layout(Layout.NCHW)
            .orientation(OrientationRule.STORED)
            .input("x")
            .maxPixels(7);

    assertThatIllegalStateException()
        .isThrownBy(() -> builder.resize(NEAREST))
        .withMessageContaining("Pillow NEAREST to 5x3");
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.fit(Fit.crop()))
        .withMessageContaining("crop");
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.normalize(Normalization.NONE))
        .withMessageContaining("x / 255.0");
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.channels(Channels.RGB))
        .withMessageContaining("BGR");
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.layout(Layout.NHWC))
        .withMessageContaining("NCHW");
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.orientation(OrientationRule.EXIF))
        .withMessageContaining("STORED");
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.input("y"))
        .withMessageContaining("x");
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.maxPixels(8))
        .withMessageContaining("7");
    assertThat(builder.build()).isNotSameAs(builder.build());
  }

  @Test
  void builder_badValues_areRefusedAtTheCall() {
    ImagePreprocessorBuilder builder = ImagePreprocessor.builder();

    assertThatIllegalArgumentException().isThrownBy(() -> builder.resize(0, 3, NEAREST));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.maxPixels(0));
    assertThatIllegalStateException()
        .isThrownBy(() -> ImagePreprocessor.builder().fit(Fit.crop()).build())
        .withMessageContaining("needs a resize");
  }

  @Test
  void builder_caffeAndRgb_isAContradiction() {
    assertThatIllegalStateException()
        .isThrownBy(
            () -> ImagePreprocessor.builder().normalize(Normalization.CAFFE).channels(Channels.RGB))
        .withMessageContaining("103.939")
        .withMessageContaining("RGB");
  }

  private static Sample apply(ImagePreprocessor preprocessor) {
    return apply(preprocessor, PICTURE);
  }

  private static Sample apply(ImagePreprocessor preprocessor, ImageSource source) {
    return preprocessor.apply(source, PreprocessContext.standalone());
  }

  private static ModelDescription model(ElementType type, long... lengths) {
    return ModelDescription.builder("model", "test")
        .inputs(List.of(new TensorSpec("x", type, Shape.of(lengths))))
        .build();
  }
}
