package io.sightline.examples.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.sightline.Predictor;
import io.sightline.detection.Detection;
import io.sightline.detection.Detections;
import io.sightline.detection.ObjectDetection;
import io.sightline.detection.box.PixelBox;
import io.sightline.detection.contract.DetectionContract;
import io.sightline.detection.family.DetectionContracts;
import io.sightline.image.ImageSource;
import io.sightline.model.ModelSession;
import io.sightline.postprocess.labels.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says where things are in pictures. */
@Command(
    name = "detect",
    description = "Says where things are in pictures: boxes in pixels, classes and scores.",
    mixinStandardHelpOptions = true)
final class DetectCommand implements Callable<Integer>, PictureRun.Printer<Detections> {
  @Spec private CommandSpec command;

  @Option(names = "--model", paramLabel = "MODEL", required = true, description = "The model.")
  private Path model;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "The names of the classes: a label map, a list, or another kind of label file.")
  private @Nullable Path labels;

  @Option(
      names = "--min-score",
      paramLabel = "S",
      defaultValue = "0.5",
      description = "The score that a box must exceed; by default ${DEFAULT-VALUE}.")
  private float minScore;

  @Option(
      names = "--contract",
      paramLabel = "NAME",
      description = "What the outputs mean, for a model that does not tell: see inspect.")
  private @Nullable String contract;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Mixin private ModelArguments modelArguments;
  @Mixin private StepArguments steps;
  @Mixin private ImageArguments images;

  @Override
  public Integer call() throws IOException {
    List<ImageArguments.Picture> pictures = images.pictures();
    ObjectDetection detection = detection();
    try (ModelSession session = modelArguments.open(model);
        Predictor<ImageSource, Detections> predictor =
            Predictor.builder()
                .model(session)
                .preprocess(steps.forModel(session.description(), modelArguments.inputName()))
                .postprocess(detection)
                .build()) {
      steps.warnOfUnstatedNormalization(session.description());
      return new PictureRun<>(predictor, this, json).run(pictures);
    }
  }

  private ObjectDetection detection() {
    ObjectDetection detection =
        contract == null ? ObjectDetection.fromModel() : ObjectDetection.of(named(contract));
    detection = detection.minScore(minScore);
    return labels == null ? detection : detection.labels(Labels.read(labels));
  }

  private DetectionContract named(String name) {
    return DetectionContracts.named(name)
        .orElseThrow(
            () ->
                new ParameterException(
                    command.commandLine(),
                    "No contract is called %s: expected one of %s"
                        .formatted(name, String.join(", ", DetectionContracts.names()))));
  }

  @Override
  public void addTo(JsonObject line, Detections found) {
    JsonArray predictions = new JsonArray();
    for (Detection detection : found) {
      PixelBox pixels = detection.box();
      JsonObject box = new JsonObject();
      box.addProperty("x_min", pixels.xMin());
      box.addProperty("y_min", pixels.yMin());
      box.addProperty("x_max", pixels.xMax());
      box.addProperty("y_max", pixels.yMax());
      JsonObject object = new JsonObject();
      object.addProperty("class_id", detection.classId());
      object.addProperty("label", detection.label());
      object.addProperty("score", detection.score());
      object.add("box", box);
      predictions.add(object);
    }
    line.add("predictions", predictions);
  }

  @Override
  public List<String> lines(Detections found) {
    return found.stream().map(DetectCommand::text).toList();
  }

  private static String text(Detection detection) {
    PixelBox box = detection.box();
    return String.format(
        Locale.ROOT,
        "%.4f  %s (%d)  %.1f %.1f %.1f %.1f",
        detection.score(),
        detection.label(),
        detection.classId(),
        box.xMin(),
        box.yMin(),
        box.xMax(),
        box.yMax());
  }
}
