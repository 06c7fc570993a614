package io.sightline.benchmarks.comparison;

import io.sightline.Predictor;
import io.sightline.PreprocessContext;
import io.sightline.Sample;
import io.sightline.batch.Batching;
import io.sightline.benchmarks.workload.MeasuredModel;
import io.sightline.model.ModelDescription;
import io.sightline.model.ModelOptions;
import io.sightline.model.ModelSession;
import io.sightline.model.Models;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Many callers that each wait for an answer before they ask again: {@code predictAsync}, which
 * gathers them into batches, against {@code predict} in their own threads. The samples are ready
 * tensors, so that the model is nearly all of the work. The two take turns, and each round has a
 * ratio.
 */
public final class CallersComparison {
  private static final int CALLERS = 64;
  private static final int BATCH = 16;

  private final Predictor<Sample, TensorValue> predictor;
  private final List<Sample> samples;
  private final long nanos;

  private CallersComparison(
      Predictor<Sample, TensorValue> predictor, List<Sample> samples, double seconds) {
    this.predictor = predictor;
    this.samples = samples;
    this.nanos = (long) (seconds * 1e9);
  }

  /**
   * Prints a line a round, and the medians.
   *
   * @param arguments seconds that each of the two runs in a round, by default 5; rounds, by default
   *     7; the model, by default MobileNetV1 0.25
   */
  public static void main(String[] arguments) {
    double seconds = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 5;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
    Path path = arguments.length > 2 ? Path.of(arguments[2]) : MeasuredModel.MOBILENET.path();
    try (ModelSession session = Models.open(path, ModelOptions.standard());
        Predictor<Sample, TensorValue> predictor =
            Predictor.builder()
                .model(session)
                .batching(Batching.upTo(BATCH))
                .preprocess((Sample sample, PreprocessContext context) -> sample)
                .postprocess((outputs, context) -> outputs.values().values().iterator().next())
                .build()) {
      System.out.printf(
          Locale.ROOT,
          "%s, %d callers, batches of at most %d%n",
          path.getFileName(),
          CALLERS,
          BATCH);
      new CallersComparison(predictor, samples(session.description()), seconds).run(rounds);
    }
  }

  private static List<Sample> samples(ModelDescription model) {
    TensorSpec input = model.inputs().get(0);
    if (input.elementType() != ElementType.FLOAT32) {
      throw new IllegalArgumentException(
          "Samples are made for models with an input of float32: found " + model);
    }
    Random random = new Random(20240607);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      samples.add(
          Sample.of(
              input.name(),
              TensorValue.writeFloats(
                  input.shape().dropFirst(),
                  pixels -> {
                    for (int j = 0; j < pixels.length; j++) {
                      pixels[j] = 2 * random.nextFloat() - 1;
                    }
                  })));
    }
    return samples;
  }

  private record Measured(double perSecond, double meanMillis, double p99Millis) {}

  private void run(int rounds) {
    System.out.printf(
        Locale.ROOT, "warm-up: %.0f/s, %.0f/s%n", alone().perSecond, together().perSecond);
    double[] ratios = new double[rounds];
    double[] tails = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      boolean aloneFirst = round % 2 == 0;
      Measured first = aloneFirst ? alone() : together();
      Measured second = aloneFirst ? together() : alone();
      Measured alone = aloneFirst ? first : second;
      Measured together = aloneFirst ? second : first;
      ratios[round] = together.perSecond / alone.perSecond;
      tails[round] = together.p99Millis / together.meanMillis;
      System.out.printf(
          Locale.ROOT,
          "predict %.0f/s, mean %.1f ms, p99 %.1f ms; predictAsync %.0f/s, mean %.1f ms, p99 %.1f ms;"
              + " ratio %.2f, p99/mean %.2f%n",
          alone.perSecond,
          alone.meanMillis,
          alone.p99Millis,
          together.perSecond,
          together.meanMillis,
          together.p99Millis,
          ratios[round],
          tails[round]);
    }
    System.out.printf(
        Locale.ROOT,
        "medians: throughput ratio %.2f, p99/mean of predictAsync %.2f%n",
        Medians.of(ratios),
        Medians.of(tails));
  }

  private Measured alone() {
    return measure(predictor::predict);
  }

  private Measured together() {
    return measure(sample -> predictor.predictAsync(sample).join());
  }

  private Measured measure(Function<Sample, TensorValue> call) {
    List<Double> millis = new ArrayList<>();
    AtomicLong calls = new AtomicLong();
    long start = System.nanoTime();
    List<Thread> callers = new ArrayList<>();
    for (Sample sample : samples) {
      Thread caller =
          new Thread(
              () -> {
                List<Double> own = new ArrayList<>();
                while (System.nanoTime() - start < nanos) {
                  long before = System.nanoTime();
                  int size = call.apply(sample).size();
                  if (size == 0) {
                    throw new IllegalStateException("The model gave nothing");
                  }
                  own.add((System.nanoTime() - before) / 1e6);
                }
                calls.addAndGet(own.size());
                synchronized (millis) {
                  millis.addAll(own);
                }
              });
      caller.start();
      callers.add(caller);
    }
    callers.forEach(Threads::join);
    double seconds = (System.nanoTime() - start) / 1e9;
    double[] all = millis.stream().mapToDouble(Double::doubleValue).toArray();
    return new Measured(
        calls.get() / seconds, Arrays.stream(all).average().orElse(0), Medians.quantile(all, 0.99));
  }
}
