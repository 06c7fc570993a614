package io.sightline.postprocess;

import io.sightline.Outputs;
import io.sightline.PostprocessContext;
import io.sightline.Postprocessor;
import io.sightline.error.ModelMismatchException;
import io.sightline.error.ModelRunException;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.labels.Labels;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The classes with the highest scores, by name.
 *
 * <pre>{@code
 * TopK.of(5).labels(Labels.read(Path.of("imagenet_labels.txt")))
 * }</pre>
 *
 * <p>By default the scores are the model's only output of floats with one row an item, and they are
 * handed on as they are. Without labels, classes are called what the model itself calls them, if it
 * has an output of strings beside the scores, and else by their index. Equal scores are ordered by
 * index.
 *
 * <p>Immutable and safe for use by several threads; every call returns a changed copy.
 */
public final class TopK implements Postprocessor<Classification> {
  private final int k;
  private final @Nullable Labels labels;
  private final @Nullable String output;
  private final @Nullable ScoreOutput bound;

  private TopK(
      int k, @Nullable Labels labels, @Nullable String output, @Nullable ScoreOutput bound) {
    this.k = k;
    this.labels = labels;
    this.output = output;
    this.bound = bound;
  }

  /**
   * The best classes.
   *
   * @param k how many, at least 1; a model with fewer gives all it has
   * @return the step
   * @throws IllegalArgumentException if k is below 1
   */
  public static TopK of(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1: got " + k);
    }
    return new TopK(k, null, null, null);
  }

  /**
   * This step with names for the classes.
   *
   * @param newLabels as many as the model has classes; ids that the labels state must be those of
   *     the scores: 0 for the first, with none missing ({@link Labels#rowLength()})
   * @return the changed step
   * @throws IllegalStateException if labels were set before
   */
  public TopK labels(Labels newLabels) {
    Objects.requireNonNull(newLabels, "labels");
    if (labels != null) {
      throw new IllegalStateException("labels were set before, to " + labels);
    }
    return new TopK(k, newLabels, output, null);
  }

  /**
   * This step on one of several outputs.
   *
   * @param name the name of the output with the scores
   * @return the changed step
   * @throws IllegalStateException if an output was set before
   */
  public TopK output(String name) {
    Objects.requireNonNull(name, "output");
    if (output != null) {
      throw new IllegalStateException("output was set before, to " + output);
    }
    return new TopK(k, labels, name, null);
  }

  /**
   * Finds the scores among the model's outputs and counts the labels.
   *
   * @param model the model
   * @return the step for this model
   * @throws ModelMismatchException if the scores are not clear or the labels too many or too few
   */
  @Override
  public TopK bind(ModelDescription model) {
    return new TopK(k, labels, output, ScoreOutput.find(model, output, labels));
  }

  /**
   * Picks the best classes.
   *
   * @param outputs the model's outputs for the item
   * @param context the model
   * @return the classification
   * @throws ModelMismatchException if the scores are not one row, or the labels too many or too few
   * @throws ModelRunException if a score is NaN
   */
  @Override
  public Classification apply(Outputs outputs, PostprocessContext context) {
    ModelDescription model = context.model();
    ScoreOutput from = bound == null ? ScoreOutput.find(model, output, labels) : bound;
    float[] scores = row(outputs.tensor(from.scores()), from.scores(), model).floats();
    checkScores(scores, from.scores(), model);
    IntFunction<String> names = names(outputs, from, scores.length, model);
    List<ScoredClass> entries = new ArrayList<>();
    for (int index : TopSelection.indices(scores, k)) {
      entries.add(new ScoredClass(index, names.apply(index), scores[index]));
    }
    return Classification.of(entries);
  }

  /** The name of each class. */
  private IntFunction<String> names(
      Outputs outputs, ScoreOutput from, int classes, ModelDescription model) {
    if (labels != null) {
      if (!ScoreOutput.fits(labels, classes)) {
        throw ScoreOutput.wrongLabels(model, from.scores(), classes, labels);
      }
      return labels::name;
    }
    if (from.names() == null) {
      return Integer::toString;
    }
    List<String> names = outputs.strings(from.names());
    if (names.size() != classes) {
      throw new ModelMismatchException(
          "The names in '%s' do not fit the scores in '%s': expected %d, found %d. %s"
              .formatted(
                  from.names(),
                  from.scores(),
                  classes,
                  names.size(),
                  "Name one output and labels."),
          model.name());
    }
    return names::get;
  }

  private static TensorValue row(TensorValue value, String output, ModelDescription model) {
    Shape shape = value.shape();
    boolean isRow = shape.rank() == 1 || (shape.rank() == 2 && shape.length(0) == 1);
    if (!isRow || value.size() == 0) {
      throw new ModelMismatchException(
          "The output '%s' of %s holds no scores: expected one row of floats, found %s. %s"
              .formatted(output, model.name(), value, "Name another: .output(\"...\")."),
          model.name());
    }
    return value;
  }

  private static void checkScores(float[] scores, String output, ModelDescription model) {
    for (int i = 0; i < scores.length; i++) {
      if (Float.isNaN(scores[i])) {
        throw new ModelRunException(
            "The model %s gave no usable scores: expected numbers in '%s', found NaN at index %d. %s"
                .formatted(
                    model.name(),
                    output,
                    i,
                    "Check the normalization of the input and the model's weights."),
            model.name());
      }
    }
  }

  /** Returns the settings, as in {@code top 5 with 1001 labels: background, ...}. */
  @Override
  public String toString() {
    return "top "
        + k
        + (labels == null ? "" : " with " + labels)
        + (output == null ? "" : " of " + output);
  }
}
