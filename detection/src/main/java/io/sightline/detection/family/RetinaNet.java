package io.sightline.detection.family;

import io.sightline.Outputs;
import io.sightline.PostprocessContext;
import io.sightline.detection.box.BoxFormat;
import io.sightline.detection.box.BoxUnit;
import io.sightline.detection.contract.Candidates;
import io.sightline.detection.contract.DetectionContract;
import io.sightline.detection.contract.FloatMatrix;
import io.sightline.detection.output.OutputReader;
import io.sightline.detection.output.OutputRoles;
import io.sightline.model.ModelDescription;
import java.util.List;

/** keras-retinanet (fizyr, 1.0): boxes, scores and integer labels, filled up with -1. */
record RetinaNet() implements DetectionContract {
  @Override
  public Candidates apply(Outputs outputs, PostprocessContext context) {
    OutputReader reader = new OutputReader(name(), outputs, context);
    List<String> names = OutputRoles.inNumberOrder(outputs);
    if (names.size() != 3) {
      throw reader.mismatch("three outputs", outputs.toString());
    }
    FloatMatrix boxes = reader.pixels(names.get(0));
    int[] labels = reader.integers(names.get(2), boxes.rows());
    int valid = 0;
    while (valid < labels.length && labels[valid] >= 0) {
      valid++;
    }
    return Candidates.builder(boxes.firstRows(valid), BoxFormat.XYXY, BoxUnit.PIXELS)
        .scores(reader.floats(names.get(1), valid), reader.integers(names.get(2), valid))
        .build();
  }

  @Override
  public RetinaNet bind(ModelDescription model) {
    OutputRoles.require(model, name(), model.outputs().size() == 3, "three outputs");
    return this;
  }

  @Override
  public String name() {
    return "keras-retinanet";
  }

  @Override
  public List<String> assumptions() {
    return List.of(
        "The outputs are boxes, scores and labels, in this order; the first label of -1 ends them.",
        "Boxes are xmin, ymin, xmax, ymax in pixels of the picture that the model got, classes are"
            + " counted from 0, and the model has suppressed what overlaps.");
  }

  @Override
  public String toString() {
    return name();
  }
}
