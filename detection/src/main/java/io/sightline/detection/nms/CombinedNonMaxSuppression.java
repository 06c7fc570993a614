package io.sightline.detection.nms;

import io.sightline.detection.box.Overlap;
import io.sightline.detection.nms.kernel.BoxOverlap;
import io.sightline.detection.nms.kernel.GridSuppression;
import io.sightline.detection.nms.kernel.ScoreOrder;
import io.sightline.detection.nms.kernel.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code tf.image.combined_non_max_suppression} of one picture: each box has a score for every
 * class, and may survive in several of them.
 *
 * <pre>{@code
 * CombinedNonMaxSuppression.hard(0.5, 100, 100).minScore(0.25f).apply(boxes, scores, 80)
 * }</pre>
 *
 * <p>Boxes are suppressed class by class, as {@link SuppressionRule#TENSORFLOW} says, but for NaN:
 * here an overlap of NaN does not suppress, and scores stay. Then the best of all classes are
 * taken. Equal scores keep the lower class first, within a class the lower index; TensorFlow leaves
 * their order to its heap, so that with ties at a limit it may keep others.
 *
 * <p>By default scores must be above minus infinity, edges are clipped to 0 to 1 after suppression,
 * and the result is not padded. Immutable and safe for use by several threads; every call returns a
 * changed copy.
 */
public final class CombinedNonMaxSuppression {
  private final double maxOverlap;
  private final int maxPerClass;
  private final int maxResults;
  private final @Nullable Float minScore;
  private final boolean unclipped;
  private final @Nullable Padding padding;

  private CombinedNonMaxSuppression(
      double maxOverlap,
      int maxPerClass,
      int maxResults,
      @Nullable Float minScore,
      boolean unclipped,
      @Nullable Padding padding) {
    this.maxOverlap = maxOverlap;
    this.maxPerClass = maxPerClass;
    this.maxResults = maxResults;
    this.minScore = minScore;
    this.unclipped = unclipped;
    this.padding = padding;
  }

  /** How long the result is made. */
  public enum Padding {
    /** The most results: TensorFlow's {@code pad_per_class=False}. */
    TO_MAX_RESULTS,
    /**
     * The most results of a class times the classes, if that is less: {@code pad_per_class=True}.
     */
    TO_MAX_PER_CLASS
  }

  /**
   * Drops what overlaps a better box of its class by more than this.
   *
   * @param maxOverlap the largest intersection over union that two survivors of a class may have, 0
   *     to 1; rounded to float32
   * @param maxPerClass how many of a class are kept at most, 1 or more
   * @param maxResults how many are kept at most, 1 or more
   * @return the rule
   * @throws IllegalArgumentException if a value lies outside its range
   */
  public static CombinedNonMaxSuppression hard(double maxOverlap, int maxPerClass, int maxResults) {
    Limits.checkShare(maxOverlap, "the largest overlap");
    Limits.checkAtLeast(1, maxPerClass, "maxPerClass");
    Limits.checkAtLeast(1, maxResults, "maxResults");
    return new CombinedNonMaxSuppression(maxOverlap, maxPerClass, maxResults, null, false, null);
  }

  /**
   * Leaves out scores that are no more than this.
   *
   * @param score any number; a score takes part if it is above, strictly
   * @return the changed rule
   * @throws IllegalArgumentException if it is NaN
   * @throws IllegalStateException if it was set before
   */
  public CombinedNonMaxSuppression minScore(float score) {
    if (Float.isNaN(score)) {
      throw new IllegalArgumentException("minScore must be a number: found NaN");
    }
    Limits.checkUnset("minScore", minScore);
    return new CombinedNonMaxSuppression(
        maxOverlap, maxPerClass, maxResults, score, unclipped, padding);
  }

  /**
   * Leaves edges as they are: {@code clip_boxes=False}, for boxes in pixels.
   *
   * @return the changed rule
   */
  public CombinedNonMaxSuppression unclipped() {
    return new CombinedNonMaxSuppression(
        maxOverlap, maxPerClass, maxResults, minScore, true, padding);
  }

  /**
   * Fills the result up with zeros, as TensorFlow always does; {@link Survivors#validCount} stays.
   *
   * @param newPadding how far
   * @return the changed rule
   * @throws IllegalStateException if it was set before
   */
  public CombinedNonMaxSuppression padding(Padding newPadding) {
    Objects.requireNonNull(newPadding, "padding");
    Limits.checkUnset("padding", padding);
    return new CombinedNonMaxSuppression(
        maxOverlap, maxPerClass, maxResults, minScore, unclipped, newPadding);
  }

  /**
   * Chooses.
   *
   * @param boxes xMin, yMin, xMax, yMax: {@code [box, 4]} where all classes share the boxes, or
   *     {@code [box, class, 4]}
   * @param scores {@code [box, class]}
   * @param classes how many classes there are, 1 or more
   * @return the survivors; the index is that of the box, the class is counted from 0
   * @throws IllegalArgumentException if the lengths disagree or there is no class
   */
  public Survivors apply(float[] boxes, float[] scores, int classes) {
    Limits.checkAtLeast(1, classes, "classes");
    int count = scores.length / classes;
    boolean isShared = boxes.length == 4L * count;
    if (count * (long) classes != scores.length
        || !(isShared || boxes.length == 4L * scores.length)) {
      throw new IllegalArgumentException(
          "boxes and scores do not fit: expected %s scores a box and 4 edges a box or a score, %s"
              .formatted(
                  classes, "found %s scores and %s edges".formatted(scores.length, boxes.length)));
    }
    List<Selection> parts = new ArrayList<>();
    for (int classId = 0; classId < classes; classId++) {
      float[] own = isShared ? boxes : column(boxes, 4, classId, classes, count);
      Selection part = select(own, column(scores, 1, classId, classes, count));
      parts.add(part.shifted(Math.multiplyExact(classId, count)));
    }
    return survivors(Selection.merged(parts, maxResults), boxes, isShared, classes, count);
  }

  private Selection select(float[] boxes, float[] scores) {
    float threshold = (float) maxOverlap;
    float least = minScore == null ? Float.NEGATIVE_INFINITY : minScore;
    return SuppressionRule.quickOrPlain(
        ScoreOrder.sorted(scores, score -> score > least, Integer.MAX_VALUE),
        scores,
        new GridSuppression.Rule(
            BoxOverlap.tensorFlow(boxes, Overlap.IOU),
            found -> found > threshold,
            threshold,
            false,
            true,
            true),
        maxPerClass);
  }

  /** The values of one class out of {@code [count, classes, width]}. */
  private static float[] column(float[] values, int width, int classId, int classes, int count) {
    float[] column = new float[Math.multiplyExact(width, count)];
    for (int i = 0; i < count; i++) {
      System.arraycopy(values, width * (i * classes + classId), column, width * i, width);
    }
    return column;
  }

  /** Candidates were numbered class by class, so that ties are in this order. */
  private Survivors survivors(
      Selection selection, float[] boxes, boolean isShared, int classes, int count) {
    int[] indices = selection.indices();
    int[] classIds = new int[indices.length];
    float[] chosen = new float[4 * indices.length];
    for (int i = 0; i < indices.length; i++) {
      classIds[i] = indices[i] / count;
      indices[i] %= count;
      int row = isShared ? indices[i] : indices[i] * classes + classIds[i];
      for (int j = 0; j < 4; j++) {
        float edge = boxes[4 * row + j];
        chosen[4 * i + j] = unclipped ? edge : Math.max(0, Math.min(1, edge));
      }
    }
    Survivors survivors = Survivors.owning(indices, chosen, selection.scores(), classIds);
    return padding == null ? survivors : survivors.padTo(paddedSize(padding, classes));
  }

  private int paddedSize(Padding to, int classes) {
    return to == Padding.TO_MAX_RESULTS
        ? maxResults
        : (int) Math.min(maxResults, (long) maxPerClass * classes);
  }

  /** Returns the settings, as in {@code combined suppression above IOU 0.5, 100 of 20 a class}. */
  @Override
  public String toString() {
    return "combined suppression above IOU %s, %s of %s a class%s%s%s"
        .formatted(
            maxOverlap,
            maxResults,
            maxPerClass,
            minScore == null ? "" : ", minScore " + minScore,
            unclipped ? ", unclipped" : "",
            padding == null ? "" : ", padding " + padding);
  }
}
