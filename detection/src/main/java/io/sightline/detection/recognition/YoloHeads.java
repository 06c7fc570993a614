package io.sightline.detection.recognition;

import io.sightline.detection.contract.DetectionContract;
import io.sightline.detection.family.DetectionContracts;
import io.sightline.detection.output.YoloHead;
import io.sightline.detection.yolo.YoloContracts;
import io.sightline.detection.yolo.YoloUnit;
import io.sightline.image.Size;
import io.sightline.postprocess.labels.UltralyticsMetadata;
import java.util.List;
import java.util.Optional;

/**
 * YOLO heads: one matrix, and prototypes beside it if the model gives masks. Which axis the boxes
 * are on is told by their number, which follows from the size of the picture: one a cell (YOLOv8
 * and later) or three (YOLOv5) of grids with strides of 8, 16 and 32; models for large pictures
 * have 64 as well, those for small objects 4, and tiny ones lack 8.
 */
final class YoloHeads {
  private static final YoloUnit UNIT = YoloUnit.BY_VALUES;

  /** Rows that have corners, score and class. */
  private static final int FINAL_COLUMNS = 6;

  /** How many boxes Ultralytics' own suppression gives. */
  private static final int FINAL_ROWS = 300;

  /** What 17 points, a box and one class take, and 52 classes as well. */
  private static final int POSE_COLUMNS = 4 + 1 + 17 * 3;

  private static final int BOXES_A_CELL_IN_V5 = 3;

  /** The smallest and the largest stride. */
  private static final int[][] STRIDES = {{8, 32}, {8, 64}, {4, 32}, {16, 32}};

  private final ModelFacts facts;
  private final long rows;
  private final long columns;
  private final long prototypes;

  private YoloHeads(ModelFacts facts, YoloHead head) {
    this.facts = facts;
    this.rows = head.rows();
    this.columns = head.columns();
    this.prototypes = head.prototypes();
  }

  static Optional<Verdict> recognize(ModelFacts facts) {
    Optional<YoloHeads> found =
        YoloHead.of(facts.outputs()).map(head -> new YoloHeads(facts, head));
    return facts.metadata().isPresent()
        ? found.map(heads -> heads.withMetadata(facts.metadata().get()))
        : found
            .filter(heads -> heads.rows > 0 && heads.columns > 0)
            .flatMap(YoloHeads::withoutMetadata);
  }

  private Verdict withMetadata(UltralyticsMetadata metadata) {
    String task = metadata.task().orElse("detect");
    if (!List.of("detect", "segment", "pose").contains(task)) {
      return Verdict.none("its metadata.yaml says that its task is " + task);
    }
    int points = task.equals("pose") ? metadata.keypoints().orElse(0) : 0;
    int values = metadata.keypointDimensions().orElse(3);
    long extra = prototypes + (long) points * values;
    long perBox = 4L + metadata.names().size() + extra;
    String reason =
        "its metadata.yaml says %s classes, which take %s numbers a box"
            .formatted(metadata.names().size(), perBox);
    if (isFinal(extra, perBox, metadata)) {
      return Verdict.clear(
          points == 0
              ? YoloContracts.endToEnd(UNIT)
              : YoloContracts.endToEndPose(points, values, UNIT),
          "it has rows of %s: corners, score, class and what its metadata.yaml calls for"
              .formatted(columns));
    }
    if (rows == perBox && columns != perBox) {
      return Verdict.clear(
          points == 0 ? YoloContracts.v8(UNIT) : YoloContracts.v8Pose(points, values, UNIT),
          reason);
    }
    if (points == 0 && columns == perBox && rows != perBox) {
      return Verdict.clear(YoloContracts.v8Rows(UNIT), reason);
    }
    if (points == 0 && columns == perBox + 1) {
      return Verdict.clear(YoloContracts.v5(UNIT), reason + ", and one more for objectness");
    }
    return Verdict.none(reason + ", and its output has %s rows of %s".formatted(rows, columns));
  }

  /**
   * Whether the rows are those of a model that has suppressed already. YOLOv10 does not say so in
   * its metadata, and with one or two classes a head may have rows as long: then their number tells
   * that they are no cells.
   */
  private boolean isFinal(long extra, long perBox, UltralyticsMetadata metadata) {
    boolean mayBeHead = columns == perBox || columns == perBox + 1;
    boolean isHead = rows == perBox || (mayBeHead && isNumberOfCells());
    boolean isStated = metadata.endToEnd() || metadata.builtInNms();
    return columns == FINAL_COLUMNS + extra && !isHead && (isStated || rows > 0);
  }

  private boolean isNumberOfCells() {
    for (int[] strides : STRIDES) {
      long cells = facts.picture().map(picture -> cells(picture, strides)).orElse(-1L);
      if (rows == cells || rows == BOXES_A_CELL_IN_V5 * cells) {
        return true;
      }
    }
    return false;
  }

  private Optional<Verdict> withoutMetadata() {
    Optional<Verdict> byCells = facts.picture().flatMap(this::byCells);
    if (byCells.isPresent()) {
      return byCells;
    }
    if (columns == FINAL_COLUMNS + prototypes) {
      return Optional.of(finalRows());
    }
    boolean wide = columns > rows;
    long perBox = wide ? rows : columns;
    if (perBox <= 4 + prototypes || Math.max(rows, columns) < FINAL_ROWS) {
      return Optional.empty();
    }
    String reason =
        "its output of [%s, %s] and the size of its input do not say which axis the boxes are on"
            .formatted(rows, columns);
    return Optional.of(
        Verdict.oneOf(
            wide
                ? List.of(YoloContracts.v8(UNIT), YoloContracts.v8Rows(UNIT))
                : List.of(YoloContracts.v5(UNIT), YoloContracts.v8Rows(UNIT)),
            reason));
  }

  private Verdict finalRows() {
    DetectionContract endToEnd = YoloContracts.endToEnd(UNIT);
    if (rows == FINAL_ROWS || prototypes > 0) {
      return Verdict.clear(
          endToEnd,
          "its output has %s rows of %s, as Ultralytics exports with suppression have"
              .formatted(rows, columns));
    }
    return Verdict.oneOf(
        List.of(endToEnd, DetectionContracts.named("centernet").orElseThrow()),
        "its output has %s rows of %s, which several kinds of models have"
            .formatted(rows, columns));
  }

  private Optional<Verdict> byCells(Size picture) {
    for (int[] strides : STRIDES) {
      long cells = cells(picture, strides);
      String reason = "%s at %s has %s cells".formatted("a picture", picture, cells);
      if (columns == cells && rows > 4 + prototypes) {
        return Optional.of(columnsOfV8(reason));
      }
      if (rows == BOXES_A_CELL_IN_V5 * cells && columns > 5 + prototypes) {
        return Optional.of(
            Verdict.clear(YoloContracts.v5(UNIT), reason + ", and it has three boxes for each"));
      }
      if (rows == cells && columns > 4 + prototypes) {
        return Optional.of(
            Verdict.oneOf(
                List.of(YoloContracts.v8Rows(UNIT), YoloContracts.v5(UNIT)),
                reason + " and it has a row for each, which may have objectness or not"));
      }
    }
    return Optional.empty();
  }

  private Verdict columnsOfV8(String reason) {
    if (rows == POSE_COLUMNS && prototypes == 0) {
      return Verdict.oneOf(
          List.of(YoloContracts.v8(UNIT), YoloContracts.v8Pose(17, 3, UNIT)),
          reason + " and it has 56 numbers for each, which are 52 classes or 17 points");
    }
    return Verdict.clear(
        YoloContracts.v8(UNIT), reason + ", and it has %s numbers for each".formatted(rows));
  }

  private static long cells(Size picture, int[] strides) {
    long cells = 0;
    for (int stride = strides[0]; stride <= strides[1]; stride *= 2) {
      cells += (long) divideUp(picture.width(), stride) * divideUp(picture.height(), stride);
    }
    return cells;
  }

  private static int divideUp(int length, int divisor) {
    return (length + divisor - 1) / divisor;
  }
}
