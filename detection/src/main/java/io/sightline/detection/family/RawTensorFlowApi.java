package io.sightline.detection.family;

import io.sightline.Outputs;
import io.sightline.PostprocessContext;
import io.sightline.detection.box.BoxFormat;
import io.sightline.detection.box.BoxUnit;
import io.sightline.detection.contract.Candidates;
import io.sightline.detection.contract.DetectionContract;
import io.sightline.detection.contract.FloatMatrix;
import io.sightline.detection.nms.NonMaxSuppression;
import io.sightline.detection.nms.Suppression;
import io.sightline.detection.output.OutputReader;
import io.sightline.detection.output.OutputRoles;
import io.sightline.model.ModelDescription;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** TensorFlow's Object Detection API before its suppression. */
record RawTensorFlowApi() implements DetectionContract {
  /** Of post_processing.proto, 2023. */
  private static final double IOU = 0.6;

  /** The API's own default, 0, would make a candidate of every anchor and class. */
  private static final float MIN_SCORE = 0.05f;

  @Override
  public Candidates apply(Outputs outputs, PostprocessContext context) {
    OutputReader reader = new OutputReader(name(), outputs, context);
    FloatMatrix scores = reader.matrix(TensorFlowApi.RAW_SCORES);
    return Candidates.builder(
            reader.matrix(TensorFlowApi.RAW_BOXES, 4), BoxFormat.YXYX, BoxUnit.RELATIVE)
        .classScores(scores.columns(1, scores.columns()))
        .firstClassId(1)
        .build();
  }

  @Override
  public RawTensorFlowApi bind(ModelDescription model) {
    OutputRoles.requireNames(
        model, name(), List.of(TensorFlowApi.RAW_BOXES, TensorFlowApi.RAW_SCORES));
    return this;
  }

  @Override
  public String name() {
    return "tf-object-detection-raw";
  }

  @Override
  public List<String> assumptions() {
    return List.of(
        "Boxes are ymin, xmin, ymax, xmax in 0 to 1; scores are converted already, and their first"
            + " column is the background, so that classes are counted from 1.");
  }

  @Override
  public int firstClassId() {
    return 1;
  }

  @Override
  public OptionalInt classCount(ModelDescription model) {
    return TensorFlowApi.byName().classCount(model);
  }

  @Override
  public Optional<Suppression> suppression() {
    return Optional.of(NonMaxSuppression.hard(IOU));
  }

  @Override
  public float minScore() {
    return MIN_SCORE;
  }

  @Override
  public String toString() {
    return name();
  }
}
