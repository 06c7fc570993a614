package io.sightline.postprocess.evaluation;

import io.sightline.postprocess.labels.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How often each class was taken for each: a row for each true class, a column for each predicted
 * one.
 *
 * <pre>{@code
 * System.out.println(evaluation.confusionMatrix());
 * Files.writeString(Path.of("confusion.csv"), evaluation.confusionMatrix().toCsv());
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class ConfusionMatrix {
  private final List<String> labels;

  /** {@code [truth, predicted]}. */
  private final long[] counts;

  private final long[] support;
  private final long[] predicted;
  private final long total;

  /** Takes the array as its own. */
  ConfusionMatrix(List<String> labels, long[] counts) {
    this.labels = labels;
    this.counts = counts;
    int size = labels.size();
    support = new long[size];
    predicted = new long[size];
    long sum = 0;
    for (int truth = 0; truth < size; truth++) {
      for (int guess = 0; guess < size; guess++) {
        long count = counts[truth * size + guess];
        sum = Math.addExact(sum, count);
        support[truth] += count;
        predicted[guess] += count;
      }
    }
    total = sum;
  }

  /**
   * A matrix that was counted elsewhere.
   *
   * @param labels the names of the classes
   * @param counts {@code [true class, predicted class]}, none negative; copied
   * @return the matrix
   * @throws IllegalArgumentException if there are more or fewer counts than pairs of classes, or
   *     one is negative
   * @throws ArithmeticException if their sum is no {@code long}
   */
  public static ConfusionMatrix of(Labels labels, long[] counts) {
    List<String> names = ClassNames.of(labels);
    if (counts.length != ClassNames.pairs(names).length) {
      throw new IllegalArgumentException(
          "A matrix of %s classes takes %s counts: got %s"
              .formatted(names.size(), (long) names.size() * names.size(), counts.length));
    }
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] < 0) {
        throw new IllegalArgumentException(
            "A count is not negative: got %s at %s".formatted(counts[i], i));
      }
    }
    return new ConfusionMatrix(names, counts.clone());
  }

  /**
   * The number of classes.
   *
   * @return at least 1
   */
  public int size() {
    return labels.size();
  }

  /**
   * The names of the classes.
   *
   * @return an unmodifiable list, that of index 0 first
   */
  public List<String> labels() {
    return labels;
  }

  /**
   * How often one class was taken for another, or for itself.
   *
   * @param truth the true class
   * @param guess the predicted class
   * @return the count
   * @throws IndexOutOfBoundsException if there is no such class
   */
  public long count(int truth, int guess) {
    Objects.checkIndex(truth, size());
    Objects.checkIndex(guess, size());
    return counts[truth * size() + guess];
  }

  /**
   * How much was counted.
   *
   * @return the sum of all counts
   */
  public long total() {
    return total;
  }

  /**
   * How much was right.
   *
   * @return the sum of the diagonal
   */
  public long correct() {
    long correct = 0;
    for (int i = 0; i < size(); i++) {
      correct += count(i, i);
    }
    return correct;
  }

  /**
   * The share that was right.
   *
   * @return 0 to 1; empty if nothing was counted
   */
  public OptionalDouble accuracy() {
    return ClassMetrics.ratio(correct(), total);
  }

  /**
   * Precision, recall and the like of one class.
   *
   * @param index the class
   * @return its metrics
   * @throws IndexOutOfBoundsException if there is no such class
   */
  public ClassMetrics metrics(int index) {
    return new ClassMetrics(
        index, labels.get(index), support[index], predicted[index], count(index, index));
  }

  /**
   * Precision, recall and the like of all classes.
   *
   * @return an unmodifiable list, in the order of the classes
   */
  public List<ClassMetrics> metrics() {
    List<ClassMetrics> metrics = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      metrics.add(metrics(i));
    }
    return List.copyOf(metrics);
  }

  /**
   * The plain means over the classes that occur, as true or predicted ones; the others are left
   * out, as scikit-learn's {@code classification_report} does.
   *
   * @return the means; empty if nothing was counted
   */
  public Optional<AverageMetrics> macroAverage() {
    return average(metrics -> 1);
  }

  /**
   * The means over the classes, each weighted by its support.
   *
   * @return the means; empty if nothing was counted
   */
  public Optional<AverageMetrics> weightedAverage() {
    return average(ClassMetrics::support);
  }

  private Optional<AverageMetrics> average(ToLongFunction<ClassMetrics> weight) {
    List<ClassMetrics> occurring = metrics().stream().filter(ClassMetrics::occurs).toList();
    if (occurring.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new AverageMetrics(
            mean(occurring, weight, metrics -> metrics.precision().orElse(0)),
            mean(occurring, weight, metrics -> metrics.recall().orElse(0)),
            mean(occurring, weight, metrics -> metrics.f1().orElse(0))));
  }

  private static double mean(
      List<ClassMetrics> classes,
      ToLongFunction<ClassMetrics> weight,
      ToDoubleFunction<ClassMetrics> value) {
    double sum = 0;
    double weights = 0;
    for (ClassMetrics metrics : classes) {
      sum += weight.applyAsLong(metrics) * value.applyAsDouble(metrics);
      weights += weight.applyAsLong(metrics);
    }
    return sum / weights;
  }

  /**
   * The mean intersection over union of the classes that occur, as true or predicted ones; the
   * others are left out, as {@code tf.keras.metrics.MeanIoU} does.
   *
   * @return 0 to 1; empty if nothing was counted
   */
  public OptionalDouble meanIntersectionOverUnion() {
    return metrics().stream()
        .filter(ClassMetrics::occurs)
        .mapToDouble(metrics -> metrics.intersectionOverUnion().orElseThrow())
        .average();
  }

  /**
   * The most frequent mistakes.
   *
   * @param limit how many at most
   * @return the mistakes that occur, most frequent first, equally frequent ones by true and then by
   *     predicted class
   * @throws IllegalArgumentException if the limit is negative
   */
  public List<Confusion> confusions(int limit) {
    List<Confusion> confusions = new ArrayList<>();
    for (int truth = 0; truth < size(); truth++) {
      for (int guess = 0; guess < size(); guess++) {
        long count = count(truth, guess);
        if (truth != guess && count > 0) {
          confusions.add(new Confusion(truth, labels.get(truth), guess, labels.get(guess), count));
        }
      }
    }
    return confusions.stream()
        .sorted(Comparator.comparingLong(Confusion::count).reversed())
        .limit(limit)
        .toList();
  }

  /**
   * One kind of mistake.
   *
   * @param truth the true class
   * @param truthLabel its name
   * @param guess the class that it was taken for
   * @param guessLabel its name
   * @param count how often
   */
  public record Confusion(int truth, String truthLabel, int guess, String guessLabel, long count) {
    /** Returns the mistake as in {@code ring taken for circle: 3}. */
    @Override
    public String toString() {
      return "%s taken for %s: %s".formatted(truthLabel, guessLabel, count);
    }
  }

  /**
   * The counts as comma-separated values (RFC 4180, but with a plain line feed at the end of each
   * line), for spreadsheets and pandas.
   *
   * @return a line with the predicted classes, then a line for each true class, its name first
   */
  public String toCsv() {
    return ConfusionText.csv(this);
  }

  /**
   * The counts as JSON.
   *
   * @return {@code {"labels": [...], "counts": [[...], ...]}}, a row for each true class
   */
  public String toJson() {
    return EvaluationJson.write(EvaluationJson.of(this));
  }

  /** Whether the other has the same labels and counts. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ConfusionMatrix that
        && labels.equals(that.labels)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * labels.hashCode() + Arrays.hashCode(counts);
  }

  /** Returns a table, or the totals alone for more than 20 classes. */
  @Override
  public String toString() {
    return ConfusionText.table(this);
  }
}
