package io.sightline.detection.nms;

import io.sightline.detection.box.Overlap;
import io.sightline.detection.nms.kernel.BoxMerging;
import io.sightline.detection.nms.kernel.MergedColumns;
import io.sightline.detection.nms.kernel.ScoreOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Greedy non-maximum merging: the box with the highest score leads, all that overlap the leader
 * enough are merged with it into the smallest rectangle around them, and so on with what is left.
 * It joins the parts of an object that a picture cut into tiles shows apart.
 *
 * <pre>{@code
 * NonMaxMerging.sahi(0.5).classAgnostic()
 * }</pre>
 *
 * <p>An overlap of just the threshold merges; at a threshold of 0 everything does. By default boxes
 * of different classes are not merged and overlap is the intersection over the smaller area. A box
 * without area overlaps nothing; edges stay as they are; candidates whose score is NaN are left
 * out. The result is ordered by merged score, descending; equal scores keep the lower index first,
 * also among leaders, where the libraries sort by coordinates (SAHI) or leave it open
 * (supervision). {@link Survivors#index} is the leader. The work is at worst quadratic.
 *
 * <p>Immutable and safe for use by several threads; every call returns a changed copy.
 */
public final class NonMaxMerging implements Suppression {
  private final double minOverlap;
  private final BoxMerging.Join join;
  private final @Nullable Overlap overlap;
  private final Limits limits;

  private NonMaxMerging(
      double minOverlap, BoxMerging.Join join, @Nullable Overlap overlap, Limits limits) {
    this.minOverlap = minOverlap;
    this.join = join;
    this.overlap = overlap;
    this.limits = limits;
  }

  /**
   * Merges as SAHI's GREEDYNMM does: the score stays that of the leader, and a member extends the
   * merged box only if it overlaps that, as far as it has grown, by more than the threshold.
   *
   * @param minOverlap the least overlap that merges, 0 to 1; SAHI's default is 0.5
   * @return the rule
   * @throws IllegalArgumentException if it lies outside 0 to 1 or is NaN
   */
  public static NonMaxMerging sahi(double minOverlap) {
    Limits.checkShare(minOverlap, "the least overlap");
    return new NonMaxMerging(minOverlap, BoxMerging.Join.HIGHEST_SCORE, null, Limits.NONE);
  }

  /**
   * Merges as supervision's {@code Detections.with_nmm} does: every member extends the merged box,
   * and the score becomes the mean of the two, weighted by their areas, member by member. For
   * supervision's default measure add {@code .overlap(Overlap.IOU)}.
   *
   * @param minOverlap the least overlap that merges, 0 to 1; supervision's default is 0.5
   * @return the rule
   * @throws IllegalArgumentException if it lies outside 0 to 1 or is NaN
   */
  public static NonMaxMerging supervision(double minOverlap) {
    Limits.checkShare(minOverlap, "the least overlap");
    return new NonMaxMerging(minOverlap, BoxMerging.Join.MEAN_BY_AREA, null, Limits.NONE);
  }

  /**
   * Merges boxes of different classes too. The class is that of the higher score whenever two are
   * joined.
   *
   * @return the changed rule
   */
  public NonMaxMerging classAgnostic() {
    return new NonMaxMerging(minOverlap, join, overlap, limits.agnostic());
  }

  /**
   * Measures overlap in another way.
   *
   * @param measure {@link Overlap#IOS}, the default, or {@link Overlap#IOU}
   * @return the changed rule
   * @throws IllegalArgumentException if it is another one
   * @throws IllegalStateException if it was set before
   */
  public NonMaxMerging overlap(Overlap measure) {
    Objects.requireNonNull(measure, "overlap");
    if (measure != Overlap.IOU && measure != Overlap.IOS) {
      throw new IllegalArgumentException("overlap must be IOU or IOS: found " + measure);
    }
    Limits.checkUnset("overlap", overlap);
    return new NonMaxMerging(minOverlap, join, measure, limits);
  }

  /**
   * Leaves out candidates that score no more than this.
   *
   * @param score any number; a candidate takes part if its score is above it, strictly
   * @return the changed rule
   * @throws IllegalArgumentException if it is NaN
   * @throws IllegalStateException if it was set before
   */
  public NonMaxMerging minScore(float score) {
    return new NonMaxMerging(minOverlap, join, overlap, limits.minScore(score));
  }

  /**
   * Keeps at most so many merged boxes.
   *
   * @param count 0 or more
   * @return the changed rule
   * @throws IllegalArgumentException if it is negative
   * @throws IllegalStateException if it was set before
   */
  public NonMaxMerging maxResults(int count) {
    return new NonMaxMerging(minOverlap, join, overlap, limits.maxResults(count));
  }

  /** {@inheritDoc} Boxes, scores and classes are those of the merged boxes. */
  @Override
  public Survivors apply(float[] boxes, float[] scores, int[] classIds) {
    Candidates.check(boxes, scores, classIds);
    BoxMerging merging =
        new BoxMerging(
            boxes, scores, classIds, overlap == null ? Overlap.IOS : overlap, minOverlap, join);
    Float least = limits.minScore();
    ScoreOrder.Filter filter =
        least == null ? score -> !Float.isNaN(score) : score -> score > least;
    MergedColumns merged = new MergedColumns();
    int[] order = ScoreOrder.sorted(scores, filter, Integer.MAX_VALUE);
    for (int[] group : limits.groups(order, classIds)) {
      merging.merge(group, merged);
    }
    return Limits.survivors(merged.sortByScore(limits.resultsOrAll()));
  }

  /** Returns the settings, as in {@code merging HIGHEST_SCORE from IOS 0.5, class-agnostic}. */
  @Override
  public String toString() {
    return "merging %s from %s %s%s"
        .formatted(join, overlap == null ? Overlap.IOS : overlap, minOverlap, limits.suffix());
  }
}
