package io.sightline.postprocess;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One row of numbers that a model gave, and what they become. Sums and exponentials are computed in
 * double precision; the highest logit is taken off before, so that nothing overflows.
 */
final class ScoreRow {
  /** How far float16 probabilities of a thousand classes are from 1 together. */
  private static final double SUM_TOLERANCE = 0.02;

  private static final float RANGE_TOLERANCE = 1e-3f;

  /** From here on inserting into the list may take longer than sorting all numbers. */
  private static final int LONG_LIST = 64;

  private final FloatBuffer numbers;
  private final ScoreRule rule;
  private final int firstNaN;
  private final float lowest;
  private final float highest;
  private final double sum;
  private final double sumOfExponentials;

  /** Looks through the numbers once. */
  ScoreRow(FloatBuffer numbers, ScoreRule rule) {
    this.numbers = numbers;
    this.rule = rule;
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    double total = 0;
    for (int i = 0; i < numbers.limit(); i++) {
      float number = numbers.get(i);
      if (number < low) {
        low = number;
      }
      if (number > high) {
        high = number;
      }
      total += number;
    }
    lowest = low;
    highest = high;
    sum = total;
    firstNaN = Double.isNaN(total) ? indexOfNaN() : -1;
    sumOfExponentials =
        rule.activation() == ScoreRule.Activation.SOFTMAX && firstNaN < 0 ? sumOfExponentials() : 0;
  }

  /** The sum of opposite infinities is none either, so it only says that there may be one. */
  private int indexOfNaN() {
    for (int i = 0; i < numbers.limit(); i++) {
      if (Float.isNaN(numbers.get(i))) {
        return i;
      }
    }
    return -1;
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

  int length() {
    return numbers.limit();
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
   * with its last. Long lists are sorted instead, where that could move each entry many times.
   *
   * @param eligible the classes to choose from; null for all
   */
  int[] best(int k, boolean @Nullable [] eligible) {
    int length = Math.min(k, eligible == null ? numbers.limit() : count(eligible));
    return length > LONG_LIST ? sorted(length, eligible) : inserted(length, eligible);
  }

  private int[] inserted(int length, boolean @Nullable [] eligible) {
    int[] best = new int[length];
    int found = 0;
    float last = Float.NaN; // of a full list; nothing is at most NaN
    for (int i = 0; i < numbers.limit() && length > 0; i++) {
      float number = numbers.get(i);
      if (number <= last || (eligible != null && !eligible[i])) {
        continue;
      }
      int place = found == length ? length - 1 : found++;
      while (place > 0 && numbers.get(best[place - 1]) < number) {
        best[place] = best[place - 1];
        place--;
      }
      best[place] = i;
      last = found == length ? numbers.get(best[length - 1]) : Float.NaN;
    }
    return best;
  }

  /** Sorts numbers and indices as one: the number, turned upside down, in the upper half. */
  private int[] sorted(int length, boolean @Nullable [] eligible) {
    long[] keys = new long[eligible == null ? numbers.limit() : count(eligible)];
    int to = 0;
    for (int i = 0; i < numbers.limit(); i++) {
      if (eligible == null || eligible[i]) {
        keys[to++] = (long) ~ordered(numbers.get(i)) << 32 | i;
      }
    }
    Arrays.sort(keys);
    int[] best = new int[length];
    for (int i = 0; i < length; i++) {
      best[i] = (int) keys[i];
    }
    return best;
  }

  /** An int for each float that is a number, in the same order; one for both zeros. */
  private static int ordered(float number) {
    int bits = Float.floatToIntBits(number + 0.0f); // -0 + 0 is 0
    return bits ^ (bits >> 31 & Integer.MAX_VALUE);
  }

  private static int count(boolean[] eligible) {
    int count = 0;
    for (boolean one : eligible) {
      count += one ? 1 : 0;
    }
    return count;
  }
}
