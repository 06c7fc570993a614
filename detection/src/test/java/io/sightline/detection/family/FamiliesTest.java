package io.sightline.detection.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.sightline.Outputs;
import io.sightline.detection.Detection;
import io.sightline.detection.Detections;
import io.sightline.detection.FakeContext;
import io.sightline.detection.Keypoints;
import io.sightline.detection.ObjectDetection;
import io.sightline.detection.box.PixelBox;
import io.sightline.detection.contract.DetectionContract;
import io.sightline.error.ModelMismatchException;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pictures are 40 wide and 20 high, so that exchanged axes show. */
class FamiliesTest {
  private static final FakeContext CONTEXT = FakeContext.of(40, 20);

  private static TensorValue tensor(Shape shape, double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return TensorValue.of(floats, shape);
  }

  private static Detections detect(DetectionContract contract, Map<String, TensorValue> outputs) {
    return detect(ObjectDetection.of(contract), outputs);
  }

  private static Detections detect(ObjectDetection detection, Map<String, TensorValue> outputs) {
    Outputs given = Outputs.of(outputs);
    return detection.apply(given, CONTEXT.giving(given));
  }

  private static void assertBox(Detection found, double... xyxy) {
    PixelBox box = found.box();
    assertThat(FakeContext.near(new float[] {box.xMin(), box.yMin(), box.xMax(), box.yMax()}, xyxy))
        .as(box.toString())
        .isTrue();
  }

  private static Map<String, TensorValue> apiOutputs() {
    Map<String, TensorValue> outputs = new LinkedHashMap<>();
    outputs.put(
        "detection_boxes",
        tensor(Shape.of(3, 4), 0.1, 0.2, 0.5, 0.6, 0.25, 0.5, 0.75, 1, 0, 0, 0, 0));
    outputs.put("detection_scores", tensor(Shape.of(3), 0.9, 0.4, 0.3));
    outputs.put("detection_classes", tensor(Shape.of(3), 18, 1, 1));
    outputs.put("num_detections", tensor(Shape.of(), 2));
    return outputs;
  }

  @Test
  void tensorFlowApi_honoursTheCountAndTheAxes() {
    Detections found = detect(DetectionContracts.tensorFlowApi(), apiOutputs());

    assertThat(found.count()).isEqualTo(2);
    assertBox(found.get(0), 8, 2, 24, 10);
    assertBox(found.get(1), 20, 5, 40, 15);
    assertThat(found.classIds()).containsExactly(18, 1);
    assertThat(found.scores()).containsExactly(0.9f, 0.4f);
    assertThat(found.get(0).name()).isEqualTo("18");
  }

  @Test
  void tensorFlowApi_withoutCount_readsAllRows() {
    Map<String, TensorValue> outputs = apiOutputs();
    outputs.remove("num_detections");

    assertThat(detect(DetectionContracts.tensorFlowApi(), outputs).count()).isEqualTo(3);
  }

  @Test
  void tensorFlowApi_masksAndKeypoints_areThoseOfTheRow() {
    Map<String, TensorValue> outputs = apiOutputs();
    outputs.put("detection_masks", tensor(Shape.of(3, 1, 2), 0, 1, 1, 1, 0, 0));
    outputs.put(
        "detection_keypoints",
        tensor(Shape.of(3, 2, 2), 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0, 0, 0, 0));
    outputs.put("detection_keypoint_scores", tensor(Shape.of(3, 2), 0.5, 0.6, 0.7, 0.8, 0, 0));

    Detections found = detect(DetectionContracts.tensorFlowApi(), outputs);

    Keypoints points = found.get(1).keypoints().orElseThrow();
    assertThat(points.x(0)).isCloseTo(24, within(1e-4f));
    assertThat(points.y(0)).isCloseTo(10, within(1e-4f));
    assertThat(points.x(1)).isCloseTo(32, within(1e-4f));
    assertThat(points.score(1).orElseThrow()).isCloseTo(0.8, within(1e-6));
    assertThat(found.get(0).mask().orElseThrow().bits().get(9, 5)).isFalse();
    assertThat(found.get(0).mask().orElseThrow().bits().get(22, 5)).isTrue();
    assertThat(found.get(1).mask().orElseThrow().bits().get(22, 10)).isTrue();
  }

  @Test
  void tensorFlowApi_classThatIsNoWholeNumber_isRefused() {
    Map<String, TensorValue> outputs = apiOutputs();
    outputs.put("detection_classes", tensor(Shape.of(3), 1, 0.5, 1));

    assertThatExceptionOfType(ModelMismatchException.class)
        .isThrownBy(() -> detect(DetectionContracts.tensorFlowApi(), outputs))
        .withMessageContaining("0.5 in row 1");
  }

  @Test
  void tensorFlowApi_missingOutput_isRefused() {
    Map<String, TensorValue> outputs = apiOutputs();
    outputs.remove("detection_scores");

    assertThatExceptionOfType(ModelMismatchException.class)
        .isThrownBy(() -> detect(DetectionContracts.tensorFlowApi(), outputs))
        .withMessageContaining("'detection_scores'");
  }

  @Test
  void tensorFlowApi_pixels_areRefused() {
    Map<String, TensorValue> outputs = apiOutputs();
    outputs.put("detection_boxes", tensor(Shape.of(3, 4), 2, 4, 10, 12, 5, 10, 15, 20, 0, 0, 0, 0));

    assertThatExceptionOfType(ModelMismatchException.class)
        .isThrownBy(() -> detect(DetectionContracts.tensorFlowApi(), outputs))
        .withMessageContaining("fractions of the picture")
        .withMessageContaining("20.0 among them");
  }

  @Test
  void tensorFlowApi_lostNames_areTakenInTheOrderOfTheKeys() {
    Map<String, TensorValue> named = apiOutputs();
    Map<String, TensorValue> outputs = new LinkedHashMap<>();
    outputs.put("Identity", named.get("detection_boxes"));
    outputs.put("Identity_1", named.get("detection_classes"));
    outputs.put("Identity_2", named.get("detection_scores"));
    outputs.put("Identity_3", named.get("num_detections"));
    Outputs given = Outputs.of(outputs);
    DetectionContract bound =
        DetectionContracts.tensorFlowApi().bind(CONTEXT.giving(given).model());

    assertThat(detect(bound, outputs)).isEqualTo(detect(DetectionContracts.tensorFlowApi(), named));
  }

  @Test
  void modelGarden_pixelsOfItsOwnResize_areUndone() {
    Map<String, TensorValue> outputs = apiOutputs();
    outputs.put(
        "detection_boxes", tensor(Shape.of(3, 4), 4, 8, 20, 24, 10, 20, 30, 40, 0, 0, 0, 0));
    outputs.put("detection_classes", TensorValue.of(new int[] {18, 1, 1}, Shape.of(3)));
    outputs.put("num_detections", TensorValue.of(new int[] {2}, Shape.of()));
    outputs.put("image_info", tensor(Shape.of(4, 2), 20, 40, 64, 64, 2, 1.6, 4, 0));

    Detections found = detect(DetectionContracts.modelGarden(), outputs);

    assertThat(found.count()).isEqualTo(2);
    assertBox(found.get(0), 5, 4, 15, 12);
    assertBox(found.get(1), 12.5, 7, 25, 17);
    assertThat(found.classIds()).containsExactly(18, 1);
    outputs.put("detection_boxes", apiOutputs().get("detection_boxes"));
    assertBox(detect(DetectionContracts.modelGarden(), outputs).get(0), 8, 2, 24, 10);
  }

  @Test
  void tensorFlowApiRaw_leavesTheBackgroundOutAndSuppresses() {
    Detections found =
        detect(
            DetectionContracts.tensorFlowApiRaw(),
            Map.of(
                "raw_detection_boxes",
                tensor(Shape.of(3, 4), 0, 0, 0.5, 0.5, 0, 0, 0.5, 0.51, 0.5, 0.5, 1, 1),
                "raw_detection_scores",
                tensor(Shape.of(3, 3), 0.9, 0.1, 0.7, 0.9, 0.02, 0.8, 0.9, 0.6, 0.02)));

    assertThat(found.classIds()).containsExactly(2, 1, 1);
    assertThat(found.scores()).containsExactly(0.8f, 0.6f, 0.1f);
    assertBox(found.get(0), 0, 0, 20.4, 10);
  }

  @Test
  void openImages_namesComeWithTheBoxes() {
    Map<String, TensorValue> outputs =
        Map.of(
            "detection_boxes", tensor(Shape.of(1, 4), 0, 0.5, 1, 1),
            "detection_scores", tensor(Shape.of(1), 0.75),
            "detection_class_labels", TensorValue.of(new long[] {68}, Shape.of(1)),
            "detection_class_names", TensorValue.ofStrings(List.of("/m/01"), Shape.of(1)),
            "detection_class_entities", TensorValue.ofStrings(List.of("Tree"), Shape.of(1)));
    Detections found = detect(DetectionContracts.openImages(), outputs);

    assertThat(found.get(0).classId()).isEqualTo(68);
    assertThat(found.get(0).name()).isEqualTo("/m/01");
    assertThat(found.get(0).label()).isEqualTo("Tree");
    assertBox(found.get(0), 20, 0, 40, 20);
    ObjectDetection noTrees = ObjectDetection.of(DetectionContracts.openImages()).deny("Tree");
    assertThat(detect(noTrees, outputs).isEmpty()).isTrue();
  }

  @Test
  void efficientDetTf1_readsPixelsAfterThePicturesNumber() {
    TensorValue rows = tensor(Shape.of(2, 7), 0, 2, 4, 10, 30, 0.8, 17, 0, 0, 0, 0, 0, 0, 0);

    Detections found = detect(DetectionContracts.efficientDetTf1(), Map.of("detections", rows));
    assertThat(found.count()).isEqualTo(1);
    assertBox(found.get(0), 4, 2, 30, 10);
    assertThat(found.get(0).classId()).isEqualTo(17);

    Detections coco = detect(DetectionContracts.efficientDetTf1Coco(), Map.of("detections", rows));
    assertBox(coco.get(0), 2, 4, 12, 34);
  }

  @Test
  void efficientDetTf1_sizesInPlaceOfEdges_areRefused() {
    TensorValue rows = tensor(Shape.of(1, 7), 0, 20, 4, 10, 6, 0.8, 17);

    assertThatExceptionOfType(ModelMismatchException.class)
        .isThrownBy(() -> detect(DetectionContracts.efficientDetTf1(), Map.of("o", rows)))
        .withMessageContaining("lower edges")
        .withMessageContaining("row 0");
  }

  @Test
  void efficientDetTf2_fractions_areRefused() {
    Map<String, TensorValue> outputs = new LinkedHashMap<>();
    outputs.put("o_0", tensor(Shape.of(2, 4), 0.1, 0.2, 0.3, 0.4, 0, 0, 0, 0));
    outputs.put("o_1", tensor(Shape.of(2), 0.9, 0.8));
    outputs.put("o_2", tensor(Shape.of(2), 90, 1));
    outputs.put("o_3", TensorValue.of(new int[] {1}, Shape.of(1)));

    assertThatExceptionOfType(ModelMismatchException.class)
        .isThrownBy(() -> detect(DetectionContracts.efficientDetTf2(), outputs))
        .withMessageContaining("expected pixels in 'o_0'");
  }

  @Test
  void efficientDetTf2_readsTheOutputsInTheirOrder() {
    Map<String, TensorValue> outputs = new LinkedHashMap<>();
    outputs.put("output_3", TensorValue.of(new int[] {1}, Shape.of(1)));
    outputs.put("output_1", tensor(Shape.of(2), 0.9, 0.8));
    outputs.put("output_0", tensor(Shape.of(2, 4), 1, 2, 3, 4, 0, 0, 0, 0));
    outputs.put("output_2", tensor(Shape.of(2), 90, 1));

    Detections found = detect(DetectionContracts.efficientDetTf2(), outputs);

    assertThat(found.count()).isEqualTo(1);
    assertBox(found.get(0), 2, 1, 4, 3);
    assertThat(found.get(0).classId()).isEqualTo(90);
  }

  @Test
  void yolo5Nms_readsRelativeCorners() {
    Map<String, TensorValue> outputs =
        Map.of(
            "Identity", tensor(Shape.of(2, 4), 0.25, 0.5, 0.5, 1, 0, 0, 0, 0),
            "Identity_1", tensor(Shape.of(2), 0.9, -1),
            "Identity_2", tensor(Shape.of(2), 5, -1),
            "Identity_3", TensorValue.of(new int[] {1}, Shape.of(1)));

    Detections found = detect(DetectionContracts.yolo5Nms(), outputs);

    assertThat(found.count()).isEqualTo(1);
    assertBox(found.get(0), 10, 10, 20, 20);
    assertThat(found.get(0).classId()).isEqualTo(5);
  }

  @Test
  void retinaNet_stopsAtThePadding() {
    Map<String, TensorValue> outputs =
        Map.of(
            "filtered_detections", tensor(Shape.of(2, 4), 1, 2, 3, 4, -1, -1, -1, -1),
            "filtered_detections_1", tensor(Shape.of(2), 0.5, -1),
            "filtered_detections_2", TensorValue.of(new int[] {0, -1}, Shape.of(2)));

    Detections found =
        detect(ObjectDetection.of(DetectionContracts.retinaNet()).minScore(-2), outputs);

    assertThat(found.count()).isEqualTo(1);
    assertBox(found.get(0), 1, 2, 3, 4);
    assertThat(found.get(0).classId()).isZero();
  }

  @Test
  void centerNet_scalesByTheStride() {
    TensorValue rows = tensor(Shape.of(1, 6), 1, 2, 3, 4, 0.5, 7);

    assertBox(detect(DetectionContracts.centerNet(4), Map.of("out", rows)).get(0), 4, 8, 12, 16);
    assertBox(detect(DetectionContracts.centerNet(1), Map.of("out", rows)).get(0), 1, 2, 3, 4);
  }

  @Test
  void tfLite_anyOrder_isToldByValues() {
    TensorValue boxes = tensor(Shape.of(3, 4), 0, 0, 0.5, 1, 0.5, 0, 1, 1, 0, 0, 0, 0);
    TensorValue classes = tensor(Shape.of(3), 0, 89, 0);
    TensorValue scores = tensor(Shape.of(3), 0.75, 0.5, 0);
    TensorValue count = tensor(Shape.of(1), 2);
    Map<String, TensorValue> classesFirst = new LinkedHashMap<>();
    classesFirst.put("a", boxes);
    classesFirst.put("b", classes);
    classesFirst.put("c", scores);
    classesFirst.put("d", count);
    Map<String, TensorValue> scoresFirst = new LinkedHashMap<>();
    scoresFirst.put("a", scores);
    scoresFirst.put("b", boxes);
    scoresFirst.put("c", count);
    scoresFirst.put("d", classes);

    for (Map<String, TensorValue> outputs : List.of(classesFirst, scoresFirst)) {
      Detections found = detect(DetectionContracts.tfLite(), outputs);
      assertThat(found.classIds()).containsExactly(0, 89);
      assertThat(found.scores()).containsExactly(0.75f, 0.5f);
      assertBox(found.get(0), 0, 0, 40, 10);
    }
  }

  @Test
  void tfLite_valuesThatMayBeEither_areRefused() {
    Map<String, TensorValue> outputs = new LinkedHashMap<>();
    outputs.put("a", tensor(Shape.of(2, 4), 0, 0, 1, 1, 0, 0, 1, 1));
    outputs.put("b", tensor(Shape.of(2), 1, 0));
    outputs.put("c", tensor(Shape.of(2), 1, 1));
    outputs.put("d", tensor(Shape.of(1), 2));

    assertThatExceptionOfType(ModelMismatchException.class)
        .isThrownBy(() -> detect(DetectionContracts.tfLite(), outputs))
        .withMessageContaining("either may be either");
    outputs.put("d", tensor(Shape.of(1), 0));
    assertThat(detect(DetectionContracts.tfLite(), outputs).isEmpty()).isTrue();
  }

  @Test
  void mtcnn_noFace_isEmpty() {
    Detections found =
        detect(
            DetectionContracts.mtcnn(),
            Map.of(
                "box", tensor(Shape.of(0, 4)),
                "prob", tensor(Shape.of(0)),
                "landmarks", tensor(Shape.of(0, 10))));

    assertThat(found.isEmpty()).isTrue();
  }

  @Test
  void mtcnn_face_hasYBeforeX() {
    Detections found =
        detect(
            DetectionContracts.mtcnn(),
            Map.of(
                "box", tensor(Shape.of(1, 4), 1, 2, 11, 22),
                "prob", tensor(Shape.of(1), 0.99),
                "landmarks", tensor(Shape.of(1, 10), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)));

    assertBox(found.get(0), 2, 1, 22, 11);
    assertThat(found.get(0).name()).isEqualTo("face");
    assertThat(found.get(0).keypoints().orElseThrow().x(0)).isEqualTo(6);
    assertThat(found.get(0).keypoints().orElseThrow().y(0)).isEqualTo(1);
  }

  @Test
  void named_everyName_isThatOfItsContract() {
    for (String name : DetectionContracts.names()) {
      DetectionContract contract = DetectionContracts.named(name).orElseThrow();
      assertThat(contract.name()).isEqualTo(name);
      assertThat(contract.assumptions()).as(name).isNotEmpty();
      assertThat(contract).hasToString(name);
    }
    assertThat(DetectionContracts.named("yolo")).isEmpty();
  }
}
