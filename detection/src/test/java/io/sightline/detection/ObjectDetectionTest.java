package io.sightline.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sightline.Outputs;
import io.sightline.detection.box.BoxFormat;
import io.sightline.detection.box.BoxUnit;
import io.sightline.detection.contract.Candidates;
import io.sightline.detection.contract.DetectionContract;
import io.sightline.detection.contract.FloatMatrix;
import io.sightline.detection.nms.NonMaxSuppression;
import io.sightline.error.ModelMismatchException;
import io.sightline.error.ModelRunException;
import io.sightline.image.DecodedImage;
import io.sightline.image.Geometry;
import io.sightline.image.Orientation;
import io.sightline.image.Size;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.labels.Label;
import io.sightline.postprocess.labels.Labels;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectDetectionTest {
  private static final FakeContext CONTEXT = FakeContext.of(30, 17);

  /** Four boxes in pixels, each with one of the classes 0 to 2; not in the order of the scores. */
  private static final DetectionContract CONTRACT =
      (outputs, context) ->
          Candidates.builder(
                  FloatMatrix.of(outputs.tensor("boxes")), BoxFormat.XYXY, BoxUnit.PIXELS)
              .scores(outputs.floats("scores"), outputs.tensor("classes").ints())
              .build();

  private static final Outputs OUTPUTS =
      outputs(
          new float[] {0, 0, 4, 4, 1, 0, 5, 4, 10, 0, 14, 4, 0, 10, 4, 14},
          new float[] {0.5f, 0.9f, 0.25f, 0.75f},
          new int[] {0, 0, 1, 2});

  private static Outputs outputs(float[] boxes, float[] scores, int[] classes) {
    return Outputs.of(
        Map.of(
            "boxes", TensorValue.of(boxes, Shape.of(scores.length, 4)),
            "scores", TensorValue.of(scores, Shape.of(scores.length)),
            "classes", TensorValue.of(classes, Shape.of(classes.length))));
  }

  private static Detections detect(ObjectDetection detection) {
    return detection.apply(OUTPUTS, CONTEXT);
  }

  private static ObjectDetection custom() {
    return ObjectDetection.of(CONTRACT);
  }

  @Test
  void lambda_byDefault_handsOnAllInTheModelsOrder() {
    Detections found = detect(custom());

    assertThat(found.scores()).containsExactly(0.5f, 0.9f, 0.25f, 0.75f);
    assertThat(found.classIds()).containsExactly(0, 0, 1, 2);
    assertThat(found.get(3).name()).isEqualTo("2");
    assertThat(found.imageSize()).isEqualTo(new Size(30, 17));
  }

  @Test
  void minScore_isStrict() {
    assertThat(detect(custom().minScore(0.5f)).scores()).containsExactly(0.9f, 0.75f);
    assertThat(detect(custom().minScore(0.9f)).isEmpty()).isTrue();
  }

  @Test
  void minScore_ofAClass_goesBeforeThatOfAll() {
    ObjectDetection detection = custom().minScore(0.6f).minScore(1, 0.2f).minScore(2, 0.8f);

    assertThat(detect(detection).scores()).containsExactly(0.9f, 0.25f);
    assertThat(
            detect(custom().labels(Labels.of(List.of("a", "b", "c"))).minScore("b", 0.3f)).count())
        .isEqualTo(3);
  }

  @Test
  void maxResults_keepsTheBestInTheirOrder() {
    assertThat(detect(custom().maxResults(3)).scores()).containsExactly(0.5f, 0.9f, 0.75f);
    assertThat(detect(custom().maxResults(9)).count()).isEqualTo(4);
  }

  @Test
  void allowAndDeny_byIdOrName() {
    Labels labels = Labels.of(List.of("a", "b", "c"));

    assertThat(detect(custom().allow(1, 2)).classIds()).containsExactly(1, 2);
    assertThat(detect(custom().deny(0)).classIds()).containsExactly(1, 2);
    assertThat(detect(custom().labels(labels).allow("c")).classIds()).containsExactly(2);
    assertThat(detect(custom().labels(labels).allow("a", "c").deny("c")).classIds())
        .containsExactly(0, 0);
  }

  @Test
  void allow_nameThatNoClassHas_isRefused() {
    ObjectDetection detection = custom().labels(Labels.of(List.of("a", "b", "c"))).allow("d");

    assertThatExceptionOfType(ModelMismatchException.class)
        .isThrownBy(() -> detection.bind(CONTEXT.model()))
        .withMessageContaining("[d]");
  }

  @Test
  void choiceByName_withoutLabels_isRefused() {
    for (ObjectDetection detection :
        List.of(custom().allow("a"), custom().deny("a"), custom().minScore("a", 0.3f))) {
      assertThatExceptionOfType(ModelMismatchException.class)
          .isThrownBy(() -> detect(detection))
          .withMessageContaining("expected labels to choose [a] by")
          .withMessageContaining(".labels(...)");
    }
  }

  @Test
  void suppression_runsOnWhatSuffices_andOrdersByScore() {
    ObjectDetection suppressing = custom().suppression(NonMaxSuppression.hard(0.5));

    assertThat(detect(suppressing).scores()).containsExactly(0.9f, 0.75f, 0.25f);
    assertThat(detect(suppressing.deny(0)).scores()).containsExactly(0.75f, 0.25f);
  }

  @Test
  void candidates_canBeChosenAgain() throws Exception {
    RawDetections raw = custom().candidates().bind(CONTEXT.model()).apply(OUTPUTS, CONTEXT);

    assertThat(raw.select(Selection.standard()).count()).isEqualTo(4);
    assertThat(raw.select(Selection.standard().minScore(0.8f)).scores()).containsExactly(0.9f);
    assertThat(raw.candidates().count()).isEqualTo(4);
  }

  @Test
  void geometry_cropAndScale_isUndone() {
    FakeContext cropped =
        new FakeContext(
            CONTEXT.model(),
            Geometry.of(new Size(100, 50), Orientation.UPRIGHT)
                .crop(10, 20, new Size(60, 30))
                .resize(new Size(30, 10)));

    Detections found = custom().apply(OUTPUTS, cropped);

    assertThat(FakeContext.near(Arrays.copyOf(found.boxes(), 4), 10, 20, 18, 32)).isTrue();
    assertThat(found.imageSize()).isEqualTo(new Size(100, 50));
  }

  @Test
  void geometry_missing_isRefusedUnlessTheInputIsAPicture() {
    FakeContext without = new FakeContext(CONTEXT.model(), null);

    assertThatExceptionOfType(ModelMismatchException.class)
        .isThrownBy(() -> custom().apply(OUTPUTS, without))
        .withMessageContaining("withGeometry");
  }

  @Test
  void box_notFinite_isRefusedOnlyIfItIsKept() {
    Outputs broken =
        outputs(
            new float[] {Float.NaN, 0, 1, 1, 0, 0, 1, 1},
            new float[] {0.4f, 0.9f},
            new int[] {0, 0});

    assertThatExceptionOfType(ModelRunException.class)
        .isThrownBy(() -> custom().apply(broken, CONTEXT))
        .withMessageContaining("NaN");
    assertThat(custom().minScore(0.5f).apply(broken, CONTEXT).count()).isEqualTo(1);
  }

  @Test
  void score_nan_isDropped() {
    Outputs broken = outputs(new float[4], new float[] {Float.NaN}, new int[] {0});

    assertThat(custom().minScore(-1).apply(broken, CONTEXT).isEmpty()).isTrue();
  }

  @Test
  void labels_plainList_namesFromTheFirstClassOn() {
    assertThat(detect(custom().labels(Labels.of(List.of("a", "b", "c")))).get(3).name())
        .isEqualTo("c");
    assertThat(detect(custom().labels(Labels.of(List.of("???", "a", "b", "c")))).get(3).name())
        .isEqualTo("c");
    assertThat(oneBased(Labels.of(List.of("a", "b")), 2)).isEqualTo("b");
    assertThat(oneBased(Labels.of(List.of("background", "a", "b")), 2)).isEqualTo("b");
    assertThat(oneBased(Labels.of(List.of("__background__", "a", "b")), 1)).isEqualTo("a");
  }

  @Test
  void labels_statedIds_areTheContracts() {
    Labels coco = Labels.ofEntries(List.of(Label.of(1, "/m/1", "person"), Label.of(90, "brush")));

    assertThat(oneBased(coco, 90)).isEqualTo("brush");
    assertThat(oneBased(coco, 1)).isEqualTo("person");
    assertThat(oneBased(coco, 12)).as("a gap shows its number").isEqualTo("12");
    assertThat(oneBased(coco.usingNames(), 1)).isEqualTo("/m/1");
  }

  /** What TensorFlow's Object Detection API calls a class. */
  private static String oneBased(Labels labels, int classId) {
    Outputs outputs =
        Outputs.of(
            Map.of(
                "detection_boxes",
                TensorValue.of(new float[] {0, 0, 1, 1}, Shape.of(1, 4)),
                "detection_scores",
                TensorValue.of(new float[] {1}, Shape.of(1)),
                "detection_classes",
                TensorValue.of(new float[] {classId}, Shape.of(1))));
    return ObjectDetection.fromModel()
        .labels(labels)
        .apply(outputs, CONTEXT.giving(outputs))
        .get(0)
        .label();
  }

  @Test
  void labels_thatCountOtherwise_areRefused() {
    Labels fromZero = Labels.ofEntries(List.of(Label.of(0, "person"), Label.of(1, "bicycle")));
    Labels fromOne = Labels.ofEntries(List.of(Label.of(1, "person"), Label.of(2, "bicycle")));

    assertThatExceptionOfType(ModelMismatchException.class)
        .isThrownBy(() -> oneBased(fromZero, 1))
        .withMessageContaining("class ids from 1 on")
        .withMessageContaining("begin with 0");
    assertThatExceptionOfType(ModelMismatchException.class)
        .isThrownBy(() -> detect(custom().labels(fromOne)))
        .withMessageContaining("class ids from 0 on");
    assertThat(oneBased(Labels.ofEntries(List.of(Label.of(0, "background"), Label.of(1, "a"))), 1))
        .isEqualTo("a");
  }

  @Test
  void labels_tooFew_areRefusedAsSoonAsTheClassesAreKnown() {
    ModelDescription model =
        FakeContext.model(
            List.of(
                FakeContext.floats("detection_boxes", 1, 100, 4),
                FakeContext.floats("detection_classes", 1, 100),
                FakeContext.floats("detection_scores", 1, 100),
                FakeContext.floats("raw_detection_scores", 1, 1917, 4)));
    ObjectDetection three = ObjectDetection.fromModel();

    assertThat(three.labels(Labels.of(List.of("a", "b", "c"))).bind(model)).isNotNull();
    assertThatExceptionOfType(ModelMismatchException.class)
        .isThrownBy(() -> three.labels(Labels.of(List.of("a", "b"))).bind(model))
        .withMessageContaining("expected 3 names, found 2");
    assertThatExceptionOfType(ModelMismatchException.class)
        .isThrownBy(() -> three.labels(Labels.ofEntries(List.of(Label.of(4, "d")))).bind(model))
        .withMessageContaining("at most 3");
    assertThatExceptionOfType(ModelMismatchException.class)
        .isThrownBy(() -> detect(custom().labels(Labels.of(List.of("a", "b")))))
        .withMessageContaining("none for the class 2");
  }

  @Test
  void fromModel_unclear_asksWithTheCandidates() {
    ModelDescription model = FakeContext.model(List.of(FakeContext.floats("out", 1, 100, 6)));

    assertThatExceptionOfType(ModelMismatchException.class)
        .isThrownBy(() -> ObjectDetection.fromModel().bind(model))
        .withMessageContaining("'yolo-end-to-end'")
        .withMessageContaining("'centernet'")
        .withMessageContaining("--contract NAME");
  }

  @Test
  void explain_saysContractReasonAndAssumptions() {
    ModelDescription model =
        FakeContext.model(
            List.of(
                FakeContext.floats("detection_boxes", 1, 100, 4),
                FakeContext.floats("detection_classes", 1, 100),
                FakeContext.floats("detection_scores", 1, 100)));

    assertThat(ObjectDetection.fromModel().explain(model))
        .startsWith("tf-object-detection: it has detection_boxes")
        .contains("classes are counted from 1");
    assertThat(custom().explain(model)).isEqualTo("custom, as stated.");
  }

  @Test
  void apply_offersTheExplanationToTheTrace() {
    List<Object> offered = new ArrayList<>();

    Detections found = custom().apply(OUTPUTS, CONTEXT.offering(offered));

    assertThat(found.count()).isEqualTo(4);
    assertThat(offered).containsExactly("custom, as stated.");
  }

  @Test
  void settings_twice_quoteTheEarlierValue() {
    assertThatIllegalStateException()
        .isThrownBy(() -> custom().minScore(0.5f).minScore(0.6f))
        .withMessage("minScore was set before, to 0.5");
    assertThatIllegalStateException()
        .isThrownBy(() -> custom().labels(Labels.of(List.of("a"))).labels(Labels.of(List.of("b"))))
        .withMessageContaining("1 labels: a");
    assertThat(custom().minScore(0.5f).maxResults(3))
        .hasToString("detection by custom, minimum score 0.5, at most 3");
  }

  @Test
  void input_decodedPicture_tellsTheSize() {
    DecodedImage picture = DecodedImage.of(new Size(30, 17), 3, new byte[30 * 17 * 3]);

    Detections found =
        custom().apply(OUTPUTS, new FakeContext(CONTEXT.model(), null, picture, new ArrayList<>()));

    assertThat(found.imageSize()).isEqualTo(new Size(30, 17));
  }
}
