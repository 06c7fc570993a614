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
 * RetinaNet and Mask R-CNN of TensorFlow's Model Garden (official/vision/serving/detection.py,
 * 2023). The outputs are called as the Object Detection API's are, but the boxes are in pixels of
 * the picture that the model resized itself, unless it was exported with {@code
 * output_normalized_coordinates}.
 */
record ModelGarden() implements DetectionContract {
  private static final String IMAGE_INFO = "image_info";
  private static final String MASKS = "detection_masks";

  /** Rows of image_info, each of height and width. */
  private static final int SCALE = 2;

  private static final int OFFSET = 3;
  private static final int INFO_ROWS = 4;

  /** Fractions reach little beyond 1, and no picture is as small. */
  private static final float LARGEST_FRACTION = 2;

  @Override
  public Candidates apply(Outputs outputs, PostprocessContext context) {
    OutputReader reader = new OutputReader(name(), outputs, context);
    FloatMatrix all = reader.matrix(TensorFlowApi.BOXES, 4);
    int count = reader.count(TensorFlowApi.COUNT, all.rows());
    FloatMatrix boxes = all.firstRows(count);
    boolean inPixels = boxes.largest() > LARGEST_FRACTION;
    CandidatesBuilder candidates =
        Candidates.builder(
                inPixels ? inGivenPicture(boxes, reader) : boxes,
                BoxFormat.YXYX,
                inPixels ? BoxUnit.PIXELS : BoxUnit.RELATIVE)
            .scores(
                reader.floats(TensorFlowApi.SCORES, count),
                reader.integers(TensorFlowApi.CLASSES, count));
    if (reader.has(MASKS)) {
      candidates.masks(BoxMasks.of(reader.tensor(MASKS)));
    }
    return candidates.build();
  }

  /** Undoes the model's own resize: scaled, then cut at an offset. */
  private static FloatMatrix inGivenPicture(FloatMatrix boxes, OutputReader reader) {
    FloatMatrix info = reader.matrix(IMAGE_INFO, 2);
    if (info.rows() != INFO_ROWS || !(info.get(SCALE, 0) > 0 && info.get(SCALE, 1) > 0)) {
      throw reader.mismatch(
          "an image_info of four rows with scales above 0", reader.tensor(IMAGE_INFO).toString());
    }
    float[] given = new float[4 * boxes.rows()];
    for (int i = 0; i < given.length; i++) {
      int axis = i % 2;
      given[i] = (boxes.get(i / 4, i % 4) + info.get(OFFSET, axis)) / info.get(SCALE, axis);
    }
    return FloatMatrix.of(given, 4);
  }

  @Override
  public ModelGarden bind(ModelDescription model) {
    OutputRoles.requireNames(
        model,
        name(),
        List.of(
            TensorFlowApi.BOXES,
            TensorFlowApi.SCORES,
            TensorFlowApi.CLASSES,
            TensorFlowApi.COUNT,
            IMAGE_INFO));
    return this;
  }

  @Override
  public String name() {
    return "tf-model-garden";
  }

  @Override
  public List<String> assumptions() {
    return List.of(
        "Boxes are ymin, xmin, ymax, xmax in pixels of the picture that the model resized itself, which"
            + " image_info undoes, or in 0 to 1 if none is above 2.",
        "Classes are counted from 1, and the model has suppressed what overlaps.");
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
