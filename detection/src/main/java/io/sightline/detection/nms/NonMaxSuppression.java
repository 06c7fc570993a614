package io.sightline.detection.nms;

import io.sightline.detection.box.Overlap;
import io.sightline.detection.nms.kernel.Selection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hard, greedy non-maximum suppression: the box with the highest score is kept, all that overlap it
 * too much are dropped, and so on with what is left.
 *
 * <pre>{@code
 * NonMaxSuppression.hard(0.5).minScore(0.25f).maxResults(100)
 * }</pre>
 *
 * <p>By default boxes of different classes do not suppress each other, overlap is intersection over
 * union, all candidates take part and all survivors are kept. The result is ordered by score,
 * descending; equal scores keep the lower index first. What happens at the threshold and with NaN,
 * infinite, inverted and empty boxes says the {@link SuppressionRule}, by default TensorFlow's.
 *
 * <p>Immutable and safe for use by several threads; every call returns a changed copy.
 */
public final class NonMaxSuppression implements Suppression {
  private final double maxOverlap;
  private final @Nullable Overlap overlap;
  private final @Nullable SuppressionRule rule;
  private final Limits limits;

  private NonMaxSuppression(
      double maxOverlap, @Nullable Overlap overlap, @Nullable SuppressionRule rule, Limits limits) {
    this.maxOverlap = maxOverlap;
    this.overlap = overlap;
    this.rule = rule;
    this.limits = limits;
    if (rule != null) {
      rule.check(overlap, limits);
    }
  }

  /**
   * Drops what overlaps a better box by more than this.
   *
   * @param maxOverlap the largest overlap that two survivors may have, 0 to 1; rounded to float32
   *     by the rules of TensorFlow and OpenCV
   * @return the rule
   * @throws IllegalArgumentException if it lies outside 0 to 1 or is NaN
   */
  public static NonMaxSuppression hard(double maxOverlap) {
    Limits.checkShare(maxOverlap, "the largest overlap");
    return new NonMaxSuppression(maxOverlap, null, null, Limits.NONE);
  }

  /**
   * Lets boxes of different classes suppress each other.
   *
   * @return the changed rule
   */
  public NonMaxSuppression classAgnostic() {
    return new NonMaxSuppression(maxOverlap, overlap, rule, limits.agnostic());
  }

  /**
   * Measures overlap in another way.
   *
   * @param measure by default {@link Overlap#IOU}
   * @return the changed rule
   * @throws IllegalArgumentException if a rule was set that measures intersection over union alone
   * @throws IllegalStateException if it was set before
   */
  public NonMaxSuppression overlap(Overlap measure) {
    Objects.requireNonNull(measure, "overlap");
    Limits.checkUnset("overlap", overlap);
    return new NonMaxSuppression(maxOverlap, measure, rule, limits);
  }

  /**
   * Follows the edge contract of a library.
   *
   * @param library by default {@link SuppressionRule#TENSORFLOW}
   * @return the changed rule
   * @throws IllegalArgumentException if it does not fit the overlap or the minimum score
   * @throws IllegalStateException if it was set before
   */
  public NonMaxSuppression rule(SuppressionRule library) {
    Objects.requireNonNull(library, "rule");
    Limits.checkUnset("rule", rule);
    return new NonMaxSuppression(maxOverlap, overlap, library, limits);
  }

  /**
   * Leaves out candidates that score no more than this.
   *
   * @param score any number; a candidate takes part if its score is above it, strictly
   * @return the changed rule
   * @throws IllegalArgumentException if it is NaN, or negative with OpenCV's rule
   * @throws IllegalStateException if it was set before
   */
  public NonMaxSuppression minScore(float score) {
    return new NonMaxSuppression(maxOverlap, overlap, rule, limits.minScore(score));
  }

  /**
   * Keeps at most so many, the best of all classes.
   *
   * @param count 0 or more
   * @return the changed rule
   * @throws IllegalArgumentException if it is negative
   * @throws IllegalStateException if it was set before
   */
  public NonMaxSuppression maxResults(int count) {
    return new NonMaxSuppression(maxOverlap, overlap, rule, limits.maxResults(count));
  }

  /**
   * Keeps at most so many of each class; without classes, of all.
   *
   * @param count 0 or more
   * @return the changed rule
   * @throws IllegalArgumentException if it is negative
   * @throws IllegalStateException if it was set before
   */
  public NonMaxSuppression maxPerClass(int count) {
    return new NonMaxSuppression(maxOverlap, overlap, rule, limits.maxPerClass(count));
  }

  /**
   * Lets only the best candidates take part, as {@code max_nms} of Ultralytics and {@code top_k} of
   * OpenCV.
   *
   * @param count 1 or more, of all classes together
   * @return the changed rule
   * @throws IllegalArgumentException if it is below 1
   * @throws IllegalStateException if it was set before
   */
  public NonMaxSuppression maxCandidates(int count) {
    return new NonMaxSuppression(maxOverlap, overlap, rule, limits.maxCandidates(count));
  }

  /** {@inheritDoc} Boxes stay as they are; scores do but for TensorFlow's zeros beside NaN. */
  @Override
  public Survivors apply(float[] boxes, float[] scores, int[] classIds) {
    Candidates.check(boxes, scores, classIds);
    SuppressionRule library = rule == null ? SuppressionRule.TENSORFLOW : rule;
    SuppressionRule.Settings settings =
        new SuppressionRule.Settings(
            maxOverlap,
            overlap == null ? Overlap.IOU : overlap,
            limits.minScoreOr(Float.NEGATIVE_INFINITY));
    Selection selection =
        limits.select(
            scores,
            classIds,
            library.filter(limits),
            (group, limit) -> library.select(group, scores, boxes, settings, limit));
    return Limits.survivors(selection, boxes, classIds);
  }

  /** Returns the settings, as in {@code hard suppression above IOU 0.5, maxResults 100}. */
  @Override
  public String toString() {
    return "hard suppression above "
        + (overlap == null ? Overlap.IOU : overlap)
        + " "
        + maxOverlap
        + (rule == null ? "" : ", rule " + rule)
        + limits.suffix();
  }
}
