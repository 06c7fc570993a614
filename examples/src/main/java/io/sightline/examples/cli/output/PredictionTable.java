package io.sightline.examples.cli.output;

import io.sightline.Prediction;
import io.sightline.image.ImageSource;
import io.sightline.observe.Timings;
import io.sightline.postprocess.Classification;
import io.sightline.postprocess.ScoredClass;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Pictures as text, a line each: the answer and how long the stages took. */
public final class PredictionTable {
  private static final String STAGES = "  %9s  %10s  %9s  %11s%n";

  private PredictionTable() {}

  /**
   * The table of some pictures.
   *
   * @param names how each picture is called
   * @param predictions what was made of each
   * @return the lines, each with its end
   */
  public static String of(
      List<String> names, List<Prediction<ImageSource, Classification>> predictions) {
    List<String> answers = predictions.stream().map(PredictionTable::answer).toList();
    String row = "%-" + width(names, 7) + "s  %-" + width(answers, 6) + "s" + STAGES;
    StringBuilder text = new StringBuilder();
    text.append(row.formatted("picture", "answer", "decode", "preprocess", "model", "postprocess"));
    for (int i = 0; i < predictions.size(); i++) {
      Timings timings = predictions.get(i).timings();
      text.append(
          row.formatted(
              names.get(i),
              answers.get(i),
              millis(timings.millis("decode")),
              millis(timings.millis("preprocess")),
              millis(timings.millis("model")),
              millis(timings.millis("postprocess"))));
    }
    return text.toString();
  }

  private static int width(List<String> texts, int least) {
    return Math.max(least, texts.stream().mapToInt(String::length).max().orElse(least));
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, "%.2f ms", millis);
  }

  private static String answer(Prediction<ImageSource, Classification> prediction) {
    return prediction
        .failure()
        .map(failure -> "failed (" + failure.getClass().getSimpleName() + ")")
        .orElseGet(
            () ->
                prediction.orElseThrow().entries().stream()
                    .map(PredictionTable::describe)
                    .collect(Collectors.joining(", ")));
  }

  private static String describe(ScoredClass entry) {
    return String.format(Locale.ROOT, "%s %.3f", entry.label(), entry.score());
  }
}
