package io.sightline.postprocess.segmentation;

import io.sightline.error.ModelMismatchException;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.labels.Labels;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which of a model's outputs is the map, and what its numbers are.
 *
 * @param name the output
 * @param kind what its numbers are
 * @param classAxis where the classes of scores are; null if that has to be read from the values
 * @param threshold the score above which a pixel is foreground; 0 for other kinds
 */
record MapOutput(String name, MapKind kind, @Nullable ClassAxis classAxis, float threshold) {
  private static final float SIGMOID_THRESHOLD = 0.5f;

  /** Finds the map by what the user said and what the model tells. */
  static MapOutput find(ModelDescription model, MapSettings settings) {
    TensorSpec output = output(model, settings);
    MapKind kind = kind(output, model, settings);
    return switch (kind) {
      case CLASS_IDS -> new MapOutput(output.name(), kind, null, 0);
      case CLASS_SCORES -> {
        ClassAxis axis = classAxis(output, model, settings);
        checkLabels(output, axis, model, settings.labels());
        yield new MapOutput(output.name(), kind, axis, 0);
      }
      case FOREGROUND ->
          new MapOutput(output.name(), kind, null, threshold(output, model, settings));
    };
  }

  private static TensorSpec output(ModelDescription model, MapSettings settings) {
    String name = settings.output();
    if (name != null) {
      return model
          .output(name)
          .filter(MapOutput::mayBeMap)
          .orElseThrow(
              () ->
                  mismatch(
                      model,
                      "The output '%s' of %s is no map: expected numbers for each pixel, found %s."
                          .formatted(name, model.name(), list(model.outputs())),
                      "Name another: .output(\"...\")."));
    }
    List<TensorSpec> maps = model.outputs().stream().filter(MapOutput::mayBeMap).toList();
    List<TensorSpec> ids = maps.stream().filter(output -> isInteger(output)).toList();
    if (maps.size() != 1 && ids.size() == 1) {
      return ids.get(0); // the scores beside them say the same at length
    }
    if (maps.size() != 1) {
      throw mismatch(
          model,
          "The map has no clear place in what %s gives: expected one output with numbers for each pixel, found %s."
              .formatted(model.name(), list(model.outputs())),
          "Name the map: .output(\"...\").");
    }
    return maps.get(0);
  }

  private static boolean mayBeMap(TensorSpec output) {
    Shape shape = output.shape();
    boolean rankFits = !shape.hasKnownRank() || (shape.rank() >= 2 && shape.rank() <= 4);
    return rankFits && (isInteger(output) || isFloat(output)) && !isRow(shape);
  }

  /** Rows of scores, as classifiers give them beside their batch axis. */
  private static boolean isRow(Shape shape) {
    return shape.hasKnownRank() && shape.rank() == 2 && shape.length(0) <= 1;
  }

  private static boolean isInteger(TensorSpec output) {
    ElementType type = output.elementType();
    return type.isFixedWidth() && !type.isFloatingPoint();
  }

  private static boolean isFloat(TensorSpec output) {
    ElementType type = output.elementType();
    return type.isFloatingPoint() && type != ElementType.FLOAT64;
  }

  private static MapKind kind(TensorSpec output, ModelDescription model, MapSettings settings) {
    if (settings.kind() != null) {
      return settings.kind();
    }
    if (settings.classAxis() != null) {
      return MapKind.CLASS_SCORES;
    }
    if (isInteger(output)) {
      return MapKind.CLASS_IDS;
    }
    Shape shape = output.shape();
    String last = model.lastOperation(output.name()).orElse("");
    if (shape.hasKnownRank() && shape.rank() == 4 && !hasOneChannel(shape)) {
      return MapKind.CLASS_SCORES;
    }
    if (last.equals("ArgMax")) {
      return MapKind.CLASS_IDS;
    }
    if (last.equals("Sigmoid") || settings.threshold() != null) {
      return MapKind.FOREGROUND;
    }
    throw mismatch(
        model,
        "What the numbers of the output '%s' of %s are is not clear: expected one of %s, found %s."
            .formatted(output.name(), model.name(), List.of(MapKind.values()), output),
        "State it: .kind(MapKind.FOREGROUND), with .threshold(0.5f) for probabilities and .threshold(0) for logits, or another kind.");
  }

  private static boolean hasOneChannel(Shape shape) {
    return shape.length(1) == 1 || shape.length(3) == 1;
  }

  private static @Nullable ClassAxis classAxis(
      TensorSpec output, ModelDescription model, MapSettings settings) {
    if (settings.classAxis() != null) {
      return settings.classAxis();
    }
    Shape shape = output.shape();
    if (!shape.hasKnownRank() || shape.rank() < 3) {
      return null;
    }
    ClassAxis axis = ClassAxes.find(shape, settings.labels(), model);
    boolean unknown = shape.length(-1) < 0 && shape.length(-3) < 0;
    if (axis == null && !unknown) {
      throw unclearAxis(output.name(), shape, model);
    }
    return axis;
  }

  /** The axis of the classes cannot be told. */
  static ModelMismatchException unclearAxis(String output, Shape shape, ModelDescription model) {
    return mismatch(
        model,
        "Where the classes of the output '%s' of %s lie is not clear: expected [height, width, class] or [class, height, width], found %s."
            .formatted(output, model.name(), shape),
        "State it: .classAxis(ClassAxis.LAST) or .classAxis(ClassAxis.FIRST).");
  }

  private static void checkLabels(
      TensorSpec output,
      @Nullable ClassAxis axis,
      ModelDescription model,
      @Nullable Labels labels) {
    if (axis == null || labels == null || !output.shape().hasKnownRank()) {
      return;
    }
    long classes = output.shape().length(axis == ClassAxis.LAST ? -1 : -3);
    if (classes >= 0 && !ClassAxes.fits(labels, classes)) {
      throw wrongLabels(output.name(), classes, model, labels);
    }
  }

  /** The labels are those of another model. */
  static ModelMismatchException wrongLabels(
      String output, long classes, ModelDescription model, Labels labels) {
    return mismatch(
        model,
        "The labels do not fit the output '%s' of %s: expected those of %s classes, 0 to %s, found %s."
            .formatted(output, model.name(), classes, classes - 1, labels),
        "Use the label file that came with the model.");
  }

  private static float threshold(TensorSpec output, ModelDescription model, MapSettings settings) {
    if (settings.threshold() != null) {
      return settings.threshold();
    }
    if (model.lastOperation(output.name()).filter("Sigmoid"::equals).isPresent()) {
      return SIGMOID_THRESHOLD;
    }
    throw mismatch(
        model,
        "From which score on a pixel of %s is foreground is not clear: expected an output '%s' that ends in a sigmoid, found the operation %s."
            .formatted(
                model.name(), output.name(), model.lastOperation(output.name()).orElse("unknown")),
        "State it: .threshold(0.5f) for probabilities, .threshold(0) for logits.");
  }

  private static String list(List<TensorSpec> outputs) {
    return outputs.stream().map(TensorSpec::toString).collect(Collectors.joining("; "));
  }

  private static ModelMismatchException mismatch(
      ModelDescription model, String problem, String advice) {
    return new ModelMismatchException(problem + " " + advice, model.name());
  }
}
