package io.sightline.examples.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.sightline.Prediction;
import io.sightline.Predictor;
import io.sightline.error.PredictionException;
import io.sightline.image.ImageSource;
import io.sightline.model.ModelSession;
import io.sightline.postprocess.Classification;
import io.sightline.postprocess.labels.Labels;
import io.sightline.postprocess.ScoredClass;
import io.sightline.postprocess.TopK;
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
final class ClassifyCommand implements Callable<Integer> {
  @Option(names = "--model", paramLabel = "MODEL", required = true, description = "The model.")
  private Path model;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "The names of the classes, one a line.")
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
    boolean allWell = true;
    try (ModelSession session = modelArguments.open(model);
        Predictor<ImageSource, Classification> predictor =
            predictor(session, steps, modelArguments.inputName(), topK);
        ProgressBar progress = new ProgressBar(pictures.size())) {
      steps.warnOfUnstatedNormalization(session.description());
      for (ImageArguments.Picture picture : pictures) {
        var prediction = predictor.tryPredict(ImageSource.of(picture.path()));
        print(picture.name(), prediction);
        allWell &= prediction.isSuccess();
        progress.step();
      }
    }
    return allWell ? 0 : Sightline.SOME_FAILED;
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

  private void print(String name, Prediction<ImageSource, Classification> prediction) {
    Optional<PredictionException> failure = prediction.failure();
    if (json) {
      System.out.println(
          Json.line(
              failure.map(e -> Json.failure(name, e)).orElseGet(() -> success(name, prediction))));
    } else if (failure.isPresent()) {
      System.err.println("sightline: " + failure.get().getMessage());
    } else {
      System.out.println(name);
      for (ScoredClass entry : prediction.orElseThrow().entries()) {
        System.out.printf(
            Locale.ROOT, "  %.4f  %s (%d)%n", entry.score(), entry.label(), entry.index());
      }
    }
  }

  private static JsonObject success(
      String name, Prediction<ImageSource, Classification> prediction) {
    JsonArray predictions = new JsonArray();
    for (ScoredClass entry : prediction.orElseThrow().entries()) {
      JsonObject object = new JsonObject();
      object.addProperty("index", entry.index());
      object.addProperty("label", entry.label());
      object.addProperty("score", entry.score());
      predictions.add(object);
    }
    JsonObject line = Json.success(name);
    line.add("predictions", predictions);
    line.add("millis", Json.millis(prediction.timings()));
    return line;
  }
}
