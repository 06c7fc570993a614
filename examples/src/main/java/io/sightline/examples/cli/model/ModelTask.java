package io.sightline.examples.cli.model;

import io.sightline.detection.contract.DetectionContract;
import io.sightline.detection.recognition.Recognition;
import io.sightline.model.ModelDescription;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a model seems to be for, by its inputs and outputs.
 *
 * @param contract what its outputs mean, or {@code unknown}
 * @param reason why
 * @param command a command line to run it with
 */
public record ModelTask(String contract, String reason, String command) {
  /**
   * Recognises the task.
   *
   * @param model the open model
   * @param options the options that it was opened with, as they have to be said again
   * @return the task, called {@code unknown} if no other can be told
   */
  public static ModelTask of(ModelDescription model, List<String> options) {
    String name = words(Stream.concat(Stream.of(model.name()), options.stream()));
    return detection(model, name)
        .or(() -> classification(model, name))
        .or(() -> segmentation(model, name))
        .orElseGet(
            () ->
                new ModelTask(
                    "unknown",
                    "its inputs and outputs are those of no task that can be told",
                    "sightline run --model %s %s --out DIR".formatted(name, feeds(model))));
  }

  /** A detector, or what may be one of several. */
  private static Optional<ModelTask> detection(ModelDescription model, String name) {
    Recognition recognition = Recognition.of(model);
    String command =
        "sightline detect --model %s%s%s%s IMAGE"
            .formatted(
                name,
                recognition.contract().isPresent() ? "" : " --contract NAME",
                recognition.labels().isPresent() ? "" : " --labels LABELS.pbtxt",
                arithmetic(model, recognition));
    if (recognition.contract().isPresent()) {
      DetectionContract contract = recognition.contract().get();
      String reason = recognition.reason() + ". " + String.join(" ", recognition.assumptions());
      return Optional.of(new ModelTask("object detection, " + contract.name(), reason, command));
    }
    if (recognition.candidates().isEmpty()) {
      return Optional.empty();
    }
    String candidates =
        recognition.candidates().stream()
            .map(DetectionContract::name)
            .distinct()
            .collect(Collectors.joining(" or "));
    return Optional.of(
        new ModelTask("object detection, " + candidates, recognition.reason(), command));
  }

  private static Optional<ModelTask> classification(ModelDescription model, String name) {
    List<TensorSpec> scores =
        model.outputs().stream().filter(output -> isScores(output, model)).toList();
    if (model.inputs().size() != 1 || scores.isEmpty()) {
      return Optional.empty();
    }
    TensorSpec input = model.inputs().get(0);
    String gives = scores.get(0).name() + " has a score for each class";
    if (input.elementType() == ElementType.STRING && input.shape().agreesWith(Shape.of(-1))) {
      return Optional.of(
          new ModelTask(
              "classification of encoded pictures",
              "it takes strings, and " + gives,
              "sightline classify --model %s IMAGE".formatted(quote(model.name()))));
    }
    if (!isPicture(input)) {
      return Optional.empty();
    }
    return Optional.of(
        new ModelTask(
            "classification",
            "it takes pictures, and " + gives,
            "sightline classify --model %s --labels LABELS.txt%s%s IMAGE"
                .formatted(name, normalize(model, input), output(model, scores))));
  }

  private static Optional<ModelTask> segmentation(ModelDescription model, String name) {
    Optional<TensorSpec> map = model.outputs().stream().filter(ModelTask::isMap).findFirst();
    if (model.inputs().size() != 1 || !isPicture(model.inputs().get(0)) || map.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ModelTask(
            "segmentation",
            "it takes pictures, and %s has a class for each pixel".formatted(map.get().name()),
            "sightline segment --model %s --labels LABELS.txt%s --out DIR IMAGE"
                .formatted(name, normalize(model, model.inputs().get(0)))));
  }

  private static String feeds(ModelDescription model) {
    return model.inputs().stream()
        .map(input -> "--input " + quote(input.name() + "=FILE.npy"))
        .collect(Collectors.joining(" "));
  }

  /** YOLO models are trained on what Ultralytics makes of pictures; of others no model tells. */
  private static String arithmetic(ModelDescription model, Recognition recognition) {
    boolean isYolo =
        Stream.concat(recognition.contract().stream(), recognition.candidates().stream())
            .anyMatch(contract -> contract.name().startsWith("yolo"));
    return isYolo
        ? " --like ultralytics"
        : model.inputs().stream().findFirst().map(input -> normalize(model, input)).orElse("");
  }

  /** A row of floats; beside a row of integers as long it is a ranking, which is no such thing. */
  private static boolean isScores(TensorSpec output, ModelDescription model) {
    Shape shape = output.shape();
    boolean ranked =
        model.outputs().stream()
            .anyMatch(other -> other.shape().equals(shape) && isIndex(other.elementType()));
    return !ranked
        && output.elementType() == ElementType.FLOAT32
        && shape.hasKnownRank()
        && shape.rank() == 2
        && shape.length(0) <= 1
        && shape.length(1) > 1;
  }

  /** A plane of integers. */
  private static boolean isMap(TensorSpec output) {
    Shape shape = output.shape();
    boolean isInteger =
        output.elementType().isFixedWidth() && !output.elementType().isFloatingPoint();
    return isInteger
        && shape.hasKnownRank()
        && shape.rank() == 3
        && shape.length(1) != 1
        && shape.length(2) != 1;
  }

  private static boolean isIndex(ElementType type) {
    return type == ElementType.INT32 || type == ElementType.INT64;
  }

  private static boolean isPicture(TensorSpec input) {
    Shape shape = input.shape();
    boolean pixels =
        input.elementType() == ElementType.FLOAT32 || input.elementType() == ElementType.UINT8;
    return pixels && shape.hasKnownRank() && (shape.rank() == 4 || shape.rank() == 3);
  }

  /** The most common arithmetic, since no model tells, but one that does it itself. */
  private static String normalize(ModelDescription model, TensorSpec input) {
    boolean takesPixels =
        !input.elementType().isFloatingPoint() || !model.scalingLayers(input.name()).isEmpty();
    return takesPixels ? "" : " --normalize signed";
  }

  private static String output(ModelDescription model, List<TensorSpec> scores) {
    return model.outputs().size() == 1 ? "" : " --output " + quote(scores.get(0).name());
  }

  private static String words(Stream<String> texts) {
    return texts.map(ModelTask::quote).collect(Collectors.joining(" "));
  }

  /** A text as a shell takes it for one word. */
  private static String quote(String text) {
    return text.matches("[A-Za-z0-9_./=:-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
