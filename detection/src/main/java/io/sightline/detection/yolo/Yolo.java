package io.sightline.detection.yolo;

import io.sightline.Outputs;
import io.sightline.PostprocessContext;
import io.sightline.detection.box.BoxFormat;
import io.sightline.detection.contract.Candidates;
import io.sightline.detection.contract.CandidatesBuilder;
import io.sightline.detection.contract.DetectionContract;
import io.sightline.detection.contract.FloatMatrix;
import io.sightline.detection.nms.NonMaxSuppression;
import io.sightline.detection.nms.Suppression;
import io.sightline.detection.output.OutputReader;
import io.sightline.detection.output.OutputRoles;
import io.sightline.detection.output.YoloHead;
import io.sightline.model.ModelDescription;
import io.sightline.tensor.TensorValue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A YOLO head before suppression: for each box its centre and size, its objectness in YOLOv5, a
 * score for each class, and then what masks and points take.
 *
 * @param name the contract's name
 * @param layout how the numbers lie
 * @param unit what the coordinates count
 * @param points the points of each box
 */
record Yolo(String name, Layout layout, YoloUnit unit, YoloPoints points)
    implements DetectionContract {
  /** Of YOLOv5's detect.py and Ultralytics' {@code predict} (cfg/default.yaml, 8.3). */
  private static final float MIN_SCORE = 0.25f;

  /** {@code max_nms} of both. */
  private static final int MAX_CANDIDATES = 30_000;

  /** {@code iou_thres} and {@code max_det} of YOLOv5's detect.py (7.0). */
  private static final Suppression V5_SUPPRESSION =
      NonMaxSuppression.hard(0.45).maxCandidates(MAX_CANDIDATES).maxResults(1000);

  /** {@code iou} and {@code max_det} of Ultralytics (cfg/default.yaml, 8.3). */
  private static final Suppression V8_SUPPRESSION =
      NonMaxSuppression.hard(0.7).maxCandidates(MAX_CANDIDATES).maxResults(300);

  /** How the numbers of a head lie. */
  enum Layout {
    /** YOLOv5: a row a box, with objectness. */
    OBJECTNESS_ROWS,
    /** YOLOv8 to v12: a column a box. */
    COLUMNS,
    /** The same, transposed by the exporter. */
    ROWS
  }

  @Override
  public Candidates apply(Outputs outputs, PostprocessContext context) {
    OutputReader reader = new OutputReader(name, outputs, context);
    YoloOutputs found = YoloOutputs.read(outputs, reader);
    FloatMatrix rows =
        layout == Layout.COLUMNS ? found.predictions().transposed() : found.predictions();
    int firstClass = layout == Layout.OBJECTNESS_ROWS ? 5 : 4;
    int coefficients = YoloMasks.prototypes(found.prototypes());
    int lastClass = rows.columns() - coefficients - points.columns();
    if (lastClass <= firstClass) {
      throw reader.mismatch(
          "at least %s numbers a box".formatted(firstClass + 1 + coefficients + points.columns()),
          rows.toString());
    }
    FloatMatrix boxes = rows.columns(0, 4);
    FloatMatrix scores = YoloOutputs.scores(rows.columns(firstClass, lastClass), reader);
    CandidatesBuilder candidates =
        Candidates.builder(boxes, BoxFormat.CXCYWH, unit.of(boxes))
            .classScores(scores)
            .oneClassPerBox();
    if (layout == Layout.OBJECTNESS_ROWS) {
      candidates.objectness(YoloOutputs.scores(rows.columns(4, 5), reader));
    }
    TensorValue prototypes = found.prototypes();
    if (prototypes != null) {
      candidates.masks(YoloMasks.of(rows.columns(lastClass, lastClass + coefficients), prototypes));
    }
    if (points.count() > 0) {
      candidates.keypoints(points.of(rows.columns(lastClass + coefficients, rows.columns())));
    }
    return candidates.build();
  }

  @Override
  public Yolo bind(ModelDescription model) {
    boolean fits =
        model.outputs().size() <= 2
            && model.outputs().stream().anyMatch(output -> OutputRoles.mayHaveItemRank(output, 2));
    OutputRoles.require(model, name, fits, "one output of [1, a, b], and one more for masks");
    return this;
  }

  @Override
  public List<String> assumptions() {
    String row =
        switch (layout) {
          case OBJECTNESS_ROWS ->
              "A box is a row: centre x and y, width, height, objectness, and a score for each class,"
                  + " which objectness is multiplied to.";
          case COLUMNS ->
              "A box is a column: centre x and y, width, height, and a score for each class.";
          case ROWS -> "A box is a row: centre x and y, width, height, and a score for each class.";
        };
    return List.of(
        row,
        unit.sentence(),
        "Classes are counted from 0, only the best of a box counts, and nothing is suppressed yet.");
  }

  /** What the box, objectness, masks and points leave of the numbers of a box. */
  @Override
  public OptionalInt classCount(ModelDescription model) {
    Optional<YoloHead> head = YoloHead.of(model.outputs());
    long perBox =
        head.map(found -> layout == Layout.COLUMNS ? found.rows() : found.columns()).orElse(0L);
    long others = head.map(YoloHead::prototypes).orElse(0L) + points.columns();
    long classes = perBox - (layout == Layout.OBJECTNESS_ROWS ? 5 : 4) - others;
    return classes > 0 ? OptionalInt.of((int) classes) : OptionalInt.empty();
  }

  @Override
  public Optional<Suppression> suppression() {
    return Optional.of(layout == Layout.OBJECTNESS_ROWS ? V5_SUPPRESSION : V8_SUPPRESSION);
  }

  @Override
  public float minScore() {
    return MIN_SCORE;
  }

  @Override
  public String toString() {
    return name;
  }
}
