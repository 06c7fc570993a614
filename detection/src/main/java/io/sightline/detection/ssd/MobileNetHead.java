package io.sightline.detection.ssd;

import io.sightline.Outputs;
import io.sightline.PostprocessContext;
import io.sightline.detection.anchor.SsdAnchors;
import io.sightline.detection.contract.Candidates;
import io.sightline.detection.contract.DetectionContract;
import io.sightline.detection.nms.Suppression;
import io.sightline.detection.output.ModelShapes;
import io.sightline.error.ModelMismatchException;
import io.sightline.image.Size;
import io.sightline.model.ModelDescription;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An SSD MobileNet head before the model is known: its anchors follow from the size of the picture.
 *
 * @param conversion what makes scores of the head's numbers
 */
record MobileNetHead(ScoreConversion conversion) implements DetectionContract {
  /** Any size will do for what does not depend on it. */
  private static final Size TYPICAL = new Size(300, 300);

  MobileNetHead {
    Objects.requireNonNull(conversion, "conversion");
  }

  private SsdHead head(Size picture) {
    return SsdHead.of(SsdAnchors.mobileNet(picture)).scores(conversion).named(name());
  }

  private SsdHead head(ModelDescription model) {
    return head(
        ModelShapes.picture(model)
            .orElseThrow(
                () ->
                    new ModelMismatchException(
                        "The anchors of %s are not known: expected an input that fixes the picture's size, found %s. %s"
                            .formatted(
                                model.name(),
                                model.inputs(),
                                "Make the contract with SsdHead.of(SsdAnchors.mobileNet(size))."),
                        model.name())));
  }

  @Override
  public DetectionContract bind(ModelDescription model) {
    return head(model).bind(model);
  }

  @Override
  public Candidates apply(Outputs outputs, PostprocessContext context) {
    return head(context.model()).apply(outputs, context);
  }

  @Override
  public String name() {
    return "ssd-mobilenet-" + conversion.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public List<String> assumptions() {
    return List.of(
        "The anchors are those of SSD MobileNet for the size of the input.",
        conversion.sentence(),
        "The first class column is the background, so that classes are counted from 1.");
  }

  @Override
  public int firstClassId() {
    return 1;
  }

  @Override
  public OptionalInt classCount(ModelDescription model) {
    return head(model).classCount(model);
  }

  @Override
  public Optional<Suppression> suppression() {
    return head(TYPICAL).suppression();
  }

  @Override
  public float minScore() {
    return head(TYPICAL).minScore();
  }

  @Override
  public String toString() {
    return name();
  }
}
