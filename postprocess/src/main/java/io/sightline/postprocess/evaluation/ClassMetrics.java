package io.sightline.postprocess.evaluation;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * How well one class is told from the others, one against the rest.
 *
 * <p>A ratio of nothing to nothing is undefined, and empty: the precision of a class that was never
 * predicted, the recall of one that never was the true one, F1 and intersection over union of one
 * that was neither.
 *
 * @param index the class
 * @param label its name
 * @param support how often it was the true class
 * @param predicted how often it was predicted
 * @param correct how often it was both
 */
public record ClassMetrics(int index, String label, long support, long predicted, long correct) {
  /**
   * Checks that the counts are possible.
   *
   * @param index the class
   * @param label its name
   * @param support how often it was the true class
   * @param predicted how often it was predicted
   * @param correct how often it was both
   */
  public ClassMetrics {
    Objects.requireNonNull(label, "label");
    if (index < 0 || correct < 0 || correct > support || correct > predicted) {
      throw new IllegalArgumentException(
          "The counts are not those of a class: index %s, support %s, predicted %s, correct %s"
              .formatted(index, support, predicted, correct));
    }
  }

  /**
   * How many of those that were taken for this class are of it.
   *
   * @return {@code correct / predicted}; empty if the class was never predicted
   */
  public OptionalDouble precision() {
    return ratio(correct, predicted);
  }

  /**
   * How many of this class were found.
   *
   * @return {@code correct / support}; empty if the class never was the true one
   */
  public OptionalDouble recall() {
    return ratio(correct, support);
  }

  /**
   * The harmonic mean of precision and recall.
   *
   * @return {@code 2 correct / (support + predicted)}; empty if the class does not occur
   */
  public OptionalDouble f1() {
    return ratio(2.0 * correct, (double) support + predicted);
  }

  /**
   * The intersection over union, also called Jaccard index.
   *
   * @return {@code correct / (support + predicted - correct)}; empty if the class does not occur
   */
  public OptionalDouble intersectionOverUnion() {
    return ratio((double) correct, (double) support + predicted - correct);
  }

  /** Whether the class was the true or the predicted one at least once. */
  boolean occurs() {
    return support > 0 || predicted > 0;
  }

  static OptionalDouble ratio(long part, long whole) {
    return ratio((double) part, (double) whole);
  }

  static OptionalDouble ratio(double part, double whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of(part / whole);
  }
}
