package io.sightline.detection.nms;

import io.sightline.detection.nms.kernel.BoxFusion;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Weighted boxes fusion (Solovyev et al., 2021; ensemble-boxes): the boxes that one or several
 * models found for the same object become one, the mean of their edges weighted by score.
 *
 * <pre>{@code
 * WeightedBoxesFusion.above(0.55).weights(2, 1).apply(boxes, scores, classIds, models)
 * }</pre>
 *
 * <p>Boxes are in fractions of the picture's size. Exchanged edges are put in order, edges outside
 * 0 to 1 moved to the border, and boxes without area and candidates with NaN left out. By score
 * times weight, descending, each box joins the fused box of its class that it overlaps most, if by
 * more than the threshold, strictly; of equal overlaps the older one. Equal scores keep the lower
 * index first (ensemble-boxes leaves it open). The result is ordered by fused score in the same
 * way, with the best box of each cluster as {@link Survivors#index}. Arithmetic is in double, fused
 * edges and scores are rounded to float32 each time a box joins, as there.
 *
 * <p>By default there is one model, the score is {@link FusedScore#AVERAGE}, and candidates with
 * negative scores are left out. Boxes that all score 0 fuse into the first, where the library
 * divides by 0. Immutable and safe for use by several threads; every call returns a changed copy.
 */
public final class WeightedBoxesFusion implements Suppression {
  private final double minOverlap;
  private final double @Nullable [] weights;
  private final @Nullable FusedScore score;
  private final @Nullable Double minScore;

  private WeightedBoxesFusion(
      double minOverlap,
      double @Nullable [] weights,
      @Nullable FusedScore score,
      @Nullable Double minScore) {
    this.minOverlap = minOverlap;
    this.weights = weights;
    this.score = score;
    this.minScore = minScore;
  }

  /**
   * Fuses boxes that overlap by more than this.
   *
   * @param minOverlap an intersection over union, 0 to 1; the library's default is 0.55
   * @return the rule
   * @throws IllegalArgumentException if it lies outside 0 to 1 or is NaN
   */
  public static WeightedBoxesFusion above(double minOverlap) {
    Limits.checkShare(minOverlap, "the overlap");
    return new WeightedBoxesFusion(minOverlap, null, null, null);
  }

  /**
   * How much each model counts; also how many models there are.
   *
   * @param newWeights one per model, each above 0; by default one model of weight 1
   * @return the changed rule
   * @throws IllegalArgumentException if there is none, or one is not above 0 and finite
   * @throws IllegalStateException if they were set before
   */
  public WeightedBoxesFusion weights(double... newWeights) {
    if (newWeights.length == 0) {
      throw new IllegalArgumentException("weights must hold one value per model: found none");
    }
    for (double weight : newWeights) {
      Limits.checkPositive(weight, "a weight");
    }
    if (weights != null) {
      throw new IllegalStateException("weights were set before, for " + weights.length + " models");
    }
    return new WeightedBoxesFusion(minOverlap, newWeights.clone(), score, minScore);
  }

  /**
   * How fused boxes are scored.
   *
   * @param newScore by default {@link FusedScore#AVERAGE}
   * @return the changed rule
   * @throws IllegalStateException if it was set before
   */
  public WeightedBoxesFusion score(FusedScore newScore) {
    Objects.requireNonNull(newScore, "score");
    Limits.checkUnset("score", score);
    return new WeightedBoxesFusion(minOverlap, weights, newScore, minScore);
  }

  /**
   * Leaves out candidates that score less: {@code skip_box_thr}.
   *
   * @param newMinScore 0 or more, by default 0; a candidate takes part if its score, without
   *     weight, is at or above it
   * @return the changed rule
   * @throws IllegalArgumentException if it is negative or NaN
   * @throws IllegalStateException if it was set before
   */
  public WeightedBoxesFusion minScore(double newMinScore) {
    if (!(newMinScore >= 0)) {
      throw new IllegalArgumentException("minScore must be at least 0: found " + newMinScore);
    }
    Limits.checkUnset("minScore", minScore);
    return new WeightedBoxesFusion(minOverlap, weights, score, newMinScore);
  }

  /**
   * Fuses the boxes of the first model alone.
   *
   * @param boxes 4 values per candidate: xMin, yMin, xMax, yMax; fractions of the picture's size
   * @param scores one value per candidate
   * @param classIds one value per candidate
   * @return the fused boxes
   * @throws IllegalArgumentException if the lengths disagree
   */
  @Override
  public Survivors apply(float[] boxes, float[] scores, int[] classIds) {
    return apply(boxes, scores, classIds, new int[scores.length]);
  }

  /**
   * Fuses the boxes of several models.
   *
   * @param boxes 4 values per candidate: xMin, yMin, xMax, yMax; fractions of the picture's size
   * @param scores one value per candidate
   * @param classIds one value per candidate
   * @param models one value per candidate: the model that found it, counted from 0 in the order of
   *     the weights
   * @return the fused boxes
   * @throws IllegalArgumentException if the lengths disagree or there is no such model
   */
  public Survivors apply(float[] boxes, float[] scores, int[] classIds, int[] models) {
    Candidates.check(boxes, scores, classIds);
    double[] all = weights == null ? new double[] {1} : weights;
    checkModels(models, scores.length, all.length);
    FusedScore fused = score == null ? FusedScore.AVERAGE : score;
    BoxFusion fusion = new BoxFusion(minOverlap, all, fused == FusedScore.MAXIMUM, fused::of);
    double least = minScore == null ? 0 : minScore;
    return Limits.survivors(fusion.fuse(boxes, scores, classIds, models, least));
  }

  private static void checkModels(int[] models, int candidates, int count) {
    if (models.length != candidates) {
      throw new IllegalArgumentException(
          "models must hold 1 value per score: expected %s, found %s"
              .formatted(candidates, models.length));
    }
    for (int model : models) {
      if (model < 0 || model >= count) {
        throw new IllegalArgumentException(
            "there is no such model: expected 0 to %s, found %s. Give one weight per model."
                .formatted(count - 1, model));
      }
    }
  }

  /** Returns the settings, as in {@code fusion above IOU 0.55 of 2 models, AVERAGE}. */
  @Override
  public String toString() {
    return "fusion above IOU %s of %s models, %s%s"
        .formatted(
            minOverlap,
            weights == null ? 1 : weights.length,
            score == null ? FusedScore.AVERAGE : score,
            minScore == null ? "" : ", minScore " + minScore);
  }
}
