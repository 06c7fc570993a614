package io.sightline.benchmarks.comparison;

import com.sun.management.OperatingSystemMXBean;
import io.sightline.Prediction;
import io.sightline.Predictor;
import io.sightline.PreprocessContext;
import io.sightline.Sample;
import io.sightline.benchmarks.workload.MeasuredModel;
import io.sightline.image.DecodeOptions;
import io.sightline.image.ImageDecoder;
import io.sightline.image.ImageSource;
import io.sightline.model.Feed;
import io.sightline.model.ModelOptions;
import io.sightline.model.ModelSession;
import io.sightline.model.Models;
import io.sightline.preprocess.ImagePreprocessor;
import io.sightline.tensor.TensorValue;
import io.sightline.tensorflow.TensorFlowImageDecoder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code predictAll} over JPEG files of 1280x720, against its parts alone: decoding, pre-processing
 * and the model in batches, one after the other in one thread. Says how busy the processors were,
 * and the wall time beside the parts' CPU time spread over all processors, which nothing can beat.
 */
public final class FolderComparison {
  private static final int[] BATCHES = {1, 4, 8, 16, 32};

  private final int processors = Runtime.getRuntime().availableProcessors();
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final ImageDecoder decoder = new TensorFlowImageDecoder();
  private final List<Path> files;
  private final ModelSession session;
  private final Predictor<ImageSource, float[]> predictor;
  private volatile @Nullable Object result;

  private FolderComparison(List<Path> files, ModelSession session) {
    this.files = files;
    this.session = session;
    this.predictor =
        Predictor.builder()
            .model(session)
            .preprocess(MobileNetSteps.with(decoder))
            .postprocess((outputs, context) -> outputs.floats(MeasuredModel.MOBILENET.output()))
            .build();
  }

  /**
   * Prints a line a round, and the medians.
   *
   * @param arguments pictures, by default 1000; rounds, by default 5
   * @throws IOException if the pictures cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    int pictures = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    Path folder = Files.createTempDirectory("benchmark");
    List<Path> files = new ArrayList<>();
    try (ModelSession session =
        Models.open(MeasuredModel.MOBILENET.path(), ModelOptions.standard())) {
      for (int i = 0; i < pictures; i++) {
        Path file = folder.resolve(i + ".jpg");
        JpegPicture.write(file, 1280, 720, i);
        files.add(file);
      }
      FolderComparison comparison = new FolderComparison(files, session);
      comparison.run(rounds);
      comparison.predictor.close();
    } finally {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.delete(folder);
    }
  }

  private record Cost(double wallSeconds, double cpuSeconds) {}

  private Cost cost(Runnable work) {
    long cpu = system.getProcessCpuTime();
    long wall = System.nanoTime();
    work.run();
    return new Cost((System.nanoTime() - wall) / 1e9, (system.getProcessCpuTime() - cpu) / 1e9);
  }

  private void run(int rounds) {
    List<Sample> samples = samples();
    int batch = bestBatch(samples);
    predictAll();
    double[] ratios = new double[rounds];
    double[] busy = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      Cost all = cost(this::predictAll);
      Cost decoded = cost(this::decode);
      Cost prepared = cost(() -> decodeAndPreprocess(files));
      Cost beside = cost(this::decodeAndPreprocessBesideEachOther);
      Cost model = cost(() -> runModel(samples, batch));
      double parts = prepared.cpuSeconds + model.cpuSeconds;
      ratios[round] = all.wallSeconds / (parts / processors);
      busy[round] = all.cpuSeconds / all.wallSeconds / processors;
      System.out.printf(
          Locale.ROOT,
          "predictAll %.2f s, CPU %.2f s, busy %.0f %%; CPU alone: decode %.2f s, with pre-processing"
              + " %.2f s (by one thread a processor %.2f s), model in batches of %d %.2f s;"
              + " wall / (CPU of the parts / %d) %.3f%n",
          all.wallSeconds,
          all.cpuSeconds,
          100 * busy[round],
          decoded.cpuSeconds,
          prepared.cpuSeconds,
          beside.cpuSeconds,
          batch,
          model.cpuSeconds,
          processors,
          ratios[round]);
    }
    System.out.printf(
        Locale.ROOT,
        "medians: busy %.0f %%, ratio %.3f%n",
        100 * Medians.of(busy),
        Medians.of(ratios));
  }

  private void predictAll() {
    try (Stream<Prediction<ImageSource, float[]>> results =
        predictor.predictAll(files.stream().map(ImageSource::of))) {
      results.forEach(made -> result = made.orElseThrow());
    }
  }

  private void decode() {
    for (Path file : files) {
      ImageSource source = ImageSource.of(file);
      result = decoder.decode(source.content(), source.toString(), DecodeOptions.standard());
    }
  }

  /** Shows what processors that share a core or its caches cost each other. */
  private void decodeAndPreprocessBesideEachOther() {
    List<Thread> threads = new ArrayList<>();
    int share = (files.size() + processors - 1) / processors;
    for (int from = 0; from < files.size(); from += share) {
      List<Path> own = files.subList(from, Math.min(files.size(), from + share));
      Thread thread = new Thread(() -> decodeAndPreprocess(own));
      thread.start();
      threads.add(thread);
    }
    threads.forEach(Threads::join);
  }

  private void decodeAndPreprocess(List<Path> some) {
    ImagePreprocessor preprocessor = MobileNetSteps.with(decoder);
    for (Path file : some) {
      result = preprocessor.apply(ImageSource.of(file), PreprocessContext.standalone());
    }
  }

  private List<Sample> samples() {
    ImagePreprocessor preprocessor = MobileNetSteps.with(decoder);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      samples.add(
          preprocessor.apply(
              ImageSource.of(files.get(i % Math.min(64, files.size()))),
              PreprocessContext.standalone()));
    }
    return samples;
  }

  private int bestBatch(List<Sample> samples) {
    int best = 1;
    double least = Double.MAX_VALUE;
    runModel(samples, 1);
    for (int batch : BATCHES) {
      double seconds = cost(() -> runModel(samples, batch)).cpuSeconds;
      if (seconds < least) {
        least = seconds;
        best = batch;
      }
    }
    return best;
  }

  private void runModel(List<Sample> samples, int batch) {
    String input = session.description().inputs().get(0).name();
    for (int from = 0; from < samples.size(); from += batch) {
      List<TensorValue> items =
          samples.subList(from, Math.min(samples.size(), from + batch)).stream()
              .map(sample -> sample.values().values().iterator().next())
              .toList();
      result = session.run(Map.of(input, Feed.stack(items)));
    }
  }
}
