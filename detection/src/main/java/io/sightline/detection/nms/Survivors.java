package io.sightline.detection.nms;

import java.util.Arrays;
import java.util.Objects;

/**
 * What a {@link Suppression} left: columns of the same length, in the order of the result. The
 * coordinates are in the unit of the candidates.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Survivors {
  private final int[] indices;
  private final float[] boxes;
  private final float[] scores;
  private final int[] classIds;
  private final int validCount;

  private Survivors(int[] indices, float[] boxes, float[] scores, int[] classIds, int validCount) {
    this.indices = indices;
    this.boxes = boxes;
    this.scores = scores;
    this.classIds = classIds;
    this.validCount = validCount;
  }

  /**
   * Survivors with values of their own, as merging makes them.
   *
   * @param indices the candidate that leads each survivor
   * @param boxes 4 values per survivor: xMin, yMin, xMax, yMax
   * @param scores one value per survivor
   * @param classIds one value per survivor
   * @return the survivors, in this order
   * @throws IllegalArgumentException if the lengths disagree
   */
  public static Survivors of(int[] indices, float[] boxes, float[] scores, int[] classIds) {
    Candidates.check(boxes, scores, classIds);
    if (indices.length != scores.length) {
      throw new IllegalArgumentException(
          "indices must hold 1 value per score: expected %s, found %s"
              .formatted(scores.length, indices.length));
    }
    return owning(indices.clone(), boxes.clone(), scores.clone(), classIds.clone());
  }

  /**
   * Some of the candidates, unchanged.
   *
   * @param indices which, in the order of the result
   * @param boxes 4 values per candidate: xMin, yMin, xMax, yMax
   * @param scores one value per candidate
   * @param classIds one value per candidate
   * @return the survivors
   * @throws IllegalArgumentException if the lengths disagree
   * @throws IndexOutOfBoundsException if there is no such candidate
   */
  public static Survivors select(int[] indices, float[] boxes, float[] scores, int[] classIds) {
    Candidates.check(boxes, scores, classIds);
    for (int index : indices) {
      Objects.checkIndex(index, scores.length);
    }
    return selectOwning(indices.clone(), boxes, gather(scores, indices), classIds);
  }

  /** The candidates with these indices, with scores of their own; keeps these two arrays. */
  static Survivors selectOwning(int[] indices, float[] boxes, float[] ownScores, int[] classIds) {
    float[] chosenBoxes = new float[Math.multiplyExact(4, indices.length)];
    int[] chosenClasses = new int[indices.length];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(boxes, 4 * indices[i], chosenBoxes, 4 * i, 4);
      chosenClasses[i] = classIds[indices[i]];
    }
    return owning(indices, chosenBoxes, ownScores, chosenClasses);
  }

  static float[] gather(float[] values, int[] indices) {
    float[] chosen = new float[indices.length];
    for (int i = 0; i < indices.length; i++) {
      chosen[i] = values[indices[i]];
    }
    return chosen;
  }

  /** Keeps the arrays. */
  static Survivors owning(int[] indices, float[] boxes, float[] scores, int[] classIds) {
    return new Survivors(indices, boxes, scores, classIds, indices.length);
  }

  /**
   * These survivors with zeros behind them, as {@code tf.image.non_max_suppression_padded} and
   * {@code NonMaxSuppressionV4} and {@code V5} fill up: index, box, score and class id are 0.
   *
   * @param size how many rows, at least the present ones
   * @return the padded survivors; {@link #validCount()} stays
   * @throws IllegalArgumentException if the size is below that of these
   */
  public Survivors padTo(int size) {
    if (size < size()) {
      throw new IllegalArgumentException(
          "padding only adds: expected a size of at least %s, found %s".formatted(size(), size));
    }
    return new Survivors(
        Arrays.copyOf(indices, size),
        Arrays.copyOf(boxes, Math.multiplyExact(4, size)),
        Arrays.copyOf(scores, size),
        Arrays.copyOf(classIds, size),
        validCount);
  }

  /**
   * How many rows there are, with padding.
   *
   * @return 0 or more
   */
  public int size() {
    return indices.length;
  }

  /**
   * How many rows are survivors; those behind them are padding.
   *
   * @return {@link #size()} unless padding was asked for
   */
  public int validCount() {
    return validCount;
  }

  /**
   * Which candidate it is, or which one leads the merged ones.
   *
   * @param i the row
   * @return an index into the candidates
   */
  public int index(int i) {
    return indices[i];
  }

  /**
   * The score: the candidate's, unless a soft or merging rule changed it.
   *
   * @param i the row
   * @return the score
   */
  public float score(int i) {
    return scores[i];
  }

  /**
   * The class.
   *
   * @param i the row
   * @return the class id
   */
  public int classId(int i) {
    return classIds[i];
  }

  /**
   * The left edge.
   *
   * @param i the row
   * @return in the unit of the candidates
   */
  public float xMin(int i) {
    return boxes[4 * i];
  }

  /**
   * The upper edge.
   *
   * @param i the row
   * @return in the unit of the candidates
   */
  public float yMin(int i) {
    return boxes[4 * i + 1];
  }

  /**
   * The right edge.
   *
   * @param i the row
   * @return in the unit of the candidates
   */
  public float xMax(int i) {
    return boxes[4 * i + 2];
  }

  /**
   * The lower edge.
   *
   * @param i the row
   * @return in the unit of the candidates
   */
  public float yMax(int i) {
    return boxes[4 * i + 3];
  }

  /**
   * Which candidates they are.
   *
   * @return a new array, one index per row
   */
  public int[] indices() {
    return indices.clone();
  }

  /**
   * The coordinates.
   *
   * @return a new array, 4 values per row: xMin, yMin, xMax, yMax
   */
  public float[] boxes() {
    return boxes.clone();
  }

  /**
   * The scores.
   *
   * @return a new array, one per row
   */
  public float[] scores() {
    return scores.clone();
  }

  /**
   * The classes.
   *
   * @return a new array, one per row
   */
  public int[] classIds() {
    return classIds.clone();
  }

  /** Two are equal if all columns are, bit for bit. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Survivors that
        && validCount == that.validCount
        && Arrays.equals(indices, that.indices)
        && Arrays.equals(boxes, that.boxes)
        && Arrays.equals(scores, that.scores)
        && Arrays.equals(classIds, that.classIds);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        validCount,
        Arrays.hashCode(indices),
        Arrays.hashCode(boxes),
        Arrays.hashCode(scores),
        Arrays.hashCode(classIds));
  }

  /** Returns the count and the rows, one per line. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(validCount + " survivors");
    for (int i = 0; i < validCount; i++) {
      text.append(
          "\n  candidate %s, class %s, score %s, box %s %s %s %s"
              .formatted(index(i), classId(i), score(i), xMin(i), yMin(i), xMax(i), yMax(i)));
    }
    return text.toString();
  }
}
