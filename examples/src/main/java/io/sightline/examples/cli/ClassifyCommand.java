package io.sightline.examples.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.sightline.Predictor;
import io.sightline.image.ImageSource;
import io.sightline.model.ModelSession;
import io.sightline.postprocess.Classification;
import io.sightline.postprocess.ScoredClass;
import io.sightline.postprocess.TopK;
import io.sightline.postprocess.labels.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what is in pictures. */
@Command(
    name = "classify",
    description = "Says what is in pictures: the classes with the highest scores.",
    mixinStandardHelpOptions = true)
final class ClassifyCommand implements Callable<Integer>, PictureRun.Printer<Classification> {
  @Option(names = "--model", paramLabel = "MODEL", required = true, description = "The model.")
  private Path model;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "The names of the classes: a label file of any kind.")
  private @Nullable Path labels;

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "5",
      description = "How many classes; by default ${DEFAULT-VALUE}.")
  private int top;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Mixin private ModelArguments modelArguments;
  @Mixin private StepArguments steps;
  @Mixin private ImageArguments images;

  @Override
  public Integer call() throws IOException {
    List<ImageArguments.Picture> pictures = images.pictures();
    TopK topK = topK(top, labels);
    try (ModelSession session = modelArguments.open(model);
        Predictor<ImageSource, Classification> predictor =
            predictor(session, steps, modelArguments.inputName(), topK)) {
      steps.warnOfUnstatedNormalization(session.description());
      return new PictureRun<>(predictor, this, json).run(pictures);
    }
  }

  static TopK topK(int count, @Nullable Path labels) {
    TopK topK = TopK.of(count);
    return labels == null ? topK : topK.labels(Labels.read(labels));
  }

  static Predictor<ImageSource, Classification> predictor(
      ModelSession session, StepArguments steps, Optional<String> input, TopK topK) {
    return Predictor.builder()
        .model(session)
        .preprocess(steps.forModel(session.description(), input))
        .postprocess(topK)
        .build();
  }

  @Override
  public void addTo(JsonObject line, Classification answer) {
    JsonArray predictions = new JsonArray();
    for (ScoredClass entry : answer.entries()) {
      JsonObject object = new JsonObject();
      object.addProperty("index", entry.index());
      object.addProperty("label", entry.label());
      object.addProperty("score", entry.score());
      predictions.add(object);
    }
    line.add("predictions", predictions);
  }

  @Override
  public List<String> lines(Classification answer) {
    return answer.entries().stream()
        .map(
            entry ->
                String.format(
                    Locale.ROOT, "%.4f  %s (%d)", entry.score(), entry.label(), entry.index()))
        .toList();
  }
}
