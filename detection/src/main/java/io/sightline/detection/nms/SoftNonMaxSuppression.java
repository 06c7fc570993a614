package io.sightline.detection.nms;

import io.sightline.detection.box.Overlap;
import io.sightline.detection.nms.kernel.BoxOverlap;
import io.sightline.detection.nms.kernel.DecaySuppression;
import io.sightline.detection.nms.kernel.QueueSuppression;
import io.sightline.detection.nms.kernel.ScoreOrder;
import io.sightline.detection.nms.kernel.Selection;

/**
 * Soft non-maximum suppression: overlap lowers scores instead of dropping boxes (Bodla et al.,
 * 2017).
 *
 * <pre>{@code
 * SoftNonMaxSuppression.tensorFlow(0.5).minScore(0.1f).maxResults(100)
 * }</pre>
 *
 * <p>TensorFlow's sigma is half of the paper's: {@code tensorFlow(0.25)} lowers scores as {@code
 * gaussian(0.5)} does. By default boxes of different classes do not lower each other, and all
 * candidates take part. The result is in the order in which boxes are chosen: by lowered score,
 * descending, where scores are positive; equal scores keep the lower index first. The work is
 * quadratic in the number of candidates: set a minimum score or {@link #maxCandidates}.
 *
 * <p>Scores equal the library's to the last bits of {@code exp}, within a relative 1e-6.
 *
 * <p>Immutable and safe for use by several threads; every call returns a changed copy.
 */
public final class SoftNonMaxSuppression implements Suppression {
  private final Kind kind;
  private final float value;
  private final Limits limits;

  private SoftNonMaxSuppression(Kind kind, float value, Limits limits) {
    this.kind = kind;
    this.value = value;
    this.limits = limits;
  }

  private enum Kind {
    TENSORFLOW,
    GAUSSIAN,
    LINEAR
  }

  /**
   * {@code tf.image.non_max_suppression_with_scores}, NonMaxSuppressionV5: a score is multiplied by
   * {@code exp(-0.5 / sigma * iou * iou)}. There is no threshold of overlap: TensorFlow ignores its
   * own here. A candidate is kept while its score is above the minimum, strictly; the default
   * minimum is minus infinity. Negative scores rise, as they do there. Boxes are treated as {@link
   * SuppressionRule#TENSORFLOW} says.
   *
   * @param sigma TensorFlow's, above 0
   * @return the rule
   * @throws IllegalArgumentException if it is not above 0 and finite; TensorFlow takes 0 as no
   *     softening, which is {@link NonMaxSuppression#hard}
   */
  public static SoftNonMaxSuppression tensorFlow(double sigma) {
    return new SoftNonMaxSuppression(Kind.TENSORFLOW, positive(sigma, "sigma"), Limits.NONE);
  }

  /**
   * The Gaussian of the paper and of {@code cv2.dnn.softNMSBoxes} (SOFTNMS_GAUSSIAN): a score is
   * multiplied by {@code exp(-iou * iou / sigma)}. A candidate is kept while its score is at or
   * above the minimum; the default minimum is 0. Boxes are treated as {@link
   * SuppressionRule#OPENCV} says; NaN scores are dropped.
   *
   * @param sigma the paper's, above 0
   * @return the rule
   * @throws IllegalArgumentException if it is not above 0 and finite
   */
  public static SoftNonMaxSuppression gaussian(double sigma) {
    return new SoftNonMaxSuppression(Kind.GAUSSIAN, positive(sigma, "sigma"), Limits.NONE);
  }

  /**
   * The linear rule of the paper and of {@code cv2.dnn.softNMSBoxes} (SOFTNMS_LINEAR): where the
   * overlap is above the threshold, strictly, a score is multiplied by {@code 1 - iou}. Else as
   * {@link #gaussian}.
   *
   * @param maxOverlap the overlap up to which scores stay, 0 to 1
   * @return the rule
   * @throws IllegalArgumentException if it lies outside 0 to 1 or is NaN
   */
  public static SoftNonMaxSuppression linear(double maxOverlap) {
    Limits.checkShare(maxOverlap, "the largest overlap");
    return new SoftNonMaxSuppression(Kind.LINEAR, (float) maxOverlap, Limits.NONE);
  }

  private static float positive(double value, String name) {
    Limits.checkPositive((float) value, name);
    return (float) value;
  }

  /**
   * Lets boxes of different classes lower each other's scores.
   *
   * @return the changed rule
   */
  public SoftNonMaxSuppression classAgnostic() {
    return new SoftNonMaxSuppression(kind, value, limits.agnostic());
  }

  /**
   * Leaves out candidates that score less, before or after they were lowered.
   *
   * @param score any number for {@link #tensorFlow}, which drops a score of just this; 0 or more
   *     for the others, which keep it
   * @return the changed rule
   * @throws IllegalArgumentException if it is NaN, or negative where it must not be
   * @throws IllegalStateException if it was set before
   */
  public SoftNonMaxSuppression minScore(float score) {
    if (kind != Kind.TENSORFLOW && score < 0) {
      throw new IllegalArgumentException("minScore must not be negative: found " + score);
    }
    return new SoftNonMaxSuppression(kind, value, limits.minScore(score));
  }

  /**
   * Keeps at most so many, the best of all classes.
   *
   * @param count 0 or more
   * @return the changed rule
   * @throws IllegalArgumentException if it is negative
   * @throws IllegalStateException if it was set before
   */
  public SoftNonMaxSuppression maxResults(int count) {
    return new SoftNonMaxSuppression(kind, value, limits.maxResults(count));
  }

  /**
   * Keeps at most so many of each class; without classes, of all.
   *
   * @param count 0 or more
   * @return the changed rule
   * @throws IllegalArgumentException if it is negative
   * @throws IllegalStateException if it was set before
   */
  public SoftNonMaxSuppression maxPerClass(int count) {
    return new SoftNonMaxSuppression(kind, value, limits.maxPerClass(count));
  }

  /**
   * Lets only the best candidates take part.
   *
   * @param count 1 or more, of all classes together
   * @return the changed rule
   * @throws IllegalArgumentException if it is below 1
   * @throws IllegalStateException if it was set before
   */
  public SoftNonMaxSuppression maxCandidates(int count) {
    return new SoftNonMaxSuppression(kind, value, limits.maxCandidates(count));
  }

  /** {@inheritDoc} Boxes stay as they are. */
  @Override
  public Survivors apply(float[] boxes, float[] scores, int[] classIds) {
    Candidates.check(boxes, scores, classIds);
    float minScore = limits.minScoreOr(kind == Kind.TENSORFLOW ? Float.NEGATIVE_INFINITY : 0);
    ScoreOrder.Filter filter =
        kind == Kind.TENSORFLOW ? score -> score > minScore : score -> score >= minScore;
    Selection selection =
        limits.select(scores, classIds, filter, groupRule(boxes, scores, minScore));
    return Limits.survivors(selection, boxes, classIds);
  }

  private Limits.GroupRule groupRule(float[] boxes, float[] scores, float minScore) {
    if (kind == Kind.TENSORFLOW) {
      BoxOverlap overlap = BoxOverlap.tensorFlow(boxes, Overlap.IOU);
      QueueSuppression queue = QueueSuppression.soft(overlap, value, minScore);
      return (group, limit) -> queue.select(group, scores, limit);
    }
    DecaySuppression.Decay decay =
        kind == Kind.LINEAR
            ? found -> found > value ? 1 - found : 1
            : found -> (float) Math.exp(-(found * found) / value);
    DecaySuppression suppression = new DecaySuppression(BoxOverlap.openCv(boxes), decay, minScore);
    return (group, limit) -> suppression.select(group, scores, limit);
  }

  /** Returns the settings, as in {@code soft suppression TENSORFLOW 0.5, minScore 0.1}. */
  @Override
  public String toString() {
    return "soft suppression " + kind + " " + value + limits.suffix();
  }
}
