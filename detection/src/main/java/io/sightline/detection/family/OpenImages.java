package io.sightline.detection.family;

import io.sightline.Outputs;
import io.sightline.PostprocessContext;
import io.sightline.detection.box.BoxFormat;
import io.sightline.detection.box.BoxUnit;
import io.sightline.detection.contract.Candidates;
import io.sightline.detection.contract.CandidatesBuilder;
import io.sightline.detection.contract.DetectionContract;
import io.sightline.detection.contract.FloatMatrix;
import io.sightline.detection.output.OutputReader;
import io.sightline.detection.output.OutputRoles;
import io.sightline.model.ModelDescription;
import java.util.List;

/**
 * The detectors of TensorFlow Hub that were trained on Open Images v4 (google/openimages_v4/...):
 * no batch axis, and the classes' names come with the boxes.
 */
record OpenImages() implements DetectionContract {
  static final String LABELS = "detection_class_labels";
  static final String ENTITIES = "detection_class_entities";
  private static final String NAMES = "detection_class_names";

  @Override
  public Candidates apply(Outputs outputs, PostprocessContext context) {
    OutputReader reader = new OutputReader(name(), outputs, context);
    FloatMatrix boxes = reader.fractions(TensorFlowApi.BOXES);
    int count = boxes.rows();
    CandidatesBuilder candidates =
        Candidates.builder(boxes, BoxFormat.YXYX, BoxUnit.RELATIVE)
            .scores(reader.floats(TensorFlowApi.SCORES, count), reader.integers(LABELS, count));
    if (reader.has(ENTITIES)) {
      List<String> entities = reader.tensor(ENTITIES).strings();
      candidates.names(reader.has(NAMES) ? reader.tensor(NAMES).strings() : entities, entities);
    }
    return candidates.build();
  }

  @Override
  public OpenImages bind(ModelDescription model) {
    OutputRoles.requireNames(
        model, name(), List.of(TensorFlowApi.BOXES, TensorFlowApi.SCORES, LABELS));
    return this;
  }

  @Override
  public String name() {
    return "tf-hub-open-images";
  }

  @Override
  public List<String> assumptions() {
    return List.of(
        "Boxes are ymin, xmin, ymax, xmax in 0 to 1, classes are counted from 1, and the model has"
            + " suppressed what overlaps.");
  }

  @Override
  public int firstClassId() {
    return 1;
  }

  @Override
  public String toString() {
    return name();
  }
}
