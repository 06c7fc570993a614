package io.sightline.detection.recognition;

import io.sightline.detection.anchor.SsdAnchors;
import io.sightline.detection.contract.DetectionContract;
import io.sightline.detection.output.ModelShapes;
import io.sightline.detection.ssd.ScoreConversion;
import io.sightline.detection.ssd.SsdHead;
import io.sightline.image.Size;
import io.sightline.tensor.TensorSpec;
import java.util.List;
import java.util.Optional;

/** Raw SSD heads: four numbers for each anchor in one output, scores in another. */
final class AnchoredHeads {
  private static final Size FACE_MASK_PICTURE = new Size(260, 260);

  private AnchoredHeads() {}

  static Optional<Verdict> recognize(ModelFacts facts) {
    if (facts.outputs().size() != 2) {
      return Optional.empty();
    }
    if (isFaceMask(facts)) {
      return Optional.of(
          Verdict.clear(
              SsdHead.faceMask(),
              "its outputs are the loc_branch and cls_branch of a face-mask detector for 260x260"));
    }
    for (int i = 0; i < 2; i++) {
      TensorSpec boxes = facts.outputs().get(i);
      long anchors = anchorCount(boxes);
      TensorSpec scores = facts.outputs().get(1 - i);
      if (anchors > 1 && ModelShapes.isItem(scores, anchors, -1) && columns(scores) > 0) {
        return Optional.of(verdict(facts, anchors, columns(scores)));
      }
    }
    return Optional.empty();
  }

  /** The graph does not say how many anchors there are; its names and sizes say whose it is. */
  private static boolean isFaceMask(ModelFacts facts) {
    return facts.picture().filter(FACE_MASK_PICTURE::equals).isPresent()
        && hasBranch(facts, "loc_branch", 4)
        && hasBranch(facts, "cls_branch", 2);
  }

  private static boolean hasBranch(ModelFacts facts, String name, int columns) {
    return facts.outputs().stream()
        .anyMatch(
            output ->
                output.name().startsWith(name)
                    && ModelShapes.isItem(output, -1, columns)
                    && columns(output) == columns);
  }

  /** Of {@code [n, 4]} or {@code [n, 1, 4]}; -1 for another shape. */
  private static long anchorCount(TensorSpec output) {
    if (ModelShapes.isItem(output, -1, 4) || ModelShapes.isItem(output, -1, 1, 4)) {
      long[] item = ModelShapes.item(output).orElseThrow();
      return item[item.length - 1] == 4 ? item[0] : -1;
    }
    return -1;
  }

  private static long columns(TensorSpec output) {
    return ModelShapes.item(output).map(item -> item[item.length - 1]).orElse(-1L);
  }

  private static Verdict verdict(ModelFacts facts, long count, long columns) {
    String reason =
        "it has four numbers and %s scores for each of %s anchors, and no model tells its anchors"
            .formatted(columns, count);
    boolean isMobileNet =
        facts
            .picture()
            .filter(picture -> SsdAnchors.mobileNet(picture).count() == count)
            .isPresent();
    return isMobileNet
        ? Verdict.oneOf(variants(), reason)
        : Verdict.none(
            reason
                + ". Make its contract with SsdHead.of(anchors), or, if the numbers are edges of"
                + " boxes, with a function of your own");
  }

  private static List<DetectionContract> variants() {
    return List.of(
        SsdHead.mobileNet(ScoreConversion.SIGMOID),
        SsdHead.mobileNet(ScoreConversion.SOFTMAX),
        SsdHead.mobileNet(ScoreConversion.IDENTITY));
  }
}
