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
import java.util.Arrays;
import java.util.List;

/**
 * One output with all of a detection in each row: the box, its score and its class.
 *
 * @param name the contract's name
 * @param columns how many columns a row has
 * @param firstColumn the first column of the box; score and class follow the box
 * @param format which four numbers the box is
 * @param pixels how many pixels one unit of the boxes is: 1 for pixels, or a feature map's stride
 * @param firstClassId which number the first class has
 */
record DetectionRows(
    String name, int columns, int firstColumn, BoxFormat format, int pixels, int firstClassId)
    implements DetectionContract {
  /** EfficientDet of google/automl for TensorFlow 1: the first column is the picture's number. */
  static DetectionRows efficientDet() {
    return new DetectionRows("efficientdet-tf1", 7, 1, BoxFormat.YXYX, 1, 1);
  }

  /** The same with boxes as COCO writes them. */
  static DetectionRows efficientDetCoco() {
    return new DetectionRows("efficientdet-tf1-coco", 7, 1, BoxFormat.XYWH, 1, 1);
  }

  /** CenterNet with boxes in cells of its feature map. */
  static DetectionRows centerNet(int stride) {
    return new DetectionRows("centernet", 6, 0, BoxFormat.XYXY, stride, 0);
  }

  @Override
  public Candidates apply(Outputs outputs, PostprocessContext context) {
    OutputReader reader = new OutputReader(name, outputs, context);
    String output = only(outputs, reader);
    FloatMatrix rows = reader.matrix(output, columns);
    int count = rows.rows();
    float[] boxes = new float[4 * count];
    for (int row = 0; row < count; row++) {
      for (int i = 0; i < 4; i++) {
        boxes[4 * row + i] = rows.get(row, firstColumn + i) * pixels;
      }
    }
    checkEdges(rows, output, reader);
    return Candidates.builder(FloatMatrix.of(boxes, 4), format, BoxUnit.PIXELS)
        .scores(rows.column(firstColumn + 4), reader.whole(output, rows.column(firstColumn + 5)))
        .build();
  }

  /** Edges the wrong way round are the sign of another format: COCO's has sizes there. */
  private void checkEdges(FloatMatrix rows, String output, OutputReader reader) {
    boolean edges = format == BoxFormat.YXYX || format == BoxFormat.XYXY;
    for (int row = 0; row < rows.rows(); row++) {
      boolean isFound = rows.get(row, firstColumn + 4) > 0;
      boolean isExchanged =
          rows.get(row, firstColumn + 2) < rows.get(row, firstColumn)
              || rows.get(row, firstColumn + 3) < rows.get(row, firstColumn + 1);
      if (edges && isFound && isExchanged) {
        throw reader.mismatch(
            "the lower edges of a box before the upper ones in '%s'".formatted(output),
            "%s in row %s".formatted(Arrays.toString(rows.row(row)), row));
      }
    }
  }

  private static String only(Outputs outputs, OutputReader reader) {
    if (outputs.names().size() != 1) {
      throw reader.mismatch("one output", outputs.toString());
    }
    return outputs.names().iterator().next();
  }

  @Override
  public DetectionRows bind(ModelDescription model) {
    boolean fits =
        model.outputs().size() == 1
            && OutputRoles.mayHaveItemRank(model.outputs().get(0), 2)
            && OutputRoles.mayEndIn(model.outputs().get(0), columns);
    OutputRoles.require(model, name, fits, "one output of rows of " + columns);
    return this;
  }

  @Override
  public List<String> assumptions() {
    String box =
        switch (format) {
          case YXYX -> "ymin, xmin, ymax, xmax";
          case XYXY -> "xmin, ymin, xmax, ymax";
          case XYWH -> "xmin, ymin, width, height";
          case CXCYWH -> "centre x, centre y, width, height";
        };
    return List.of(
        "A row is %s%s, score, class; boxes are in %s of the picture that the model got, classes are counted from %s, and the model has suppressed what overlaps."
            .formatted(
                firstColumn == 1 ? "the picture's number, " : "",
                box,
                pixels == 1 ? "pixels" : "cells of " + pixels + " pixels",
                firstClassId));
  }

  @Override
  public String toString() {
    return name;
  }
}
