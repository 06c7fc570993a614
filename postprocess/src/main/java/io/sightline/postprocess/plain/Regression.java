package io.sightline.postprocess.plain;

import io.sightline.Outputs;
import io.sightline.PostprocessContext;
import io.sightline.Postprocessor;
import io.sightline.error.ModelMismatchException;
import io.sightline.error.ModelRunException;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.internal.OutputChoice;
import io.sightline.postprocess.internal.Row;
import io.sightline.postprocess.internal.Setting;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a regression head, by name.
 *
 * <pre>{@code
 * Regression.fromModel().names("yaw", "pitch", "roll")
 * }</pre>
 *
 * <p>By default they are the model's only output with one row of floats an item; without names they
 * are called by their index. They are handed on as they are, in the unit that the model was trained
 * on. A number that is NaN or infinite is an error, unless {@link #allowNonFinite} is said.
 *
 * <p>Immutable and safe for use by several threads; every call returns a changed copy.
 */
public final class Regression implements Postprocessor<Numbers> {
  private static final OutputChoice CHOICE =
      new OutputChoice("numbers", "a row of floats", Row::mayBe);

  private final @Nullable List<String> names;
  private final @Nullable String output;
  private final boolean nonFinite;
  private final @Nullable String bound;

  private Regression(
      @Nullable List<String> names,
      @Nullable String output,
      boolean nonFinite,
      @Nullable String bound) {
    this.names = names;
    this.output = output;
    this.nonFinite = nonFinite;
    this.bound = bound;
  }

  /**
   * The numbers as the model gives them.
   *
   * @return the step
   */
  public static Regression fromModel() {
    return new Regression(null, null, false, null);
  }

  /**
   * This step with names for the numbers.
   *
   * @param newNames one for each number of the row, in its order
   * @return the changed step
   * @throws IllegalArgumentException if there are none, or two are equal
   * @throws IllegalStateException if names were set before
   */
  public Regression names(String... newNames) {
    return names(List.of(newNames));
  }

  /**
   * This step with names for the numbers, such as those of a label file.
   *
   * @param newNames one for each number of the row, in its order; copied
   * @return the changed step
   * @throws IllegalArgumentException if there are none, or two are equal
   * @throws IllegalStateException if names were set before
   */
  public Regression names(List<String> newNames) {
    if (newNames.isEmpty()) {
      throw new IllegalArgumentException("names need at least one: got an empty list");
    }
    Numbers.requireDistinct(newNames);
    Setting.requireUnset("names", names);
    return new Regression(List.copyOf(newNames), output, nonFinite, null);
  }

  /**
   * This step on one of several outputs.
   *
   * @param name the name of the output with the numbers
   * @return the changed step
   * @throws IllegalStateException if an output was set before
   */
  public Regression output(String name) {
    Objects.requireNonNull(name, "output");
    Setting.requireUnset("output", output);
    return new Regression(names, name, nonFinite, null);
  }

  /**
   * This step for models that say something with NaN or an infinity: they are handed on.
   *
   * @return the changed step
   */
  public Regression allowNonFinite() {
    return new Regression(names, output, true, null);
  }

  /**
   * Finds the numbers among the model's outputs and counts the names.
   *
   * @param model the model
   * @return the step for this model
   * @throws ModelMismatchException if the numbers are not clear or the names too many or too few
   */
  @Override
  public Regression bind(ModelDescription model) {
    TensorSpec found = CHOICE.find(model, output);
    Shape shape = found.shape();
    if (shape.hasKnownRank() && shape.rank() > 1) { // one axis may be that of the batch
      checkNames(shape.length(-1), found.name(), model);
    }
    return new Regression(names, output, nonFinite, found.name());
  }

  /**
   * Takes the numbers.
   *
   * @param outputs the model's outputs for the item
   * @param context the model
   * @return the numbers
   * @throws ModelMismatchException if the output is not one row of at least one number, or the
   *     names are too many or too few
   * @throws ModelRunException if a number is NaN or infinite
   */
  @Override
  public Numbers apply(Outputs outputs, PostprocessContext context) {
    ModelDescription model = context.model();
    String from = bound == null ? CHOICE.find(model, output).name() : bound;
    double[] values = Row.read(outputs, from, model, CHOICE);
    checkNames(values.length, from, model);
    if (!nonFinite) {
      Row.requireFinite(
          values, from, model, "Check the input and the weights, or say .allowNonFinite().");
    }
    List<NamedNumber> entries = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      String name = names == null ? Integer.toString(i) : names.get(i);
      entries.add(new NamedNumber(name, values[i]));
    }
    return Numbers.of(entries);
  }

  private void checkNames(long count, String from, ModelDescription model) {
    if (names != null && count >= 0 && count != names.size()) {
      throw new ModelMismatchException(
          "The names do not fit the output '%s' of %s: expected %s, found %s. Name each number."
              .formatted(from, model.name(), count, names),
          model.name());
    }
  }

  /** Returns the settings, as in {@code numbers of angles: [yaw, pitch, roll]}. */
  @Override
  public String toString() {
    return "numbers"
        + (output == null ? "" : " of " + output)
        + (names == null ? "" : ": " + names)
        + (nonFinite ? ", finite or not" : "");
  }
}
