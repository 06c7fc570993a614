package io.sightline.benchmarks.comparison;

import io.sightline.Predictor;
import io.sightline.Sample;
import io.sightline.benchmarks.workload.BareModel;
import io.sightline.benchmarks.workload.MeasuredModel;
import io.sightline.tensor.TensorValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tensorflow.types.TFloat32;

/**
 * What {@code predict} costs beyond a bare run of TensorFlow, measured so that a noisy machine does
 * not matter much: in each turn all ways make one prediction of the same item, in an order drawn
 * anew, and are compared within the turn. Started by {@code benchmarks/run comparison}.
 *
 * <p>The ways are
 *
 * <ul>
 *   <li>{@code bare}: TensorFlow for Java alone; array to tensor, run, tensor to array
 *   <li>{@code bare, tensor ready}: the same with one tensor made before, a lower bound
 *   <li>{@code bare, again}: the first way, with a session of its own: how far its ratio is from 1
 *       is what this measurement cannot tell
 *   <li>{@code predict}: a predictor whose steps do nothing
 * </ul>
 *
 * <p>Each round opens all models anew. Printed are the median and percentiles of the times, and the
 * median and quartiles of the ratios and differences within the turns.
 */
public final class OverheadComparison {
  private static final int DEFAULT_TURNS = 5000;
  private static final int DEFAULT_ROUNDS = 3;

  /** Enough for the compiler to have seen all of it, also in the first round. */
  private static final int WARM_UP_TURNS = 1500;

  /** Scores of one model on one item may differ by how threads share the sums. */
  private static final float TOLERANCE = 1e-4f;

  private OverheadComparison() {}

  private record Way(String name, Supplier<float[]> prediction) {}

  /**
   * Measures and prints.
   *
   * @param arguments turns per round and rounds, both optional
   * @throws IOException if a model cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    int turns = argument(arguments, 0, DEFAULT_TURNS);
    int rounds = argument(arguments, 1, DEFAULT_ROUNDS);
    for (MeasuredModel model : MeasuredModel.values()) {
      for (int round = 1; round <= rounds; round++) {
        System.out.printf(
            Locale.ROOT, "%n%s, round %d of %d, %d turns%n", model, round, rounds, turns);
        compare(model, turns);
      }
    }
  }

  private static int argument(String[] arguments, int index, int defaultValue) {
    int value = index < arguments.length ? Integer.parseInt(arguments[index]) : defaultValue;
    if (value < 1) {
      throw new IllegalArgumentException("Turns and rounds must be at least 1: got " + value);
    }
    return value;
  }

  private static void compare(MeasuredModel model, int turns) throws IOException {
    float[] pixels = model.pixels();
    Sample sample = Sample.of(model.input(), TensorValue.of(pixels, model.itemShape()));
    try (Predictor<Sample, float[]> predictor = model.openPredictor();
        BareModel bare = BareModel.open(model);
        BareModel again = BareModel.open(model);
        TFloat32 tensor = bare.tensor(pixels)) {
      Way bareWay = new Way("bare", () -> bare.run(pixels));
      Way readyWay = new Way("bare, tensor ready", () -> bare.run(tensor));
      Way againWay = new Way("bare, again", () -> again.run(pixels));
      Way predictWay = new Way("predict", () -> predictor.predict(sample));
      List<Way> ways = List.of(bareWay, readyWay, againWay, predictWay);
      requireSameAnswers(ways);

      double[][] unused = measure(ways, WARM_UP_TURNS);
      double[][] micros = measure(ways, turns);

      System.out.printf(
          Locale.ROOT, "  %-30s %9s %9s %9s%n", "microseconds", "median", "5 %", "95 %");
      for (int way = 0; way < ways.size(); way++) {
        printLine(ways.get(way).name(), "%9.1f", micros[way], 0.5, 0.05, 0.95);
      }
      System.out.printf(
          Locale.ROOT, "  %-30s %9s %9s %9s%n", "within a turn", "median", "25 %", "75 %");
      printPair(predictWay, bareWay, ways, micros);
      printPair(predictWay, readyWay, ways, micros);
      printPair(againWay, bareWay, ways, micros);
    }
  }

  private static void requireSameAnswers(List<Way> ways) {
    float[] expected = ways.get(0).prediction().get();
    for (Way way : ways) {
      float[] found = way.prediction().get();
      boolean same =
          found.length == expected.length
              && IntStream.range(0, found.length)
                  .allMatch(i -> Math.abs(found[i] - expected[i]) <= TOLERANCE);
      if (!same) {
        throw new IllegalStateException(
            "'%s' answers otherwise than '%s'".formatted(way.name(), ways.get(0).name()));
      }
    }
  }

  /** Returns microseconds, {@code [way, turn]}. */
  private static double[][] measure(List<Way> ways, int turns) {
    double[][] micros = new double[ways.size()][turns];
    List<Integer> order = new ArrayList<>(IntStream.range(0, ways.size()).boxed().toList());
    Random random = new Random(turns);
    float sink = 0;
    for (int turn = 0; turn < turns; turn++) {
      Collections.shuffle(order, random);
      for (int way : order) {
        Supplier<float[]> prediction = ways.get(way).prediction();
        long start = System.nanoTime();
        float[] answer = prediction.get();
        micros[way][turn] = (System.nanoTime() - start) / 1e3;
        sink += answer[0];
      }
    }
    if (Float.isNaN(sink)) {
      throw new IllegalStateException("The model answers with NaN");
    }
    return micros;
  }

  private static void printPair(Way way, Way base, List<Way> ways, double[][] micros) {
    double[] measured = micros[ways.indexOf(way)];
    double[] bases = micros[ways.indexOf(base)];
    String name = way.name() + " %s " + base.name();
    printPerTurn(name.formatted("/"), "%9.4f", measured.length, i -> measured[i] / bases[i]);
    printPerTurn(name.formatted("-"), "%9.1f", measured.length, i -> measured[i] - bases[i]);
  }

  private static void printPerTurn(
      String name, String format, int turns, IntToDoubleFunction value) {
    double[] values = IntStream.range(0, turns).mapToDouble(value).toArray();
    printLine(name, format, values, 0.5, 0.25, 0.75);
  }

  private static void printLine(String name, String format, double[] values, double... fractions) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    StringBuilder line = new StringBuilder("  %-30s".formatted(name));
    for (double fraction : fractions) {
      int index = (int) Math.round(fraction * (sorted.length - 1));
      line.append(' ').append(String.format(Locale.ROOT, format, sorted[index]));
    }
    System.out.println(line);
  }
}
