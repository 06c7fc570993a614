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
import io.sightline.detection.output.ApiOutputs;
import io.sightline.detection.output.OutputReader;
import io.sightline.detection.output.OutputRoles;
import io.sightline.model.ModelDescription;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * TensorFlow's Object Detection API, after its own suppression (exporter.py and exporter_lib_v2.py,
 * 2023).
 *
 * @param name the contract's name
 * @param outputs from the API's key to the name of the output
 */
record TensorFlowApi(String name, Map<String, String> outputs) implements DetectionContract {
  static final String BOXES = "detection_boxes";
  static final String SCORES = "detection_scores";
  static final String CLASSES = "detection_classes";
  static final String COUNT = "num_detections";
  static final String RAW_BOXES = "raw_detection_boxes";
  static final String RAW_SCORES = "raw_detection_scores";
  private static final String MASKS = "detection_masks";
  private static final String KEYPOINTS = "detection_keypoints";
  private static final String KEYPOINT_SCORES = "detection_keypoint_scores";

  /** The outputs are called as the API calls them. */
  static TensorFlowApi byName() {
    return new TensorFlowApi("tf-object-detection", Map.of());
  }

  private String output(String key) {
    return outputs.getOrDefault(key, key);
  }

  @Override
  public Candidates apply(Outputs given, PostprocessContext context) {
    OutputReader reader = new OutputReader(name, given, context);
    FloatMatrix boxes = reader.fractions(output(BOXES));
    int count = boxes.rows();
    if (reader.has(output(COUNT))) {
      count = reader.count(output(COUNT), count);
    }
    CandidatesBuilder candidates =
        Candidates.builder(boxes.firstRows(count), BoxFormat.YXYX, BoxUnit.RELATIVE)
            .scores(reader.floats(output(SCORES), count), reader.integers(output(CLASSES), count));
    if (reader.has(output(MASKS))) {
      candidates.masks(BoxMasks.of(reader.tensor(output(MASKS))));
    }
    if (reader.has(output(KEYPOINTS))) {
      candidates.keypoints(keypoints(reader, count));
    }
    return candidates.build();
  }

  private CandidateKeypoints keypoints(OutputReader reader, int count) {
    TensorValue points = reader.tensor(output(KEYPOINTS));
    long perBox = 2 * points.shape().length(-2);
    long rows = points.shape().length(-3);
    FloatMatrix all = FloatMatrix.of(points.reshape(Shape.of(rows, perBox))).firstRows(count);
    FloatMatrix scores =
        reader.has(output(KEYPOINT_SCORES))
            ? reader.matrix(output(KEYPOINT_SCORES)).firstRows(count)
            : null;
    int columns = all.columns();
    return new CandidateKeypoints(all.columns(1, columns, 2), all.columns(0, columns, 2), scores);
  }

  /** A graph that has lost the names may have the outputs in their order. */
  @Override
  public TensorFlowApi bind(ModelDescription model) {
    if (outputs.isEmpty() && model.output(BOXES).isEmpty()) {
      Optional<Map<String, String>> inOrder = ApiOutputs.inOrder(model.outputs());
      if (inOrder.isPresent()) {
        return new TensorFlowApi(name, inOrder.get());
      }
    }
    OutputRoles.requireNames(model, name, List.of(output(BOXES), output(SCORES), output(CLASSES)));
    return this;
  }

  @Override
  public List<String> assumptions() {
    String common =
        "Boxes are ymin, xmin, ymax, xmax in 0 to 1, classes are counted from 1, and the model has"
            + " suppressed what overlaps.";
    return outputs.isEmpty()
        ? List.of(common)
        : List.of(common, "The outputs follow each other in the alphabetical order of their keys.");
  }

  @Override
  public int firstClassId() {
    return 1;
  }

  /** The raw scores have a column for each class and one for the background. */
  @Override
  public OptionalInt classCount(ModelDescription model) {
    return model
        .output(output(RAW_SCORES))
        .filter(spec -> spec.shape().hasKnownRank() && spec.shape().rank() > 1)
        .filter(spec -> spec.shape().length(-1) > 1)
        .map(spec -> OptionalInt.of((int) spec.shape().length(-1) - 1))
        .orElse(OptionalInt.empty());
  }

  @Override
  public String toString() {
    return name;
  }
}
