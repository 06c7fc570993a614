package io.sightline.examples.cli;

import io.sightline.Prediction;
import io.sightline.Predictor;
import io.sightline.image.ImageSource;
import io.sightline.model.ModelSession;
import io.sightline.postprocess.Classification;
import io.sightline.postprocess.ScoredClass;
import io.sightline.postprocess.labels.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what the library does. */
@Command(
    name = "demo",
    description =
        "Classifies pictures, prints a table and writes a contact sheet. Without arguments: the"
            + " bundled pictures with the bundled model.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final String STAGES = "  %9s  %10s  %9s  %11s%n";

  @Spec private CommandSpec command;

  @Option(names = "--model", paramLabel = "MODEL", description = "By default the bundled model.")
  private @Nullable Path model;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "The names of the classes: a label file of any kind.")
  private @Nullable Path labels;

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "3",
      description = "How many classes; by default ${DEFAULT-VALUE}.")
  private int top;

  @Option(
      names = "--out",
      paramLabel = "FILE.png",
      defaultValue = "sightline-demo.png",
      description = "The contact sheet; by default ${DEFAULT-VALUE}.")
  private Path out;

  @Mixin private ModelArguments modelArguments;
  @Mixin private StepArguments steps;
  @Mixin private ImageArguments images;

  @Override
  public Integer call() throws IOException {
    Path opened = model == null ? BundledModel.directory() : model;
    Path names = model == null && labels == null ? BundledModel.labels() : labels;
    List<ImageArguments.Picture> pictures = pictures();
    List<Prediction<ImageSource, Classification>> predictions = new ArrayList<>();
    try (ModelSession session = modelArguments.open(opened);
        Predictor<ImageSource, Classification> predictor = predictor(session, names);
        ProgressBar progress = new ProgressBar(pictures.size())) {
      for (ImageArguments.Picture picture : pictures) {
        predictions.add(predictor.tryPredict(ImageSource.of(picture.path())));
        progress.step();
      }
    }
    printTable(pictures, predictions);
    predictions.stream()
        .flatMap(prediction -> prediction.failure().stream())
        .forEach(failure -> System.err.println("sightline: " + failure.getMessage()));
    ContactSheet.write(out, predictions);
    System.err.println("Wrote the contact sheet " + out);
    return predictions.stream().allMatch(Prediction::isSuccess) ? 0 : Sightline.SOME_FAILED;
  }

  private Predictor<ImageSource, Classification> predictor(
      ModelSession session, @Nullable Path names) {
    var topK = ClassifyCommand.topK(top, Optional.ofNullable(names).map(Labels::read));
    if (model != null) {
      steps.warnOfUnstatedNormalization(session.description());
      return PicturesCommand.predictor(session, steps, modelArguments.inputName(), topK);
    }
    if (steps.areStated()) {
      throw new ParameterException(
          command.commandLine(), "The bundled model has steps of its own: leave the steps away");
    }
    return Predictor.builder()
        .model(session)
        .preprocess(BundledModel.preprocessor())
        .postprocess(topK)
        .build();
  }

  private List<ImageArguments.Picture> pictures() throws IOException {
    if (images.areGiven()) {
      return images.pictures();
    }
    try (Stream<Path> files = Files.list(BundledModel.pictures())) {
      return files
          .sorted()
          .map(
              file ->
                  new ImageArguments.Picture(
                      file.getFileName().toString(), file, file.getFileName()))
          .toList();
    }
  }

  private static void printTable(
      List<ImageArguments.Picture> pictures,
      List<Prediction<ImageSource, Classification>> predictions) {
    int nameWidth = Math.max(7, pictures.stream().mapToInt(p -> p.name().length()).max().orElse(7));
    int classWidth =
        Math.max(6, predictions.stream().mapToInt(p -> classes(p).length()).max().orElse(6));
    String row = "%-" + nameWidth + "s  %-" + classWidth + "s";
    System.out.printf(
        row + STAGES, "picture", "answer", "decode", "preprocess", "model", "postprocess");
    for (int i = 0; i < predictions.size(); i++) {
      var timings = predictions.get(i).timings();
      System.out.printf(
          Locale.ROOT,
          row + STAGES,
          pictures.get(i).name(),
          classes(predictions.get(i)),
          millis(timings.millis("decode")),
          millis(timings.millis("preprocess")),
          millis(timings.millis("model")),
          millis(timings.millis("postprocess")));
    }
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, "%.2f ms", millis);
  }

  private static String classes(Prediction<ImageSource, Classification> prediction) {
    return prediction
        .failure()
        .map(failure -> "failed (" + failure.getClass().getSimpleName() + ")")
        .orElseGet(
            () ->
                prediction.orElseThrow().entries().stream()
                    .map(DemoCommand::describe)
                    .collect(Collectors.joining(", ")));
  }

  private static String describe(ScoredClass entry) {
    return String.format(Locale.ROOT, "%s %.3f", entry.label(), entry.score());
  }
}
