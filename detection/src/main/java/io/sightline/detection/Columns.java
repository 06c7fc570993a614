package io.sightline.detection;

import io.sightline.detection.box.PixelBox;
import io.sightline.detection.mask.InstanceMask;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The columns of {@link Detections}, all of one length; the boxes hold four values a row. The
 * arrays are shared inside the package and never written after the construction.
 */
final class Columns {
  private final float[] boxes;
  private final float[] scores;
  private final int[] classIds;
  private final @Nullable String[] names;
  private final @Nullable String[] displayNames;
  private final @Nullable InstanceMask[] masks;
  private final @Nullable Keypoints[] keypoints;

  /** Takes the arrays as they are, without a copy. */
  Columns(
      float[] boxes,
      float[] scores,
      int[] classIds,
      @Nullable String[] names,
      @Nullable String[] displayNames,
      @Nullable InstanceMask[] masks,
      @Nullable Keypoints[] keypoints) {
    this.boxes = boxes;
    this.scores = scores;
    this.classIds = classIds;
    this.names = names;
    this.displayNames = displayNames;
    this.masks = masks;
    this.keypoints = keypoints;
  }

  int rows() {
    return scores.length;
  }

  float[] boxes() {
    return boxes;
  }

  float[] scores() {
    return scores;
  }

  int[] classIds() {
    return classIds;
  }

  @Nullable String[] names() {
    return names;
  }

  @Nullable String[] displayNames() {
    return displayNames;
  }

  @Nullable InstanceMask[] masks() {
    return masks;
  }

  @Nullable Keypoints[] keypoints() {
    return keypoints;
  }

  PixelBox box(int row) {
    return new PixelBox(boxes[4 * row], boxes[4 * row + 1], boxes[4 * row + 2], boxes[4 * row + 3]);
  }

  String name(int row) {
    String name = names[row];
    return name == null ? Integer.toString(classIds[row]) : name;
  }

  /** The columns with other boxes. */
  Columns withBoxes(float[] newBoxes) {
    return new Columns(newBoxes, scores, classIds, names, displayNames, masks, keypoints);
  }

  /** The rows that are named, in that order. */
  Columns select(int[] rows) {
    int count = rows.length;
    float[] newBoxes = new float[4 * count];
    float[] newScores = new float[count];
    int[] newClassIds = new int[count];
    for (int i = 0; i < count; i++) {
      System.arraycopy(boxes, 4 * rows[i], newBoxes, 4 * i, 4);
      newScores[i] = scores[rows[i]];
      newClassIds[i] = classIds[rows[i]];
    }
    return new Columns(
        newBoxes,
        newScores,
        newClassIds,
        pick(names, rows),
        pick(displayNames, rows),
        pick(masks, rows),
        pick(keypoints, rows));
  }

  private static <T> @Nullable T[] pick(@Nullable T[] column, int[] rows) {
    @Nullable T[] picked = Arrays.copyOf(column, rows.length);
    for (int i = 0; i < rows.length; i++) {
      picked[i] = column[rows[i]];
    }
    return picked;
  }

  /** These rows, then the others. */
  Columns append(Columns others) {
    float[] newBoxes = Arrays.copyOf(boxes, boxes.length + others.boxes.length);
    System.arraycopy(others.boxes, 0, newBoxes, boxes.length, others.boxes.length);
    float[] newScores = Arrays.copyOf(scores, rows() + others.rows());
    System.arraycopy(others.scores, 0, newScores, rows(), others.rows());
    int[] newClassIds = Arrays.copyOf(classIds, rows() + others.rows());
    System.arraycopy(others.classIds, 0, newClassIds, rows(), others.rows());
    return new Columns(
        newBoxes,
        newScores,
        newClassIds,
        join(names, others.names),
        join(displayNames, others.displayNames),
        join(masks, others.masks),
        join(keypoints, others.keypoints));
  }

  private static <T> @Nullable T[] join(@Nullable T[] first, @Nullable T[] second) {
    @Nullable T[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  boolean rowEquals(int row, Columns that, int thatRow) {
    return box(row).equals(that.box(thatRow))
        && Float.compare(scores[row], that.scores[thatRow]) == 0
        && classIds[row] == that.classIds[thatRow]
        && name(row).equals(that.name(thatRow))
        && Objects.equals(displayNames[row], that.displayNames[thatRow])
        && Objects.equals(masks[row], that.masks[thatRow])
        && Objects.equals(keypoints[row], that.keypoints[thatRow]);
  }

  int rowHash(int row) {
    return 31 * (31 * box(row).hashCode() + Float.hashCode(scores[row])) + classIds[row];
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof Columns that) || rows() != that.rows()) {
      return false;
    }
    for (int row = 0; row < rows(); row++) {
      if (!rowEquals(row, that, row)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(boxes) + Arrays.hashCode(scores)) + Arrays.hashCode(classIds);
  }
}
