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

/**
 * Boxes, scores, classes and their count in four outputs, in this order by the numbers behind their
 * names.
 *
 * @param name the contract's name
 * @param format which four numbers a box is
 * @param unit what they count
 * @param firstClassId which number the first class has
 */
record FourOutputs(String name, BoxFormat format, BoxUnit unit, int firstClassId)
    implements DetectionContract {
  /** EfficientDet of google/automl for TensorFlow 2. */
  static FourOutputs efficientDet() {
    return new FourOutputs("efficientdet-tf2", BoxFormat.YXYX, BoxUnit.PIXELS, 1);
  }

  /** YOLOv5, exported with {@code --nms}: {@code tf.image.combined_non_max_suppression}. */
  static FourOutputs yolo5() {
    return new FourOutputs("yolo-v5-nms", BoxFormat.XYXY, BoxUnit.RELATIVE, 0);
  }

  @Override
  public Candidates apply(Outputs outputs, PostprocessContext context) {
    OutputReader reader = new OutputReader(name, outputs, context);
    List<String> names = OutputRoles.inNumberOrder(outputs);
    if (names.size() != 4) {
      throw reader.mismatch("four outputs", outputs.toString());
    }
    FloatMatrix boxes =
        unit == BoxUnit.RELATIVE ? reader.fractions(names.get(0)) : reader.pixels(names.get(0));
    int count = reader.count(names.get(3), boxes.rows());
    return Candidates.builder(boxes.firstRows(count), format, unit)
        .scores(reader.floats(names.get(1), count), reader.integers(names.get(2), count))
        .build();
  }

  @Override
  public FourOutputs bind(ModelDescription model) {
    OutputRoles.require(model, name, model.outputs().size() == 4, "four outputs");
    return this;
  }

  @Override
  public List<String> assumptions() {
    return List.of(
        "The outputs are boxes, scores, classes and their count, in this order.",
        "Boxes are %s in %s, classes are counted from %s, and the model has suppressed what overlaps."
            .formatted(
                format == BoxFormat.YXYX ? "ymin, xmin, ymax, xmax" : "xmin, ymin, xmax, ymax",
                unit == BoxUnit.PIXELS ? "pixels of the picture that the model got" : "0 to 1",
                firstClassId));
  }

  @Override
  public String toString() {
    return name;
  }
}
