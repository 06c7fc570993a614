package io.sightline.benchmarks.comparison;

import io.sightline.benchmarks.jmh.SuppressionBenchmark;
import io.sightline.benchmarks.workload.MeasuredBoxes;
import java.util.Locale;

/**
 * The two ways of {@link SuppressionBenchmark} by turns, so that a noisy machine does not matter
 * much: in each turn both suppress the same boxes, and their times are compared within the turn.
 * Started by {@code benchmarks/run suppression [turns]}. Printed are medians.
 */
public final class SuppressionComparison {
  private static final int DEFAULT_TURNS = 15;
  private static final int WARM_UP_TURNS = 5;

  /** So many of ours in a turn, of which the mean counts: one is too short to be alone. */
  private static final int REPETITIONS = 10;

  private SuppressionComparison() {}

  /**
   * Measures and prints.
   *
   * @param arguments the turns, optional
   */
  public static void main(String[] arguments) {
    int turns = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_TURNS;
    for (MeasuredBoxes data : MeasuredBoxes.values()) {
      SuppressionBenchmark ways = new SuppressionBenchmark();
      ways.data = data;
      ways.makeBoxes();
      double[][] unused = measure(ways, WARM_UP_TURNS);
      double[][] millis = measure(ways, turns);
      System.out.printf(
          Locale.ROOT,
          "%s: %d kept; Sightline %.2f ms, TensorFlow %.2f ms, ratio within a turn 1 : %.1f%n",
          data,
          ways.sightline().size(),
          Medians.of(millis[0]),
          Medians.of(millis[1]),
          Medians.of(millis[2]));
      ways.close();
    }
  }

  /** Milliseconds of both ways and their ratio, {@code [way, turn]}. */
  private static double[][] measure(SuppressionBenchmark ways, int turns) {
    double[][] millis = new double[3][turns];
    long sink = 0;
    for (int turn = 0; turn < turns; turn++) {
      long start = System.nanoTime();
      for (int i = 0; i < REPETITIONS; i++) {
        sink += ways.sightline().size();
      }
      long between = System.nanoTime();
      sink += ways.tensorFlow().length;
      millis[0][turn] = (between - start) / 1e6 / REPETITIONS;
      millis[1][turn] = (System.nanoTime() - between) / 1e6;
      millis[2][turn] = millis[1][turn] / millis[0][turn];
    }
    if (sink == 0) {
      throw new IllegalStateException("Nothing was kept");
    }
    return millis;
  }
}
