package io.sightline.postprocess.evaluation;

import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How good a classifier is. Made by {@link ClassificationEvaluator} and {@link FolderEvaluation}.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class ClassificationEvaluation {
  private final ConfusionMatrix matrix;
  private final long[] ranks;
  private final int listed;
  private final Calibration calibration;
  private final @Nullable Float improbable;

  /** Takes the array as its own. */
  ClassificationEvaluation(
      ConfusionMatrix matrix,
      long[] ranks,
      int listed,
      Calibration calibration,
      @Nullable Float improbable) {
    this.matrix = matrix;
    this.ranks = ranks;
    this.listed = listed;
    this.calibration = calibration;
    this.improbable = improbable;
  }

  /**
   * The number of answers.
   *
   * @return how many answers were added
   */
  public long count() {
    return matrix.total();
  }

  /**
   * The share of answers whose best class is the true one: the top-1 accuracy.
   *
   * @return 0 to 1; empty if there are no answers
   */
  public OptionalDouble accuracy() {
    return matrix.accuracy();
  }

  /**
   * The share of answers that have the true class among their best k.
   *
   * @param k how many, at least 1; 1 from the number of classes on
   * @return 0 to 1; empty if there are no answers
   * @throws IllegalArgumentException if k is below 1
   * @throws IllegalStateException if an answer listed fewer than k classes, so that it is not known
   */
  public OptionalDouble topKAccuracy(int k) {
    if (!knowsTopK(k)) {
      throw new IllegalStateException(
          "The top-%s accuracy is not known: expected answers with at least %s classes, found %s. %s"
              .formatted(k, k, listed, "Predict with TopK.of(" + k + ") or more."));
    }
    long within = 0;
    for (int rank = 0; rank < Math.min(k, ranks.length); rank++) {
      within += ranks[rank];
    }
    return ClassMetrics.ratio(within, count());
  }

  /**
   * Whether every answer listed enough classes.
   *
   * @param k how many, at least 1
   * @return false if an answer listed fewer than k, and fewer than there are
   * @throws IllegalArgumentException if k is below 1
   */
  public boolean knowsTopK(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1: got " + k);
    }
    return k <= listed || listed == ranks.length;
  }

  /**
   * Which class was taken for which; with precision and recall of each.
   *
   * @return the matrix of true and best classes
   */
  public ConfusionMatrix confusionMatrix() {
    return matrix;
  }

  /**
   * Whether the best scores can be probabilities, so that there is a calibration.
   *
   * @return false if the best score of an answer lies outside 0 to 1
   */
  public boolean hasProbabilities() {
    return improbable == null;
  }

  /**
   * Whether the model is right as often as it says.
   *
   * @return the calibration of the best classes
   * @throws IllegalStateException if a best score is no probability
   */
  public Calibration calibration() {
    if (improbable != null) {
      throw new IllegalStateException(
          "The calibration is not known: expected probabilities from 0 to 1, found a best score of %s. %s"
              .formatted(improbable, "Turn logits into probabilities by softmax first."));
    }
    return calibration;
  }

  /**
   * All of it as JSON: one object in one line. What is undefined or not known is null.
   *
   * @return {@code top_1}, {@code top_5}, {@code macro_average}, {@code weighted_average}, {@code
   *     calibration}, {@code classes} and {@code confusion_matrix}
   */
  public String toJson() {
    return EvaluationJson.write(EvaluationJson.of(this));
  }

  /** Returns the main figures, as in {@code 12 answers, top-1 0.9167, top-5 1.0000}. */
  @Override
  public String toString() {
    return count()
        + " answers, top-1 "
        + text(accuracy())
        + (knowsTopK(5) ? ", top-5 " + text(topKAccuracy(5)) : "");
  }

  private static String text(OptionalDouble share) {
    return share.isPresent()
        ? String.format(Locale.ROOT, "%.4f", share.getAsDouble())
        : "undefined";
  }
}
