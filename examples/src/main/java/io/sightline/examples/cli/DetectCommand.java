package io.sightline.examples.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sightline.Postprocessor;
import io.sightline.detection.Detection;
import io.sightline.detection.Detections;
import io.sightline.detection.ObjectDetection;
import io.sightline.detection.box.PixelBox;
import io.sightline.detection.contract.DetectionContract;
import io.sightline.detection.family.DetectionContracts;
import io.sightline.detection.format.JsonFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says where things are in pictures. */
@Command(
    name = "detect",
    description = "Says where things are in pictures: boxes in pixels, classes and scores.",
    mixinStandardHelpOptions = true)
final class DetectCommand extends PicturesCommand<Detections> {
  @Spec private CommandSpec command;

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

  @Override
  Postprocessor<Detections> postprocessor() {
    ObjectDetection stated =
        contract == null ? ObjectDetection.fromModel() : ObjectDetection.of(named(contract));
    ObjectDetection detection = stated.minScore(minScore);
    return labels().map(detection::labels).orElse(detection);
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
  void add(Detections found, JsonObject line) {
    line.add("predictions", JsonParser.parseString(JsonFormat.write(found)));
  }

  @Override
  void print(Detections found) {
    for (Detection detection : found) {
      PixelBox box = detection.box();
      System.out.printf(
          Locale.ROOT,
          "  %.4f  %s (%d)  %.1f %.1f %.1f %.1f%n",
          detection.score(),
          detection.label(),
          detection.classId(),
          box.xMin(),
          box.yMin(),
          box.xMax(),
          box.yMax());
    }
  }
}
