package io.sightline.postprocess;

import io.sightline.error.ModelMismatchException;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.labels.Labels;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which of a model's outputs holds the scores.
 *
 * @param scores the name of the scores' output
 * @param names the name of the output that names the classes, in the scores' order; null if the
 *     model does not name them
 */
record ScoreOutput(String scores, @Nullable String names) {
  private static final String ADVICE = "Name the scores: .output(\"...\").";

  /** Finds the scores; refuses a model in which they are not clear or do not fit the labels. */
  static ScoreOutput find(
      ModelDescription model, @Nullable String chosen, @Nullable Labels labels) {
    if (chosen != null) {
      TensorSpec output =
          model
              .output(chosen)
              .filter(spec -> mayBeScores(spec) || isRowOfMoreAxes(spec))
              .orElseThrow(
                  () ->
                      unclear(
                          model,
                          "one row of floats in the output '%s'".formatted(chosen),
                          model.outputs()));
      return checked(model, output, labels);
    }
    List<TensorSpec> candidates = outputs(model, ScoreOutput::mayBeScores);
    if (candidates.isEmpty()) {
      candidates = outputs(model, ScoreOutput::isRowOfMoreAxes);
    }
    if (labels == null) {
      ScoreOutput named = namedByModel(model, candidates);
      if (named != null) {
        return named;
      }
    } else if (candidates.size() > 1) {
      candidates = candidates.stream().filter(output -> fits(labels, classes(output))).toList();
    }
    if (candidates.size() != 1) {
      throw unclear(model, "one output with a row of floats", model.outputs());
    }
    refuseRanking(model, candidates.get(0));
    return checked(model, candidates.get(0), labels);
  }

  /**
   * Scores that the model has sorted itself, with the classes beside them: positions mean nothing.
   */
  private static void refuseRanking(ModelDescription model, TensorSpec scores) {
    List<TensorSpec> classes =
        model.outputs().stream()
            .filter(output -> isInteger(output.elementType()))
            .filter(output -> output.shape().hasKnownRank())
            .filter(output -> output.shape().equals(scores.shape()) && classes(output) != 1)
            .toList();
    if (!classes.isEmpty()) {
      throw new ModelMismatchException(
          ("The output '%s' of %s seems to be sorted already: expected a score for each class in"
                  + " their order, found '%s' of the same shape, which may say the classes. Read both"
                  + " with a post-processor of your own, or name the scores with .output(\"%s\") if"
                  + " they are in the order of the classes.")
              .formatted(scores.name(), model.name(), classes.get(0).name(), scores.name()),
          model.name());
    }
  }

  private static boolean isInteger(ElementType type) {
    return type.isFixedWidth() && !type.isFloatingPoint() && type != ElementType.BOOL;
  }

  private static List<TensorSpec> outputs(ModelDescription model, Predicate<TensorSpec> condition) {
    return model.outputs().stream().filter(condition).toList();
  }

  /** Float32 or narrower, with one row an item. */
  private static boolean mayBeScores(TensorSpec output) {
    Shape shape = output.shape();
    return isFloat(output) && (!shape.hasKnownRank() || shape.rank() == 1 || shape.rank() == 2);
  }

  /** As convolutions leave a row: {@code [?, 1, 1, 1001]}. */
  private static boolean isRowOfMoreAxes(TensorSpec output) {
    Shape shape = output.shape();
    return isFloat(output)
        && shape.hasKnownRank()
        && shape.rank() > 2
        && IntStream.range(1, shape.rank() - 1).allMatch(axis -> shape.length(axis) == 1);
  }

  private static boolean isFloat(TensorSpec output) {
    return output.elementType().isFloatingPoint() && output.elementType() != ElementType.FLOAT64;
  }

  /** The only pair of a string output and a float output of the same shape. */
  private static @Nullable ScoreOutput namedByModel(
      ModelDescription model, List<TensorSpec> candidates) {
    List<ScoreOutput> pairs =
        model.outputs().stream()
            .filter(output -> output.elementType() == ElementType.STRING)
            .filter(output -> output.shape().hasKnownRank())
            .flatMap(
                names ->
                    candidates.stream()
                        .filter(scores -> scores.shape().equals(names.shape()))
                        .map(scores -> new ScoreOutput(scores.name(), names.name())))
            .toList();
    return pairs.size() == 1 ? pairs.get(0) : null;
  }

  /** The number of classes, or {@link Shape#UNKNOWN_LENGTH}. */
  static long classes(TensorSpec output) {
    return output.shape().hasKnownRank() ? output.shape().length(-1) : Shape.UNKNOWN_LENGTH;
  }

  private static ScoreOutput checked(
      ModelDescription model, TensorSpec output, @Nullable Labels labels) {
    long classes = classes(output);
    if (labels != null && classes >= 0 && !fits(labels, classes)) {
      throw wrongLabels(model, output.name(), classes, labels);
    }
    return new ScoreOutput(output.name(), null);
  }

  /** Whether the labels can be those of a row of scores. */
  static boolean fits(Labels labels, long classes) {
    return classes > 0 && labels.forClasses((int) classes).isPresent();
  }

  /** The labels are those of another model. */
  static ModelMismatchException wrongLabels(
      ModelDescription model, String output, long classes, Labels labels) {
    if (labels.hasStatedIds() && classes > 1) {
      return wrongIds(model, output, classes, labels);
    }
    String advice =
        classes == 1
            ? "One score is no choice between classes: read it with Regression.fromModel()."
            : Math.abs(classes - labels.size()) == 1
                ? "One of the two may have a first class 'background' that the other has not."
                : "Use the label file that came with the model.";
    return new ModelMismatchException(
        "The labels do not fit the output '%s' of %s: expected %s, found %s. %s"
            .formatted(output, model.name(), classes, labels.size(), advice),
        model.name());
  }

  /** The labels say for which numbers they are, and the scores have others. */
  private static ModelMismatchException wrongIds(
      ModelDescription model, String output, long classes, Labels labels) {
    return new ModelMismatchException(
        "The labels do not fit the output '%s' of %s: expected the ids 0 to %s, found %s. %s"
            .formatted(
                output,
                model.name(),
                classes - 1,
                labels,
                "Use the label file that came with the model; Labels.fillGaps() names ids that are"
                    + " missing below the last."),
        model.name());
  }

  private static ModelMismatchException unclear(
      ModelDescription model, String expected, List<TensorSpec> found) {
    return new ModelMismatchException(
        "The scores have no clear place in what %s gives: expected %s, found %s. %s"
            .formatted(
                model.name(),
                expected,
                found.stream().map(TensorSpec::toString).collect(Collectors.joining("; ")),
                ADVICE),
        model.name());
  }
}
