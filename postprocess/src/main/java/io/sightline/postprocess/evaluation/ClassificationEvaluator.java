package io.sightline.postprocess.evaluation;

import io.sightline.postprocess.Classification;
import io.sightline.postprocess.ScoredClass;
import io.sightline.postprocess.labels.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds a classifier's answers against the truth, one by one.
 *
 * <pre>{@code
 * ClassificationEvaluator evaluator = ClassificationEvaluator.of(labels);
 * for (Photo photo : photos) {
 *   evaluator.add(photo.trueClass(), predictor.predict(photo.image()));
 * }
 * System.out.println(evaluator.evaluation());
 * }</pre>
 *
 * <p>The predicted class is that with the highest score, of equal ones that with the lowest index,
 * as with {@link io.sightline.postprocess.TopK}. The true class is among the best k if fewer than k
 * classes come before it in this order. For the calibration, a best score up to 1.001 is a rounded
 * 1. An answer that is refused changes nothing.
 *
 * <p>Mutable: threads have to take turns. Memory grows with the square of the number of classes (8
 * MB for 1000), not with the number of answers.
 */
public final class ClassificationEvaluator {
  /** How far above 1 a rounded probability may be: float16 has steps of 0.001 there. */
  private static final float ROUNDING = 1e-3f;

  private final List<String> labels;

  /** {@code [truth, predicted]}. */
  private final long[] confusions;

  /** How often the true class came first, second, ... */
  private final long[] ranks;

  private final CalibrationCounts calibration;

  /** The length of the shortest answer. */
  private int listed;

  /** A best score that is no probability. */
  private @Nullable Float improbable;

  private ClassificationEvaluator(List<String> labels, int bins) {
    this.labels = labels;
    this.confusions = ClassNames.pairs(labels);
    this.ranks = new long[labels.size()];
    this.calibration = new CalibrationCounts(bins);
    this.listed = labels.size();
  }

  /**
   * An evaluator of classes with names, with {@value Calibration#DEFAULT_BINS} bins for the
   * calibration.
   *
   * @param labels the names, as many as the model has classes
   * @return an evaluator that has seen nothing
   */
  public static ClassificationEvaluator of(Labels labels) {
    return of(labels, Calibration.DEFAULT_BINS);
  }

  /**
   * An evaluator of classes with names.
   *
   * @param labels the names, as many as the model has classes
   * @param bins the number of bins for the calibration, 1 to 10000
   * @return an evaluator that has seen nothing
   * @throws IllegalArgumentException if the number of bins is out of range
   */
  public static ClassificationEvaluator of(Labels labels, int bins) {
    return of(ClassNames.of(labels), bins);
  }

  /**
   * An evaluator of classes without names.
   *
   * @param classes how many classes the model has, at least 1
   * @return an evaluator that has seen nothing
   * @throws IllegalArgumentException if there are none, or more than 46340
   */
  public static ClassificationEvaluator ofClasses(int classes) {
    return of(ClassNames.ofIndices(classes), Calibration.DEFAULT_BINS);
  }

  static ClassificationEvaluator of(List<String> labels, int bins) {
    return new ClassificationEvaluator(labels, bins);
  }

  /**
   * Adds an answer with a score for each class.
   *
   * @param truth the true class
   * @param scores the score of each class, higher is better; infinities are scores, NaN is not
   * @throws IllegalArgumentException if there is no such class, there are more or fewer scores than
   *     classes, or one is NaN
   */
  public void add(int truth, float[] scores) {
    ClassNames.require("true class", truth, labels);
    if (scores.length != labels.size()) {
      throw new IllegalArgumentException(
          "An answer has a score for each of %s classes: got %s scores"
              .formatted(labels.size(), scores.length));
    }
    int best = 0;
    int rank = 0;
    for (int i = 0; i < scores.length; i++) {
      if (Float.isNaN(scores[i])) {
        throw new IllegalArgumentException("A score is a number: got NaN at index " + i);
      }
      best = scores[i] > scores[best] ? i : best;
      boolean before = scores[i] > scores[truth] || (scores[i] == scores[truth] && i < truth);
      rank += before ? 1 : 0;
    }
    count(truth, best, rank, scores[best]);
  }

  /**
   * Adds an answer that lists the best classes.
   *
   * @param truth the true class
   * @param answer what the model says; with k entries or more, the accuracy among the best k is
   *     known
   * @throws IllegalArgumentException if there is no such class, the answer has one that there is
   *     not, or none at all
   */
  public void add(int truth, Classification answer) {
    ClassNames.require("true class", truth, labels);
    if (answer.isEmpty()) {
      throw new IllegalArgumentException(
          "An answer has at least one class: got none. Leave the minimum score away.");
    }
    List<ScoredClass> entries = answer.entries();
    int rank = entries.size();
    for (int place = entries.size() - 1; place >= 0; place--) {
      int index = entries.get(place).index();
      ClassNames.require("predicted class", index, labels);
      rank = index == truth ? place : rank;
    }
    listed = Math.min(listed, entries.size());
    count(truth, answer.best().index(), rank, answer.best().score());
  }

  private void count(int truth, int best, int rank, float confidence) {
    confusions[truth * labels.size() + best]++;
    if (rank < ranks.length) {
      ranks[rank]++;
    }
    float probability = confidence <= 1 + ROUNDING ? Math.min(1, confidence) : confidence;
    if (!CalibrationCounts.isProbability(probability)) {
      improbable = confidence;
    } else if (improbable == null) {
      calibration.add(probability, truth == best);
    }
  }

  /**
   * What has been seen so far.
   *
   * @return the evaluation; later answers do not change it
   */
  public ClassificationEvaluation evaluation() {
    return new ClassificationEvaluation(
        new ConfusionMatrix(labels, confusions.clone()),
        ranks.clone(),
        listed,
        calibration.toCalibration(),
        improbable);
  }
}
