package io.sightline.detection.family;

import io.sightline.Outputs;
import io.sightline.PostprocessContext;
import io.sightline.detection.box.BoxFormat;
import io.sightline.detection.box.BoxUnit;
import io.sightline.detection.contract.CandidateKeypoints;
import io.sightline.detection.contract.Candidates;
import io.sightline.detection.contract.CandidatesBuilder;
import io.sightline.detection.contract.DetectionContract;
import io.sightline.detection.contract.FloatMatrix;
import io.sightline.detection.output.OutputReader;
import io.sightline.detection.output.OutputRoles;
import io.sightline.model.ModelDescription;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import java.util.List;
import java.util.OptionalInt;

/** MTCNN as one graph (blaueck/tf-mtcnn): faces in pixels, with five points each. */
record Mtcnn() implements DetectionContract {
  static final String BOXES = "box";
  static final String SCORES = "prob";
  static final String LANDMARKS = "landmarks";
  private static final int POINTS = 5;

  @Override
  public Candidates apply(Outputs outputs, PostprocessContext context) {
    OutputReader reader = new OutputReader(name(), outputs, context);
    TensorValue boxes = reader.tensor(BOXES);
    int count = boxes.size() / 4;
    CandidatesBuilder candidates =
        Candidates.builder(
                FloatMatrix.of(boxes.reshape(Shape.of(count, 4))), BoxFormat.YXYX, BoxUnit.PIXELS)
            .scores(reader.floats(SCORES, count), new int[count]);
    if (reader.has(LANDMARKS)) {
      TensorValue landmarks = reader.tensor(LANDMARKS);
      FloatMatrix points = FloatMatrix.of(landmarks.reshape(Shape.of(count, 2 * POINTS)));
      candidates.keypoints(
          new CandidateKeypoints(
              points.columns(POINTS, 2 * POINTS), points.columns(0, POINTS), null));
    }
    return candidates.build();
  }

  @Override
  public Mtcnn bind(ModelDescription model) {
    OutputRoles.requireNames(model, name(), List.of(BOXES, SCORES));
    return this;
  }

  @Override
  public String name() {
    return "mtcnn";
  }

  @Override
  public List<String> assumptions() {
    return List.of(
        "Boxes are ymin, xmin, ymax, xmax in pixels of the picture that the model got, the only class"
            + " is face, and the model has suppressed what overlaps.",
        "Landmarks are five y, then five x: eyes, nose, corners of the mouth.");
  }

  @Override
  public OptionalInt classCount(ModelDescription model) {
    return OptionalInt.of(1);
  }

  @Override
  public List<String> classNames(ModelDescription model) {
    return List.of("face");
  }

  @Override
  public String toString() {
    return name();
  }
}
