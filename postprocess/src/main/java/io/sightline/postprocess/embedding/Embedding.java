package io.sightline.postprocess.embedding;

import io.sightline.Outputs;
import io.sightline.PostprocessContext;
import io.sightline.Postprocessor;
import io.sightline.error.ModelMismatchException;
import io.sightline.error.ModelRunException;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.internal.OutputChoice;
import io.sightline.postprocess.internal.Row;
import io.sightline.postprocess.internal.Setting;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The vector that a model makes of a picture, to be compared with those of others.
 *
 * <pre>{@code
 * Embedding.fromModel().normalized()
 * }</pre>
 *
 * <p>By default it is the model's only output with one row of floats an item, such as {@code [?,
 * 1280]} or {@code [?, 1, 1, 1280]}, as it is. Numbers of float64 are rounded to float32.
 *
 * <p>Immutable and safe for use by several threads; every call returns a changed copy.
 */
public final class Embedding implements Postprocessor<EmbeddingVector> {
  private static final OutputChoice CHOICE =
      new OutputChoice("embedding", "a row of floats", Row::mayBe);

  private final @Nullable String output;
  private final boolean normalized;
  private final @Nullable String bound;

  private Embedding(@Nullable String output, boolean normalized, @Nullable String bound) {
    this.output = output;
    this.normalized = normalized;
    this.bound = bound;
  }

  /**
   * The embedding as the model gives it.
   *
   * @return the step
   */
  public static Embedding fromModel() {
    return new Embedding(null, false, null);
  }

  /**
   * This step on one of several outputs.
   *
   * @param name the name of the output with the vector
   * @return the changed step
   * @throws IllegalStateException if an output was set before
   */
  public Embedding output(String name) {
    Objects.requireNonNull(name, "output");
    Setting.requireUnset("output", output);
    return new Embedding(name, normalized, null);
  }

  /**
   * This step with vectors of length 1: see {@link EmbeddingVector#normalized}.
   *
   * @return the changed step
   */
  public Embedding normalized() {
    return new Embedding(output, true, null);
  }

  /**
   * Finds the vector among the model's outputs.
   *
   * @param model the model
   * @return the step for this model
   * @throws ModelMismatchException if it is not clear which output it is
   */
  @Override
  public Embedding bind(ModelDescription model) {
    return new Embedding(output, normalized, CHOICE.find(model, output).name());
  }

  /**
   * Takes the vector.
   *
   * @param outputs the model's outputs for the item
   * @param context the model
   * @return the vector
   * @throws ModelMismatchException if the output is not one row of at least one number
   * @throws ModelRunException if a number is NaN or infinite
   */
  @Override
  public EmbeddingVector apply(Outputs outputs, PostprocessContext context) {
    ModelDescription model = context.model();
    String name = bound == null ? CHOICE.find(model, output).name() : bound;
    double[] numbers = Row.read(outputs, name, model, CHOICE);
    float[] elements = new float[numbers.length];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (float) numbers[i];
      numbers[i] = elements[i]; // a double may be too large for a float
    }
    Row.requireFinite(
        numbers, name, model, "Check the normalization of the input and the model's weights.");
    EmbeddingVector vector = EmbeddingVector.of(elements);
    return normalized ? vector.normalized() : vector;
  }

  /** Returns the settings, as in {@code embedding of features, normalized}. */
  @Override
  public String toString() {
    return "embedding"
        + (output == null ? "" : " of " + output)
        + (normalized ? ", normalized" : "");
  }
}
