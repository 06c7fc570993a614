package io.sightline.detection.nms;

import io.sightline.detection.box.Overlap;
import io.sightline.detection.nms.kernel.BoxOverlap;
import io.sightline.detection.nms.kernel.GridSuppression;
import io.sightline.detection.nms.kernel.PlainSuppression;
import io.sightline.detection.nms.kernel.QueueSuppression;
import io.sightline.detection.nms.kernel.ScoreOrder;
import io.sightline.detection.nms.kernel.Selection;
import org.jspecify.annotations.Nullable;

/** Whose treatment of edge cases {@link NonMaxSuppression} follows, to the last bit. */
public enum SuppressionRule {
  /**
   * {@code tf.image.non_max_suppression} and the kernels NonMaxSuppressionV1 to V5 on a CPU
   * (measured with 2.18 and 2.21).
   *
   * <p>A candidate takes part if its score is above the minimum, strictly; the default minimum is
   * minus infinity. NaN scores never do. An overlap above the threshold suppresses, strictly.
   * Exchanged edges are put in order; a box without area overlaps nothing. Where a coordinate is
   * NaN or infinite so that an overlap is NaN, the candidate is kept with a score of 0, and comes
   * where that score belongs, if 0 is above the minimum.
   */
  TENSORFLOW {
    @Override
    ScoreOrder.Filter filter(Limits limits) {
      float minScore = limits.minScoreOr(Float.NEGATIVE_INFINITY);
      return score -> score > minScore;
    }

    @Override
    Selection select(int[] group, float[] scores, float[] boxes, Settings settings, int limit) {
      BoxOverlap overlap = BoxOverlap.tensorFlow(boxes, settings.overlap);
      float threshold = (float) settings.maxOverlap;
      boolean ofSmaller = settings.overlap == Overlap.IOS;
      Selection quick =
          GridSuppression.select(
              group,
              scores,
              new GridSuppression.Rule(
                  overlap, found -> found > threshold, threshold, ofSmaller, true, true),
              limit);
      return quick != null
          ? quick
          : QueueSuppression.hard(overlap, threshold, settings.minScore)
              .select(group, scores, limit);
    }
  },

  /**
   * {@code torchvision.ops.nms} (0.28) on a CPU. Intersection over union alone.
   *
   * <p>All candidates take part unless a minimum is set; then those above it do, strictly. NaN
   * scores come first. An overlap above the threshold suppresses, strictly, the threshold being a
   * double. Edges stay as they are: a box with exchanged edges, without area or with NaN overlaps
   * nothing.
   */
  TORCHVISION {
    @Override
    ScoreOrder.Filter filter(Limits limits) {
      Float minScore = limits.minScore();
      return minScore == null ? score -> true : score -> score > minScore;
    }

    @Override
    Selection select(int[] group, float[] scores, float[] boxes, Settings settings, int limit) {
      BoxOverlap overlap = BoxOverlap.torchvision(boxes);
      double threshold = settings.maxOverlap;
      return quickOrPlain(
          group,
          scores,
          new GridSuppression.Rule(
              overlap, found -> found > threshold, (float) threshold, false, false, true),
          limit);
    }
  },

  /**
   * {@code cv2.dnn.NMSBoxes} (OpenCV 5.0) of rectangles (xMin, yMin, xMax - xMin, yMax - yMin) in
   * double. Intersection over union alone.
   *
   * <p>A candidate takes part if its score is above the minimum, strictly; the default minimum is
   * 0, and it must not be negative. An overlap that is not at most the threshold suppresses, so
   * that NaN does. Two boxes without area overlap entirely, wherever they are.
   */
  OPENCV {
    @Override
    ScoreOrder.Filter filter(Limits limits) {
      float minScore = limits.minScoreOr(0);
      return score -> score > minScore;
    }

    @Override
    Selection select(int[] group, float[] scores, float[] boxes, Settings settings, int limit) {
      float threshold = (float) settings.maxOverlap;
      return quickOrPlain(
          group,
          scores,
          new GridSuppression.Rule(
              BoxOverlap.openCv(boxes),
              found -> !(found <= threshold),
              threshold,
              false,
              false,
              false),
          limit);
    }
  };

  /** What a rule needs to know beside the candidates. */
  record Settings(double maxOverlap, Overlap overlap, float minScore) {}

  abstract ScoreOrder.Filter filter(Limits limits);

  abstract Selection select(
      int[] group, float[] scores, float[] boxes, Settings settings, int limit);

  void check(@Nullable Overlap overlap, Limits limits) {
    if (this != TENSORFLOW && overlap != null && overlap != Overlap.IOU) {
      throw new IllegalArgumentException(
          "the rule %s measures intersection over union alone: expected IOU, found %s. %s"
              .formatted(this, overlap, "Use the rule TENSORFLOW for other measures."));
    }
    if (this == OPENCV && limits.minScoreOr(0) < 0) {
      throw new IllegalArgumentException(
          "minScore of the rule OPENCV must not be negative: found " + limits.minScore());
    }
  }

  static Selection quickOrPlain(int[] group, float[] scores, GridSuppression.Rule rule, int limit) {
    Selection quick = GridSuppression.select(group, scores, rule, limit);
    return quick != null
        ? quick
        : PlainSuppression.select(group, scores, rule.overlap(), rule.limit(), limit);
  }
}
