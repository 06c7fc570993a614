package io.sightline.postprocess.evaluation;

import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * How good segmentation maps are. Made by {@link SegmentationEvaluator}.
 *
 * @param confusionMatrix how many pixels of each class were taken for which; {@link
 *     ClassMetrics#intersectionOverUnion()} is that of a class
 * @param maps how many maps were added
 * @param ignoredPixels how many pixels the truth leaves open
 * @param unseenPixels how many pixels of a true class the model has not seen
 */
public record SegmentationEvaluation(
    ConfusionMatrix confusionMatrix, long maps, long ignoredPixels, long unseenPixels) {
  /**
   * Checks that there is a matrix.
   *
   * @param confusionMatrix which class was taken for which
   * @param maps how many maps
   * @param ignoredPixels how many pixels the truth leaves open
   * @param unseenPixels how many pixels the model has not seen
   */
  public SegmentationEvaluation {
    Objects.requireNonNull(confusionMatrix, "confusionMatrix");
  }

  /**
   * The mean intersection over union of the classes that occur, in the truth or in the predictions;
   * the others are left out, as {@code tf.keras.metrics.MeanIoU} does.
   *
   * @return 0 to 1; empty if no pixel was counted
   */
  public OptionalDouble meanIntersectionOverUnion() {
    return confusionMatrix.meanIntersectionOverUnion();
  }

  /**
   * The share of pixels that are right.
   *
   * @return 0 to 1; empty if no pixel was counted
   */
  public OptionalDouble pixelAccuracy() {
    return confusionMatrix.accuracy();
  }

  /**
   * All of it as JSON: one object in one line. What is undefined is null.
   *
   * @return {@code maps}, {@code pixels}, {@code ignored_pixels}, {@code unseen_pixels}, {@code
   *     pixel_accuracy}, {@code mean_iou}, {@code classes} and {@code confusion_matrix}
   */
  public String toJson() {
    return EvaluationJson.write(EvaluationJson.of(this));
  }

  /** Returns the main figures, as in {@code 12 maps, mean IoU 0.7125, pixel accuracy 0.9310}. */
  @Override
  public String toString() {
    return meanIntersectionOverUnion().isEmpty()
        ? maps + " maps, no pixel was counted"
        : String.format(
            Locale.ROOT,
            "%s maps, mean IoU %.4f, pixel accuracy %.4f",
            maps,
            meanIntersectionOverUnion().getAsDouble(),
            pixelAccuracy().orElseThrow());
  }
}
