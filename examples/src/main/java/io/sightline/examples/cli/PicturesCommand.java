package io.sightline.examples.cli;

import com.google.gson.JsonObject;
import io.sightline.Postprocessor;
import io.sightline.Prediction;
import io.sightline.Predictor;
import io.sightline.error.PredictionException;
import io.sightline.examples.cli.arguments.ImageArguments;
import io.sightline.examples.cli.arguments.LabelArguments;
import io.sightline.examples.cli.arguments.ModelArguments;
import io.sightline.examples.cli.arguments.StepArguments;
import io.sightline.examples.cli.output.Json;
import io.sightline.examples.cli.output.ProgressBar;
import io.sightline.image.ImageSource;
import io.sightline.model.ModelSession;
import io.sightline.postprocess.labels.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A command that runs a model over pictures and prints what it makes of each; a broken picture
 * never stops the rest.
 *
 * @param <O> the answer to one picture
 */
abstract class PicturesCommand<O> implements Callable<Integer> {
  @Option(names = "--model", paramLabel = "MODEL", required = true, description = "The model.")
  private Path model;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Mixin private LabelArguments labels;
  @Mixin private ModelArguments modelArguments;
  @Mixin private StepArguments steps;
  @Mixin private ImageArguments images;

  /** The last step. */
  abstract Postprocessor<O> postprocessor();

  /** Prints an answer for people. */
  abstract void print(O answer);

  /** Adds an answer to the JSON object of its picture. */
  abstract void add(O answer, JsonObject line);

  /** Does what else is asked for with an answer, such as writing a file. */
  void handle(ImageArguments.Picture picture, O answer) throws IOException {}

  @Override
  public Integer call() throws IOException {
    List<ImageArguments.Picture> pictures = images.pictures();
    Postprocessor<O> postprocessor = postprocessor();
    boolean allWell = true;
    try (ModelSession session = modelArguments.open(model);
        Predictor<ImageSource, O> predictor =
            predictor(session, steps, modelArguments.inputName(), postprocessor);
        ProgressBar progress = new ProgressBar(pictures.size());
        Stream<Prediction<ImageSource, O>> predictions =
            predictor.predictAll(
                pictures.stream().map(picture -> ImageSource.of(picture.path())))) {
      steps.warnOfUnstatedNormalization(session.description());
      Iterator<Prediction<ImageSource, O>> inOrder = predictions.iterator();
      for (ImageArguments.Picture picture : pictures) {
        Prediction<ImageSource, O> prediction = inOrder.next();
        if (prediction.isSuccess()) {
          handle(picture, prediction.orElseThrow());
        }
        print(picture.name(), prediction);
        allWell &= prediction.isSuccess();
        progress.step();
      }
    }
    return allWell ? 0 : Sightline.SOME_FAILED;
  }

  static <O> Predictor<ImageSource, O> predictor(
      ModelSession session,
      StepArguments steps,
      Optional<String> input,
      Postprocessor<O> postprocessor) {
    return Predictor.builder()
        .model(session)
        .preprocess(steps.forModel(session.description(), input))
        .postprocess(postprocessor)
        .build();
  }

  private void print(String name, Prediction<ImageSource, O> prediction) {
    Optional<PredictionException> failure = prediction.failure();
    if (json) {
      System.out.println(
          Json.line(
              failure.map(e -> Json.failure(name, e)).orElseGet(() -> success(name, prediction))));
    } else if (failure.isPresent()) {
      System.err.println("sightline: " + failure.get().getMessage());
    } else {
      System.out.println(name);
      print(prediction.orElseThrow());
    }
  }

  private JsonObject success(String name, Prediction<ImageSource, O> prediction) {
    JsonObject line = Json.success(name);
    add(prediction.orElseThrow(), line);
    line.add("millis", Json.millis(prediction.timings()));
    return line;
  }

  /** The names of the classes, if a file with them was named. */
  Optional<Labels> labels() {
    return labels.read();
  }
}
