package io.sightline.detection;

import io.sightline.detection.contract.Candidates;
import io.sightline.detection.contract.FloatMatrix;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The candidates whose score suffices: for each the number of its box, its class and its score.
 * They come in the order of the boxes; where a box counts for each class, class by class. A score
 * that is NaN suffices for nothing.
 */
final class CandidateScan {
  private static final int FIRST_CAPACITY = 64;

  private final Candidates candidates;
  private final ClassLimits limits;
  private int count;
  private int[] boxes = new int[FIRST_CAPACITY];
  private int[] classIds = new int[FIRST_CAPACITY];
  private float[] scores = new float[FIRST_CAPACITY];

  private CandidateScan(Candidates candidates, ClassLimits limits) {
    this.candidates = candidates;
    this.limits = limits;
  }

  static CandidateScan of(Candidates candidates, ClassLimits limits) {
    CandidateScan scan = new CandidateScan(candidates, limits);
    if (candidates.hasChosenClasses()) {
      scan.readChosen();
    } else if (!candidates.isOneClassPerBox()) {
      scan.readEachClass();
    } else if (candidates.scores().isColumnMajor()) {
      scan.readBestByColumn();
    } else {
      scan.readBestByRow();
    }
    return scan;
  }

  int count() {
    return count;
  }

  int[] boxes() {
    return Arrays.copyOf(boxes, count);
  }

  int[] classIds() {
    return Arrays.copyOf(classIds, count);
  }

  float[] scores() {
    return Arrays.copyOf(scores, count);
  }

  private void readChosen() {
    FloatMatrix all = candidates.scores();
    FloatMatrix objectness = candidates.objectness().orElse(null);
    for (int box = 0; box < all.rows(); box++) {
      float factor = objectness == null ? 1 : objectness.get(box, 0);
      addIfAbove(box, candidates.classId(box, 0), all.get(box, 0) * factor);
    }
  }

  private void readEachClass() {
    FloatMatrix all = candidates.scores();
    FloatMatrix objectness = candidates.objectness().orElse(null);
    for (int column = 0; column < all.columns(); column++) {
      int classId = candidates.classId(0, column);
      float limit = limits.of(classId);
      for (int box = 0; box < all.rows(); box++) {
        float score = all.get(box, column);
        if (objectness != null) {
          score *= objectness.get(box, 0);
        }
        if (score > limit) {
          add(box, classId, score);
        }
      }
    }
  }

  /** Rows whose objectness does not suffice are passed over, as YOLOv5 does it. */
  private void readBestByRow() {
    FloatMatrix all = candidates.scores();
    FloatMatrix objectness = candidates.objectness().orElse(null);
    float lowest = limits.lowest();
    int columns = all.columns();
    for (int box = 0; box < all.rows(); box++) {
      float factor = objectness == null ? 1 : objectness.get(box, 0);
      if (objectness != null && !(factor > lowest)) {
        continue;
      }
      float best = Float.NEGATIVE_INFINITY;
      int bestColumn = -1;
      for (int column = 0; column < columns; column++) {
        float score = all.get(box, column) * factor;
        if (score > best) {
          best = score;
          bestColumn = column;
        }
      }
      if (bestColumn >= 0) {
        addIfAbove(box, candidates.classId(box, bestColumn), best);
      }
    }
  }

  /** The same, column by column: the numbers of a class lie beside each other. */
  private void readBestByColumn() {
    FloatMatrix all = candidates.scores();
    int rows = all.rows();
    float[] best = new float[rows];
    Arrays.fill(best, Float.NEGATIVE_INFINITY);
    int[] bestColumns = new int[rows];
    Arrays.fill(bestColumns, -1);
    for (int column = 0; column < all.columns(); column++) {
      for (int box = 0; box < rows; box++) {
        float score = all.get(box, column);
        if (score > best[box]) {
          best[box] = score;
          bestColumns[box] = column;
        }
      }
    }
    addBest(best, bestColumns, candidates.objectness().orElse(null));
  }

  private void addBest(float[] best, int[] columns, @Nullable FloatMatrix objectness) {
    float lowest = limits.lowest();
    for (int box = 0; box < best.length; box++) {
      float factor = objectness == null ? 1 : objectness.get(box, 0);
      boolean isObject = objectness == null || factor > lowest;
      if (columns[box] >= 0 && isObject) {
        addIfAbove(box, candidates.classId(box, columns[box]), best[box] * factor);
      }
    }
  }

  private void addIfAbove(int box, int classId, float score) {
    if (score > limits.of(classId)) {
      add(box, classId, score);
    }
  }

  private void add(int box, int classId, float score) {
    if (count == boxes.length) {
      int capacity = Math.multiplyExact(2, count);
      boxes = Arrays.copyOf(boxes, capacity);
      classIds = Arrays.copyOf(classIds, capacity);
      scores = Arrays.copyOf(scores, capacity);
    }
    boxes[count] = box;
    classIds[count] = classId;
    scores[count] = score;
    count++;
  }
}
