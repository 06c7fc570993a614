package io.sightline.postprocess;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One row of numbers that a model gave, and what they become. Sums and exponentials are computed in
 * double precision; the highest logit is taken off before, so that nothing overflows.
 */
final class ScoreRow {
  /** How far float16 probabilities of a thousand classes are from 1 together. */
  private static final double SUM_TOLERANCE = 0.02;

  private static final float RANGE_TOLERANCE = 1e-3f;

  private final FloatBuffer numbers;
  private final ScoreRule rule;
  private int firstNaN = -1;
  private float lowest = Float.POSITIVE_INFINITY;
  private float highest = Float.NEGATIVE_INFINITY;
  private double sum;
  private double sumOfExponentials;

  /** Looks through the numbers once. */
  ScoreRow(FloatBuffer numbers, ScoreRule rule) {
    this.numbers = numbers;
    this.rule = rule;
    for (int i = 0; i < numbers.limit(); i++) {
      float number = numbers.get(i);
      if (Float.isNaN(number)) {
        firstNaN = firstNaN < 0 ? i : firstNaN;
      }
      lowest = Math.min(lowest, number);
      highest = Math.max(highest, number);
      sum += number;
    }
    if (rule.activation() == ScoreRule.Activation.SOFTMAX && firstNaN < 0) {
      sumOfExponentials = sumOfExponentials();
    }
  }

  private double sumOfExponentials() {
    double exponentials = 0;
    for (int i = 0; i < numbers.limit(); i++) {
      exponentials += exponential(numbers.get(i));
    }
    return exponentials;
  }

  private double exponential(float logit) {
    return Math.exp(((double) logit - highest) / rule.temperature());
  }

  /** Where the first number that is none is; -1 if there is none. */
  int firstNaN() {
    return firstNaN;
  }

  /** Whether a softmax of the numbers is undefined: one is infinite, or all are negatively so. */
  boolean hasNoSoftmax() {
    return rule.activation() == ScoreRule.Activation.SOFTMAX && Float.isInfinite(highest);
  }

  /** Whether the numbers are probabilities of classes of which one is right, but for rounding. */
  boolean isDistribution() {
    return lowest >= -RANGE_TOLERANCE
        && highest <= 1 + RANGE_TOLERANCE
        && Math.abs(sum - 1) <= SUM_TOLERANCE;
  }

  /** As in {@code 3.2 to 17.1, 24.9 together}. */
  String range() {
    return lowest + " to " + highest + ", " + (float) sum + " together";
  }

  /** The score that the number of a class becomes. */
  float score(int index) {
    float number = numbers.get(index);
    return switch (rule.activation()) {
      case NONE, STATED -> number;
      case SOFTMAX -> (float) (exponential(number) / sumOfExponentials);
      case SIGMOID -> (float) (1 / (1 + Math.exp(-(double) number / rule.temperature())));
    };
  }

  /**
   * The classes with the highest numbers, highest first, equal ones by index; all that are eligible
   * if k is larger.
   *
   * <p>Each number is inserted into the list of the best so far: almost all fail the one comparison
   * with its last.
   *
   * @param eligible the classes to choose from; null for all
   */
  int[] best(int k, boolean @Nullable [] eligible) {
    int length = Math.min(k, eligible == null ? numbers.limit() : count(eligible));
    int[] best = new int[length];
    int found = 0;
    for (int i = 0; i < numbers.limit() && length > 0; i++) {
      float number = numbers.get(i);
      if ((found == length && number <= numbers.get(best[length - 1]))
          || (eligible != null && !eligible[i])) {
        continue;
      }
      int place = found == length ? length - 1 : found++;
      while (place > 0 && numbers.get(best[place - 1]) < number) {
        best[place] = best[place - 1];
        place--;
      }
      best[place] = i;
    }
    return best;
  }

  private static int count(boolean[] eligible) {
    int count = 0;
    for (boolean one : eligible) {
      count += one ? 1 : 0;
    }
    return count;
  }
}
