package io.sightline.examples.cli;

import com.google.gson.JsonObject;
import io.sightline.Prediction;
import io.sightline.Predictor;
import io.sightline.error.PredictionException;
import io.sightline.image.ImageSource;
import java.util.List;
import java.util.Optional;

/**
 * Predicts picture by picture and prints each answer; a broken picture never stops the rest.
 *
 * @param <O> the answer
 */
final class PictureRun<O> {
  /**
   * How an answer is printed.
   *
   * @param <O> the answer
   */
  interface Printer<O> {
    /** Adds the answer to a line of JSON. */
    void addTo(JsonObject line, O answer);

    /** The answer as text, one line each. */
    List<String> lines(O answer);
  }

  private final Predictor<ImageSource, O> predictor;
  private final Printer<O> printer;
  private final boolean json;

  PictureRun(Predictor<ImageSource, O> predictor, Printer<O> printer, boolean json) {
    this.predictor = predictor;
    this.printer = printer;
    this.json = json;
  }

  /** Predicts all; returns the exit status. */
  int run(List<ImageArguments.Picture> pictures) {
    boolean allWell = true;
    try (ProgressBar progress = new ProgressBar(pictures.size())) {
      for (ImageArguments.Picture picture : pictures) {
        Prediction<ImageSource, O> prediction =
            predictor.tryPredict(ImageSource.of(picture.path()));
        print(picture.name(), prediction);
        allWell &= prediction.isSuccess();
        progress.step();
      }
    }
    return allWell ? 0 : Sightline.SOME_FAILED;
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
      printer.lines(prediction.orElseThrow()).forEach(line -> System.out.println("  " + line));
    }
  }

  private JsonObject success(String name, Prediction<ImageSource, O> prediction) {
    JsonObject line = Json.success(name);
    printer.addTo(line, prediction.orElseThrow());
    line.add("millis", Json.millis(prediction.timings()));
    return line;
  }
}
