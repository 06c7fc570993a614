package io.sightline.detection.recognition;

import io.sightline.detection.contract.DetectionContract;
import io.sightline.detection.family.DetectionContracts;
import io.sightline.detection.output.OutputRoles;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Detectors that have suppressed already, and whose outputs are told by their number, order, shapes
 * and types alone.
 */
final class NumberedOutputs {
  /** The keys of the Object Detection API for TensorFlow 2, in the order of the graph's outputs. */
  private static final List<String> API_KEYS =
      List.of(
          "detection_anchor_indices",
          "detection_boxes",
          "detection_classes",
          "detection_multiclass_scores",
          "detection_scores",
          "num_detections",
          "raw_detection_boxes",
          "raw_detection_scores");

  private NumberedOutputs() {}

  static Optional<Verdict> recognize(ModelFacts facts) {
    List<TensorSpec> outputs = OutputRoles.inNumberOrder(facts.outputs(), TensorSpec::name);
    return switch (outputs.size()) {
      case 1 -> efficientDetTf1(outputs.get(0));
      case 3 -> retinaNet(outputs);
      case 4 -> four(outputs);
      case 8 -> api(outputs);
      default -> Optional.empty();
    };
  }

  private static Optional<Verdict> efficientDetTf1(TensorSpec output) {
    if (!isRowsOf(output, 7)) {
      return Optional.empty();
    }
    return Optional.of(
        Verdict.oneOf(
            List.of(DetectionContracts.efficientDetTf1(), DetectionContracts.efficientDetTf1Coco()),
            "its only output has rows of 7"));
  }

  private static Optional<Verdict> retinaNet(List<TensorSpec> outputs) {
    boolean fits =
        isRowsOf(outputs.get(0), 4)
            && isColumn(outputs.get(1), true)
            && isColumn(outputs.get(2), false);
    return fits
        ? Optional.of(
            Verdict.clear(
                DetectionContracts.retinaNet(),
                "it has boxes, scores and whole numbers for each, in this order"))
        : Optional.empty();
  }

  private static Optional<Verdict> four(List<TensorSpec> outputs) {
    long boxes = outputs.stream().filter(output -> isRowsOf(output, 4)).count();
    long columns = outputs.stream().filter(output -> isColumn(output, true)).count();
    List<TensorSpec> counts = outputs.stream().filter(NumberedOutputs::isCount).toList();
    if (boxes != 1 || counts.size() != 1 || columns < 2) {
      return Optional.empty();
    }
    List<DetectionContract> candidates = new ArrayList<>();
    boolean inOrder = isRowsOf(outputs.get(0), 4) && isCount(outputs.get(3));
    if (inOrder) {
      candidates.add(DetectionContracts.efficientDetTf2());
      candidates.add(DetectionContracts.yolo5Nms());
    }
    if (counts.get(0).elementType() == ElementType.FLOAT32) {
      if (outputs.stream().anyMatch(o -> o.name().startsWith("TFLite_Detection_PostProcess"))) {
        return Optional.of(
            Verdict.clear(
                DetectionContracts.tfLite(),
                "its four outputs are called TFLite_Detection_PostProcess"));
      }
      candidates.add(DetectionContracts.tfLite());
    }
    return candidates.isEmpty()
        ? Optional.empty()
        : Optional.of(
            candidates.size() == 1
                ? Verdict.clear(
                    candidates.get(0),
                    "its four outputs are boxes, two numbers for each, and a count of floats")
                : Verdict.oneOf(
                    candidates, "its four outputs have no names that tell what they are"));
  }

  private static Optional<Verdict> api(List<TensorSpec> outputs) {
    boolean fits =
        isRowsOf(outputs.get(1), 4)
            && isRowsOf(outputs.get(6), 4)
            && mayBeMatrix(outputs.get(3))
            && mayBeMatrix(outputs.get(7))
            && isCount(outputs.get(5))
            && List.of(0, 2, 4).stream().allMatch(i -> isColumn(outputs.get(i), true));
    if (!fits) {
      return Optional.empty();
    }
    Map<String, String> names = new LinkedHashMap<>();
    for (int i = 0; i < API_KEYS.size(); i++) {
      names.put(API_KEYS.get(i), outputs.get(i).name());
    }
    return Optional.of(
        Verdict.clear(
            DetectionContracts.tensorFlowApi(names),
            "its eight outputs have the shapes of the Object Detection API's, in their order"));
  }

  private static boolean isRowsOf(TensorSpec output, int columns) {
    return ModelFacts.isItem(output, -1, columns)
        && output.shape().length(-1) == columns
        && output.elementType().isFloatingPoint();
  }

  private static boolean mayBeMatrix(TensorSpec output) {
    return ModelFacts.isItem(output, -1, -1) && output.elementType().isFloatingPoint();
  }

  private static boolean isColumn(TensorSpec output, boolean floats) {
    return ModelFacts.isItem(output, -1) && output.elementType().isFloatingPoint() == floats;
  }

  private static boolean isCount(TensorSpec output) {
    return ModelFacts.isItem(output);
  }
}
