package io.sightline.examples.cli;

import io.sightline.Prediction;
import io.sightline.Predictor;
import io.sightline.examples.cli.arguments.ImageArguments;
import io.sightline.examples.cli.arguments.ModelArguments;
import io.sightline.examples.cli.arguments.StepArguments;
import io.sightline.examples.cli.model.BundledModel;
import io.sightline.examples.cli.output.ContactSheet;
import io.sightline.examples.cli.output.PredictionTable;
import io.sightline.examples.cli.output.ProgressBar;
import io.sightline.image.ImageSource;
import io.sightline.model.ModelSession;
import io.sightline.postprocess.Classification;
import io.sightline.postprocess.labels.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
    Path labelFile = model == null && labels == null ? BundledModel.labels() : labels;
    List<ImageArguments.Picture> pictures = pictures();
    List<Prediction<ImageSource, Classification>> predictions = new ArrayList<>();
    try (ModelSession session = modelArguments.open(opened);
        Predictor<ImageSource, Classification> predictor = predictor(session, labelFile);
        ProgressBar progress = new ProgressBar(pictures.size())) {
      for (ImageArguments.Picture picture : pictures) {
        predictions.add(predictor.tryPredict(ImageSource.of(picture.path())));
        progress.step();
      }
    }
    List<String> names = pictures.stream().map(ImageArguments.Picture::name).toList();
    System.out.print(PredictionTable.of(names, predictions));
    predictions.stream()
        .flatMap(prediction -> prediction.failure().stream())
        .forEach(failure -> System.err.println("sightline: " + failure.getMessage()));
    ContactSheet.write(out, predictions);
    System.err.println("Wrote the contact sheet " + out);
    return predictions.stream().allMatch(Prediction::isSuccess) ? 0 : Sightline.SOME_FAILED;
  }

  private Predictor<ImageSource, Classification> predictor(
      ModelSession session, @Nullable Path labelFile) {
    var topK = ClassifyCommand.topK(top, Optional.ofNullable(labelFile).map(Labels::read));
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
}
