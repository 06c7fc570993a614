package io.sightline.detection.recognition;

import io.sightline.detection.contract.DetectionContract;
import io.sightline.detection.family.DetectionContracts;
import io.sightline.detection.output.ApiOutputs;
import io.sightline.detection.output.ModelShapes;
import io.sightline.detection.output.OutputRoles;
import io.sightline.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Detectors that have suppressed already, and whose outputs are told by their number, order, shapes
 * and types alone.
 */
final class NumberedOutputs {
  private NumberedOutputs() {}

  static Optional<Verdict> recognize(ModelFacts facts) {
    List<TensorSpec> outputs = OutputRoles.inNumberOrder(facts.outputs(), TensorSpec::name);
    return switch (outputs.size()) {
      case 1 -> efficientDetTf1(outputs.get(0));
      case 3 -> retinaNet(outputs);
      case 4 -> four(outputs, facts.takesBytes());
      case 6, 8 -> api(outputs);
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

  private static Optional<Verdict> four(List<TensorSpec> outputs, boolean takesBytes) {
    long boxes = outputs.stream().filter(output -> isRowsOf(output, 4)).count();
    long columns = outputs.stream().filter(output -> isColumn(output, true)).count();
    List<TensorSpec> counts = outputs.stream().filter(NumberedOutputs::isCount).toList();
    if (boxes != 1 || counts.size() != 1 || columns < 2) {
      return Optional.empty();
    }
    boolean floatCount = counts.get(0).elementType().isFloatingPoint();
    boolean inOrder = isRowsOf(outputs.get(0), 4) && isCount(outputs.get(3));
    if (floatCount
        && outputs.stream().anyMatch(o -> o.name().startsWith("TFLite_Detection_PostProcess"))) {
      return Optional.of(
          Verdict.clear(
              DetectionContracts.tfLite(),
              "its four outputs are called TFLite_Detection_PostProcess"));
    }
    if (inOrder && takesBytes && !floatCount) {
      return Optional.of(
          Verdict.clear(
              DetectionContracts.efficientDetTf2(),
              "it takes pictures of bytes, and gives boxes, two numbers for each, and a whole number"
                  + " of them"));
    }
    List<DetectionContract> candidates = four(outputs, takesBytes, inOrder, floatCount);
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

  private static List<DetectionContract> four(
      List<TensorSpec> outputs, boolean takesBytes, boolean inOrder, boolean floatCount) {
    List<DetectionContract> candidates = new ArrayList<>();
    if (inOrder) {
      candidates.add(DetectionContracts.efficientDetTf2());
      if (!takesBytes) {
        candidates.add(DetectionContracts.yolo5Nms());
      }
      ApiOutputs.inOrder(outputs).map(DetectionContracts::tensorFlowApi).ifPresent(candidates::add);
    }
    if (floatCount) {
      candidates.add(DetectionContracts.tfLite());
    }
    return candidates;
  }

  private static Optional<Verdict> api(List<TensorSpec> outputs) {
    return ApiOutputs.inOrder(outputs)
        .map(
            names ->
                Verdict.clear(
                    DetectionContracts.tensorFlowApi(names),
                    "its %s outputs have the shapes of the Object Detection API's, in their order"
                        .formatted(outputs.size())));
  }

  private static boolean isRowsOf(TensorSpec output, int columns) {
    return ModelShapes.isItem(output, -1, columns)
        && output.shape().length(-1) == columns
        && output.elementType().isFloatingPoint();
  }

  private static boolean isColumn(TensorSpec output, boolean floats) {
    return ModelShapes.isItem(output, -1) && output.elementType().isFloatingPoint() == floats;
  }

  private static boolean isCount(TensorSpec output) {
    return ModelShapes.isItem(output);
  }
}
