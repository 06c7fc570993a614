package io.sightline.detection.yolo;

import io.sightline.Outputs;
import io.sightline.PostprocessContext;
import io.sightline.detection.box.BoxFormat;
import io.sightline.detection.contract.Candidates;
import io.sightline.detection.contract.CandidatesBuilder;
import io.sightline.detection.contract.DetectionContract;
import io.sightline.detection.contract.FloatMatrix;
import io.sightline.detection.output.OutputReader;
import io.sightline.detection.output.OutputRoles;
import io.sightline.model.ModelDescription;
import io.sightline.tensor.TensorValue;
import java.util.List;

/**
 * A YOLO model that has suppressed already: exported with {@code nms=True} (Ultralytics from
 * 8.3.67), or one without need for it, such as YOLOv10 and YOLO26.
 *
 * @param name the contract's name
 * @param unit what the coordinates count
 * @param points the points of each box
 */
record YoloEndToEnd(String name, YoloUnit unit, YoloPoints points) implements DetectionContract {
  /** Corners, score and class. */
  static final int COLUMNS = 6;

  @Override
  public Candidates apply(Outputs outputs, PostprocessContext context) {
    OutputReader reader = new OutputReader(name, outputs, context);
    YoloOutputs found = YoloOutputs.read(outputs, reader);
    FloatMatrix rows = found.predictions();
    int coefficients = YoloMasks.prototypes(found.prototypes());
    int expected = COLUMNS + coefficients + points.columns();
    if (rows.columns() != expected) {
      throw reader.mismatch("%s numbers a box".formatted(expected), rows.toString());
    }
    FloatMatrix boxes = rows.columns(0, 4);
    CandidatesBuilder candidates =
        Candidates.builder(boxes, BoxFormat.XYXY, unit.of(boxes))
            .scores(
                YoloOutputs.scores(rows.columns(4, 5), reader).column(0),
                reader.whole("the sixth column", rows.column(5)));
    TensorValue prototypes = found.prototypes();
    if (prototypes != null) {
      candidates.masks(YoloMasks.of(rows.columns(COLUMNS, COLUMNS + coefficients), prototypes));
    }
    if (points.count() > 0) {
      candidates.keypoints(points.of(rows.columns(COLUMNS + coefficients, rows.columns())));
    }
    return candidates.build();
  }

  @Override
  public YoloEndToEnd bind(ModelDescription model) {
    boolean fits =
        model.outputs().size() <= 2
            && model.outputs().stream().anyMatch(output -> OutputRoles.mayHaveItemRank(output, 2));
    OutputRoles.require(model, name, fits, "one output of [1, n, 6], and one more for masks");
    return this;
  }

  @Override
  public List<String> assumptions() {
    return List.of(
        "A row is xmin, ymin, xmax, ymax, score, class; rows with the score 0 are padding.",
        unit.sentence(),
        "Classes are counted from 0, and the model has suppressed what overlaps.");
  }

  @Override
  public String toString() {
    return name;
  }
}
