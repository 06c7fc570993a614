package io.sightline.postprocess.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Whether a model is right as often as it says: of the answers with a confidence of 0.8, four in
 * five should be right. The answers are put into bins of equal width by their confidence; the bins
 * are those of a reliability diagram.
 *
 * <p>A bin takes the confidences above its lower and up to its upper bound, compared exactly; a
 * confidence of 0 goes into the first.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @see <a href="https://arxiv.org/abs/1706.04599">Guo et al., On Calibration of Modern Neural
 *     Networks, 2017</a>
 */
public final class Calibration {
  /** The number of bins of Guo et al. */
  public static final int DEFAULT_BINS = 15;

  private final List<Bin> bins;

  Calibration(List<Bin> bins) {
    this.bins = bins;
  }

  /**
   * The calibration of some answers.
   *
   * @param confidences the score of the best class of each answer, 0 to 1
   * @param correct whether the best class was the true one, for each answer
   * @param bins how many bins, 1 to 10000; {@link #DEFAULT_BINS} is usual
   * @return the calibration
   * @throws IllegalArgumentException if the lengths differ, a confidence is NaN or not from 0 to 1,
   *     or the number of bins is out of range
   */
  public static Calibration of(float[] confidences, boolean[] correct, int bins) {
    if (confidences.length != correct.length) {
      throw new IllegalArgumentException(
          "Each confidence is right or wrong: got %s confidences and %s answers"
              .formatted(confidences.length, correct.length));
    }
    CalibrationCounts counts = new CalibrationCounts(bins);
    for (int i = 0; i < confidences.length; i++) {
      if (!CalibrationCounts.isProbability(confidences[i])) {
        throw new IllegalArgumentException(
            "A confidence is a probability from 0 to 1: got %s at %s".formatted(confidences[i], i));
      }
      counts.add(confidences[i], correct[i]);
    }
    return counts.toCalibration();
  }

  /**
   * The bins, for a reliability diagram.
   *
   * @return an unmodifiable list, lowest confidences first; those without answers as well
   */
  public List<Bin> bins() {
    return bins;
  }

  /**
   * The number of answers.
   *
   * @return how many answers the bins hold
   */
  public long count() {
    return bins.stream().mapToLong(Bin::count).sum();
  }

  /**
   * The expected calibration error: how far accuracy and confidence lie apart, averaged over the
   * answers of all bins.
   *
   * @return 0 to 1; empty if there are no answers
   */
  public OptionalDouble expectedError() {
    double sum = 0;
    for (Bin bin : bins) {
      if (bin.count > 0) {
        double gap = bin.accuracy().orElseThrow() - bin.meanConfidence.orElseThrow();
        sum += bin.count * Math.abs(gap);
      }
    }
    return ClassMetrics.ratio(sum, (double) count());
  }

  /**
   * The answers of about the same confidence.
   *
   * @param above the lower bound, exclusive (but of the first bin)
   * @param upTo the upper bound, inclusive
   * @param count how many answers
   * @param correct how many of them are right
   * @param meanConfidence their mean confidence; empty if there are none
   */
  public record Bin(
      double above, double upTo, long count, long correct, OptionalDouble meanConfidence) {
    /**
     * Checks that the mean is there.
     *
     * @param above the lower bound
     * @param upTo the upper bound
     * @param count how many answers
     * @param correct how many of them are right
     * @param meanConfidence their mean confidence
     */
    public Bin {
      Objects.requireNonNull(meanConfidence, "meanConfidence");
    }

    /**
     * The share of right answers.
     *
     * @return 0 to 1; empty if there are no answers
     */
    public OptionalDouble accuracy() {
      return ClassMetrics.ratio(correct, count);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Calibration that && bins.equals(that.bins);
  }

  @Override
  public int hashCode() {
    return bins.hashCode();
  }

  /** Returns the error, as in {@code expected calibration error 0.0312 (15 bins)}. */
  @Override
  public String toString() {
    OptionalDouble error = expectedError();
    return String.format(
        Locale.ROOT,
        "expected calibration error %s (%s bins)",
        error.isPresent() ? String.format(Locale.ROOT, "%.4f", error.getAsDouble()) : "undefined",
        bins.size());
  }
}
