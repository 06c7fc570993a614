package io.sightline.examples.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sightline.Postprocessor;
import io.sightline.postprocess.Classification;
import io.sightline.postprocess.ScoredClass;
import io.sightline.postprocess.TopK;
import io.sightline.postprocess.labels.Labels;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what is in pictures. */
@Command(
    name = "classify",
    description = "Says what is in pictures: the classes with the highest scores.",
    mixinStandardHelpOptions = true)
final class ClassifyCommand extends PicturesCommand<Classification> {
  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "5",
      description = "How many classes; by default ${DEFAULT-VALUE}.")
  private int top;

  @Override
  Postprocessor<Classification> postprocessor() {
    return topK(top, labels());
  }

  static TopK topK(int count, Optional<Labels> labels) {
    TopK topK = TopK.of(count);
    return labels.map(topK::labels).orElse(topK);
  }

  @Override
  void print(Classification answer) {
    for (ScoredClass entry : answer.entries()) {
      System.out.printf(
          Locale.ROOT, "  %.4f  %s (%d)%n", entry.score(), entry.label(), entry.index());
    }
  }

  @Override
  void add(Classification answer, JsonObject line) {
    line.add("predictions", JsonParser.parseString(answer.toJson()));
  }
}
