package io.sightline.detection.nms.kernel;

import java.util.Arrays;

/** Rows of boxes that a merging rule makes, in any order until {@link #sortByScore}. */
public final class MergedColumns {
  private int[] indices = new int[16];
  private float[] boxes = new float[64];
  private float[] scores = new float[16];
  private int[] classIds = new int[16];
  private int size;

  /** An empty table. */
  public MergedColumns() {}

  /** Adds a row; the four values of the box are copied. */
  public void add(int index, float[] box, float score, int classId) {
    if (size == indices.length) {
      indices = Arrays.copyOf(indices, Math.multiplyExact(2, size));
      scores = Arrays.copyOf(scores, indices.length);
      classIds = Arrays.copyOf(classIds, indices.length);
      boxes = Arrays.copyOf(boxes, Math.multiplyExact(4, indices.length));
    }
    indices[size] = index;
    scores[size] = score;
    classIds[size] = classId;
    System.arraycopy(box, 0, boxes, 4 * size, 4);
    size++;
  }

  /** The best rows, by score, descending; equal scores by index. */
  public MergedColumns sortByScore(int limit) {
    long[] byIndex = new long[size];
    for (int i = 0; i < size; i++) {
      byIndex[i] = ((long) indices[i] << 32) | i;
    }
    Arrays.sort(byIndex);
    float[] ordered = new float[size];
    for (int i = 0; i < size; i++) {
      ordered[i] = scores[(int) byIndex[i]];
    }
    MergedColumns sorted = new MergedColumns();
    for (int place : ScoreOrder.sorted(ordered, score -> true, limit)) {
      int row = (int) byIndex[place];
      sorted.add(
          indices[row],
          Arrays.copyOfRange(boxes, 4 * row, 4 * row + 4),
          scores[row],
          classIds[row]);
    }
    return sorted;
  }

  /** A new array of the leading candidates. */
  public int[] indices() {
    return Arrays.copyOf(indices, size);
  }

  /** A new array of the boxes. */
  public float[] boxes() {
    return Arrays.copyOf(boxes, 4 * size);
  }

  /** A new array of the scores. */
  public float[] scores() {
    return Arrays.copyOf(scores, size);
  }

  /** A new array of the classes. */
  public int[] classIds() {
    return Arrays.copyOf(classIds, size);
  }
}
