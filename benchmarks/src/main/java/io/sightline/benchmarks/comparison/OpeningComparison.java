package io.sightline.benchmarks.comparison;

import io.sightline.model.Feed;
import io.sightline.model.ModelDescription;
import io.sightline.model.ModelOptions;
import io.sightline.model.ModelSession;
import io.sightline.model.Models;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * What it takes until models are ready: each is opened in a process of its own, in an order drawn
 * anew for each turn, and run once on zeros. Meant for one model in several formats. Memory is the
 * most that the process ever had resident; it is told on Linux alone.
 */
public final class OpeningComparison {
  private static final String CHILD = "--in-this-process";

  /** What one opening took. */
  private record Opening(double openMillis, double readyMillis, double megabytes) {}

  /** A model and what its openings took. */
  private record Candidate(String model, List<Opening> openings) {
    Opening median() {
      return new Opening(
          Medians.of(openings.stream().mapToDouble(Opening::openMillis).toArray()),
          Medians.of(openings.stream().mapToDouble(Opening::readyMillis).toArray()),
          Medians.of(openings.stream().mapToDouble(Opening::megabytes).toArray()));
    }
  }

  private OpeningComparison() {}

  /**
   * Prints medians for each model, and ratios to the last.
   *
   * @param arguments the models, and behind them the number of turns, by default 7
   * @throws IOException if a process cannot be started
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> models = new ArrayList<>(List.of(arguments));
    if (models.size() == 2 && models.get(0).equals(CHILD)) {
      open(Path.of(models.get(1)));
      return;
    }
    int last = models.size() - 1;
    boolean saysTurns = last >= 0 && models.get(last).matches("[1-9][0-9]{0,3}");
    int turns = saysTurns ? Integer.parseInt(models.remove(last)) : 7;
    if (models.isEmpty()) {
      throw new IllegalArgumentException(
          "opening needs models: expected MODEL... [TURNS], found none");
    }
    compare(models, turns);
  }

  private static void compare(List<String> models, int turns)
      throws IOException, InterruptedException {
    List<Candidate> candidates =
        models.stream().map(model -> new Candidate(model, new ArrayList<>())).toList();
    List<Candidate> order = new ArrayList<>(candidates);
    Random random = new Random(1);
    for (int turn = -1; turn < turns; turn++) {
      Collections.shuffle(order, random);
      for (Candidate candidate : order) {
        Opening opening = openInNewProcess(candidate.model());
        boolean isWarmUp = turn < 0;
        if (!isWarmUp) {
          candidate.openings().add(opening);
        }
      }
    }
    Opening base = candidates.get(candidates.size() - 1).median();
    candidates.forEach(candidate -> print(candidate.model(), candidate.median(), base));
  }

  private static void print(String model, Opening opening, Opening base) {
    System.out.printf(
        Locale.ROOT,
        "%s: open %.0f ms, ready %.0f ms (%.2f), peak %.0f MB (%.2f)%n",
        model,
        opening.openMillis(),
        opening.readyMillis(),
        opening.readyMillis() / base.readyMillis(),
        opening.megabytes(),
        opening.megabytes() / base.megabytes());
  }

  private static Opening openInNewProcess(String model) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    String options = System.getenv("SIGHTLINE_JAVA_OPTS");
    if (options != null && !options.isBlank()) {
      command.addAll(List.of(options.strip().split("\\s+")));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(OpeningComparison.class.getName(), CHILD, model));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(model + " was not opened; the reason stands above");
    }
    double[] numbers =
        Arrays.stream(said.strip().split(" ")).mapToDouble(Double::parseDouble).toArray();
    return new Opening(numbers[0], numbers[1], numbers[2]);
  }

  private static void open(Path path) throws IOException {
    long start = System.nanoTime();
    try (ModelSession session = Models.open(path, ModelOptions.standard())) {
      long opened = System.nanoTime();
      Map<String, TensorValue> outputs = session.run(zeros(session.description()));
      long ready = System.nanoTime();
      if (outputs.isEmpty()) {
        throw new IllegalStateException(path + " gave nothing");
      }
      System.out.println(
          (opened - start) / 1e6 + " " + (ready - start) / 1e6 + " " + peakMegabytes());
    }
  }

  private static Map<String, Feed> zeros(ModelDescription model) {
    Map<String, Feed> feeds = new LinkedHashMap<>();
    for (TensorSpec input : model.inputs()) {
      long[] lengths = input.shape().toArray();
      for (int i = 0; i < lengths.length; i++) {
        lengths[i] = Math.max(1, lengths[i]);
      }
      feeds.put(input.name(), Feed.of(TensorValue.zeros(input.elementType(), Shape.of(lengths))));
    }
    return feeds;
  }

  private static double peakMegabytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return Double.NaN;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(Double.NaN);
  }
}
