package io.sightline.examples.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.sightline.Predictor;
import io.sightline.PredictorBuilder;
import io.sightline.image.DecodeConvention;
import io.sightline.image.ImageSource;
import io.sightline.postprocess.Classification;
import io.sightline.postprocess.ScoredClass;
import io.sightline.postprocess.TopK;
import io.sightline.postprocess.labels.LabelOptions;
import io.sightline.postprocess.labels.Labels;
import io.sightline.postprocess.segmentation.Segmentation;
import io.sightline.postprocess.segmentation.SegmentationMap;
import io.sightline.preprocess.Channels;
import io.sightline.preprocess.EncodedImage;
import io.sightline.preprocess.ImagePreprocessor;
import io.sightline.preprocess.ImagePreprocessorBuilder;
import io.sightline.preprocess.Normalization;
import io.sightline.preprocess.resize.Fit;
import io.sightline.preprocess.resize.OpenCvInterpolation;
import io.sightline.preprocess.resize.PillowFilter;
import io.sightline.preprocess.resize.Resize;
import io.sightline.preprocess.resize.TensorFlowMethod;
import io.sightline.testing.TestData;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The library gives the answers that Python gave. */
class PipelinesThroughApiTest {
  private static final double TOLERANCE = 1e-5;

  @TestFactory
  Stream<DynamicTest> classify_sameAnswerAsPython() {
    List<PipelineCase> cases = PipelineCase.read(PipelineCase::isClassification);
    assertThat(cases).hasSizeGreaterThanOrEqualTo(47);
    return cases.stream()
        .map(golden -> DynamicTest.dynamicTest(golden.toString(), () -> check(golden)));
  }

  private static void check(PipelineCase golden) {
    JsonArray top = golden.array("top");
    TopK topK = TopK.of(top.size());
    if (golden.text("labels") != null) {
      // The reference was made with the lines as they are, numbers in front included.
      LabelOptions lines = LabelOptions.standard().wholeLines();
      topK = topK.labels(Labels.read(TestData.model(golden.text("labels")), lines));
    }
    PredictorBuilder builder = Predictor.builder().model(golden.model());
    if (golden.text("output") != null) {
      builder = builder.outputs(golden.text("output"));
    }
    try (Predictor<ImageSource, Classification> predictor =
        builder.preprocess(preprocessor(golden)).postprocess(topK).build()) {
      List<ScoredClass> found = predictor.predict(ImageSource.of(golden.image())).entries();
      for (int i = 0; i < top.size(); i++) {
        JsonObject expected = top.get(i).getAsJsonObject();
        assertThat(found.get(i).index()).isEqualTo(expected.get("index").getAsInt());
        assertThat((double) found.get(i).score())
            .isCloseTo(expected.get("value").getAsDouble(), within(TOLERANCE));
        if (golden.text("labels") != null) {
          assertThat(found.get(i).label()).isEqualTo(expected.get("label").getAsString());
        }
      }
    }
  }

  private static ImagePreprocessor preprocessor(PipelineCase golden) {
    ImagePreprocessorBuilder steps =
        ImagePreprocessor.builder()
            .decode(DecodeConvention.valueOf(golden.text("decode").toUpperCase(Locale.ROOT)))
            .resize(golden.width(), golden.height(), resize(golden.text("resize")));
    if ("center_square".equals(golden.text("crop"))) {
      steps.fit(Fit.crop());
    }
    switch (golden.text("normalise")) {
      case "float32(x)/127.5 - 1, RGB" -> steps.normalize(Normalization.MINUS_ONE_TO_ONE);
      case "float32(x)/255, RGB" -> steps.normalize(Normalization.ZERO_TO_ONE);
      case "float32(x), BGR, 0..255" -> steps.channels(Channels.BGR);
      case "Pillow convert('L'), (float32(x)/255 - .5)*2, one channel" ->
          steps
              .channels(Channels.GRAY)
              .normalize(Normalization.NONE.divideBy(255).subtract(0.5f).multiplyBy(2));
      default -> throw new AssertionError("Unknown arithmetic: " + golden.text("normalise"));
    }
    return steps.build();
  }

  private static Resize resize(String libraryAndFilter) {
    String[] parts = libraryAndFilter.toUpperCase(Locale.ROOT).split(" ", -1);
    return switch (parts[0]) {
      case "PILLOW" -> Resize.pillow(PillowFilter.valueOf(parts[1]));
      case "OPENCV" -> Resize.openCv(OpenCvInterpolation.valueOf(parts[1]));
      default -> Resize.tensorFlow(TensorFlowMethod.valueOf(parts[1]));
    };
  }

  @TestFactory
  Stream<DynamicTest> segment_sameMapAsPython() {
    return PipelineCase.read(PipelineCase::isSegmentation).stream()
        .map(golden -> DynamicTest.dynamicTest(golden.toString(), () -> checkMap(golden)));
  }

  private static void checkMap(PipelineCase golden) throws NoSuchAlgorithmException {
    try (Predictor<ImageSource, SegmentationMap> predictor =
        Predictor.builder()
            .model(golden.model())
            .preprocess(ImagePreprocessor.wholeImage())
            .postprocess(Segmentation.fromModel())
            .build()) {
      SegmentationMap map = predictor.predict(ImageSource.of(golden.image()));
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(map.toImage().bytes());
      assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(golden.text("sha256_uint8"));
      assertThat(map.size()).isEqualTo(golden.mapSize());
      assertThat(map.classes())
          .allSatisfy(area -> assertThat(area.pixels()).isEqualTo(golden.pixels(area.id())));
    }
  }

  @TestFactory
  Stream<DynamicTest> classifyEncoded_sameAnswerAsPython() {
    return PipelineCase.read(PipelineCase::isEncodedClassification).stream()
        .map(golden -> DynamicTest.dynamicTest(golden.toString(), () -> checkEncoded(golden)));
  }

  private static void checkEncoded(PipelineCase golden) {
    try (Predictor<ImageSource, Classification> predictor =
        Predictor.builder()
            .model(golden.model())
            .preprocess(EncodedImage.preprocessor())
            .postprocess(TopK.of(5))
            .build()) {
      List<ScoredClass> found = predictor.predict(ImageSource.of(golden.image())).entries();
      for (int i = 0; i < found.size(); i++) {
        assertThat(found.get(i).label()).isEqualTo(golden.array("classes").get(i).getAsString());
        assertThat((double) found.get(i).score())
            .isCloseTo(golden.array("probabilities").get(i).getAsDouble(), within(TOLERANCE));
      }
    }
  }
}
