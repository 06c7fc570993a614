package io.sightline.examples.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.Predictor;
import io.sightline.detection.Detection;
import io.sightline.detection.Detections;
import io.sightline.detection.Keypoints;
import io.sightline.detection.ObjectDetection;
import io.sightline.detection.RawDetections;
import io.sightline.detection.Selection;
import io.sightline.detection.family.DetectionContracts;
import io.sightline.image.ImageSource;
import io.sightline.preprocess.Channels;
import io.sightline.preprocess.ImagePreprocessor;
import io.sightline.preprocess.Normalization;
import io.sightline.preprocess.resize.OpenCvInterpolation;
import io.sightline.preprocess.resize.Resize;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import io.sightline.testing.TestData;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Real detectors find what their notes say. */
class DetectorsThroughApiTest {
  @Test
  void mtcnn_portrait_findsTheFaceAndItsPoints() {
    try (Predictor<ImageSource, Detections> predictor =
        Predictor.builder()
            .model(TestData.model("tf1_mtcnn_face/mtcnn.pb"))
            .preprocess(
                ImagePreprocessor.builder()
                    .input("input")
                    .channels(Channels.BGR)
                    .normalize(Normalization.NONE)
                    .build()
                    .with("min_size", TensorValue.of(new float[] {40}, Shape.of()))
                    .with("factor", TensorValue.of(new float[] {0.7f}, Shape.of()))
                    .with(
                        "thresholds", TensorValue.of(new float[] {0.6f, 0.7f, 0.7f}, Shape.of(3))))
            .postprocess(ObjectDetection.fromModel().minScore(0.9f))
            .build()) {
      Detections found = predictor.predict(picture("grace_hopper.jpg"));

      assertThat(found.count()).isEqualTo(1);
      Detection face = found.get(0);
      assertThat(face.name()).isEqualTo("face");
      // TensorFlow 2.21 from Python with the same values
      assertThat(face.score()).isCloseTo(0.99928f, within(1e-4f));
      assertBox(face, 176.364f, 111.765f, 356.452f, 340.741f);
      Keypoints points = face.keypoints().orElseThrow();
      assertThat(points.count()).isEqualTo(5);
      assertThat(points.x(0)).isCloseTo(224.464f, within(0.1f));
      assertThat(points.y(0)).isCloseTo(194.848f, within(0.1f));
      for (int i = 0; i < 5; i++) {
        assertThat(points.x(i)).isBetween(face.box().xMin(), face.box().xMax());
        assertThat(points.y(i)).isBetween(face.box().yMin(), face.box().yMax());
      }
      assertThat(points.x(0)).as("the eyes, from the left").isLessThan(points.x(1));
      assertThat(points.y(3)).as("the mouth below the nose").isGreaterThan(points.y(2));
    }
  }

  @Test
  void faceMask_portrait_findsTheFaceWithoutMask() {
    try (Predictor<ImageSource, RawDetections> predictor =
        Predictor.builder()
            .model(TestData.model("tf1_facemask_ssd/face_mask_detection.pb"))
            .preprocess(
                ImagePreprocessor.builder()
                    .resize(260, 260, Resize.openCv(OpenCvInterpolation.LINEAR))
                    .normalize(Normalization.ZERO_TO_ONE)
                    .build())
            .postprocess(ObjectDetection.fromModel().candidates())
            .build()) {
      RawDetections raw = predictor.predict(picture("grace_hopper.jpg"));
      Detections found = raw.select(Selection.standard());

      assertThat(found.count()).isEqualTo(1);
      Detection face = found.get(0);
      assertThat(face.name()).isEqualTo("NoMask");
      assertThat(face.classId()).isEqualTo(1);
      // TensorFlow 2.21, OpenCV 5.0 and NumPy from Python
      assertThat(face.score()).isCloseTo(0.99855f, within(1e-4f));
      assertBox(face, 188.975f, 142.152f, 356.992f, 328.995f);
      assertThat(raw.select(Selection.standard().minScore(0.999f)).isEmpty()).isTrue();
      assertThat(raw.select(Selection.standard().deny("NoMask")).isEmpty()).isTrue();
    }
  }

  private static void assertBox(Detection found, float xMin, float yMin, float xMax, float yMax) {
    assertThat(found.box().xMin()).isCloseTo(xMin, within(0.1f));
    assertThat(found.box().yMin()).isCloseTo(yMin, within(0.1f));
    assertThat(found.box().xMax()).isCloseTo(xMax, within(0.1f));
    assertThat(found.box().yMax()).isCloseTo(yMax, within(0.1f));
  }

  @Test
  void rawOutputs_suppressedHere_findWhatTheModelFinds() {
    Path model = TestData.model("tf2_savedmodel_ssd_mobilenet_v1_coco/saved_model");
    Detections byModel =
        detect(model, ObjectDetection.fromModel().minScore(0.5f), "odapi_image1_dogs.jpg");
    Detections here =
        detect(
            model,
            ObjectDetection.of(DetectionContracts.tensorFlowApiRaw()).minScore(0.5f),
            "odapi_image1_dogs.jpg");

    assertThat(here.count()).isEqualTo(byModel.count()).isEqualTo(3);
    for (int i = 0; i < here.count(); i++) {
      assertThat(here.get(i).classId()).isEqualTo(byModel.get(i).classId());
      assertThat((double) here.get(i).score()).isCloseTo(byModel.get(i).score(), within(1e-5));
      assertThat((double) here.get(i).relativeBox().yMax())
          .isCloseTo(Math.min(byModel.get(i).relativeBox().yMax(), 1), within(1e-3));
    }
  }

  private static Detections detect(Path model, ObjectDetection detection, String picture) {
    try (Predictor<ImageSource, Detections> predictor =
        Predictor.builder()
            .model(model)
            .preprocess(ImagePreprocessor.wholeImage())
            .postprocess(detection)
            .build()) {
      return predictor.predict(picture(picture));
    }
  }

  private static ImageSource picture(String name) {
    return ImageSource.of(TestData.model("images_photos/" + name));
  }
}
