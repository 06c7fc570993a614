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
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The four outputs of TensorFlow Lite's detection post-processing: boxes, classes, scores and their
 * count. Exporters disagree on their order, so that each is told by its shape and its values:
 * classes are whole numbers, and scores lie in 0 to 1 and do not rise.
 */
record TfLiteOutputs() implements DetectionContract {
  @Override
  public Candidates apply(Outputs outputs, PostprocessContext context) {
    OutputReader reader = new OutputReader(name(), outputs, context);
    String boxes = null;
    String count = null;
    List<String> rows = new ArrayList<>();
    for (Map.Entry<String, TensorValue> output : outputs.values().entrySet()) {
      Shape shape = output.getValue().shape();
      if (shape.rank() >= 2 && shape.length(-1) == 4 && output.getValue().size() > 4) {
        boxes = output.getKey();
      } else if (output.getValue().size() == 1) {
        count = output.getKey();
      } else {
        rows.add(output.getKey());
      }
    }
    if (outputs.names().size() != 4 || boxes == null || count == null) {
      throw reader.mismatch(
          "boxes of [n, 4], classes and scores of [n] with n above 1, and a count",
          outputs.toString());
    }
    FloatMatrix boxRows = reader.fractions(boxes);
    int valid = reader.count(count, boxRows.rows());
    float[] first = reader.floats(rows.get(0), valid);
    float[] second = reader.floats(rows.get(1), valid);
    boolean firstMayBeScores = mayBeScores(first);
    boolean secondMayBeScores = mayBeScores(second);
    boolean firstIsScores = firstMayBeScores && mayBeClasses(second);
    boolean secondIsScores = secondMayBeScores && mayBeClasses(first);
    if (valid > 0 && firstIsScores == secondIsScores) {
      throw reader.mismatch(
          "whole numbers in one and falling scores in the other of '%s' and '%s'"
              .formatted(rows.get(0), rows.get(1)),
          firstIsScores ? "that either may be either" : "that neither is so");
    }
    return Candidates.builder(boxRows.firstRows(valid), BoxFormat.YXYX, BoxUnit.RELATIVE)
        .scores(
            secondIsScores ? second : first,
            reader.whole(
                secondIsScores ? rows.get(0) : rows.get(1), secondIsScores ? first : second))
        .build();
  }

  private static boolean mayBeClasses(float[] values) {
    for (float value : values) {
      if (value < 0 || value != Math.rint(value)) {
        return false;
      }
    }
    return true;
  }

  private static boolean mayBeScores(float[] values) {
    float last = 1;
    for (float value : values) {
      if (!(value >= 0 && value <= last)) {
        return false;
      }
      last = value;
    }
    return true;
  }

  @Override
  public TfLiteOutputs bind(ModelDescription model) {
    OutputRoles.require(model, name(), model.outputs().size() == 4, "four outputs");
    return this;
  }

  @Override
  public String name() {
    return "tflite-detection";
  }

  @Override
  public List<String> assumptions() {
    return List.of(
        "Boxes are ymin, xmin, ymax, xmax in 0 to 1, classes are counted from 0, and the model has"
            + " suppressed what overlaps.",
        "Classes and scores are told apart by their values.");
  }

  @Override
  public String toString() {
    return name();
  }
}
