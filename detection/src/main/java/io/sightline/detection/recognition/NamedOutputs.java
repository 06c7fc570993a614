package io.sightline.detection.recognition;

import io.sightline.detection.family.DetectionContracts;
import io.sightline.detection.output.ModelShapes;
import java.util.Optional;

/** Detectors that say by the names of their outputs what they are. */
final class NamedOutputs {
  private static final int EFFICIENT_DET_COLUMNS = 7;

  private NamedOutputs() {}

  static Optional<Verdict> recognize(ModelFacts facts) {
    if (facts.hasOutputs("detection_boxes", "detection_scores", "detection_class_labels")) {
      return Optional.of(
          Verdict.clear(
              DetectionContracts.openImages(),
              "it has detection_boxes, detection_scores and detection_class_labels"));
    }
    if (facts.hasOutputs("detection_boxes", "detection_scores", "detection_classes", "image_info")
        && isImageInfo(facts)) {
      return Optional.of(
          Verdict.clear(
              DetectionContracts.modelGarden(),
              "it has detection_boxes, detection_scores, detection_classes and an image_info of four"
                  + " rows"));
    }
    if (facts.hasOutputs("detection_boxes", "detection_scores", "detection_classes")) {
      return Optional.of(
          Verdict.clear(
              DetectionContracts.tensorFlowApi(),
              "it has detection_boxes, detection_scores and detection_classes"));
    }
    if (facts.hasOutputs("raw_detection_boxes", "raw_detection_scores")) {
      return Optional.of(
          Verdict.clear(
              DetectionContracts.tensorFlowApiRaw(),
              "it has raw_detection_boxes and raw_detection_scores, and no detection_boxes"));
    }
    if (facts.hasOutputs("box", "prob", "landmarks")) {
      return Optional.of(
          Verdict.clear(DetectionContracts.mtcnn(), "it has box, prob and landmarks"));
    }
    if (facts.outputs().size() == 1
        && facts.hasOutputs("detections")
        && ModelShapes.isItem(facts.outputs().get(0), -1, EFFICIENT_DET_COLUMNS)) {
      return Optional.of(
          Verdict.clear(
              DetectionContracts.efficientDetTf1(),
              "its only output is called detections and has rows of 7"));
    }
    return Optional.empty();
  }

  /** Sizes, scale and offset; what AutoML gives by this name is six numbers. */
  private static boolean isImageInfo(ModelFacts facts) {
    return facts.outputs().stream()
        .filter(output -> output.name().equals("image_info"))
        .anyMatch(output -> ModelShapes.isItem(output, 4, 2));
  }
}
