package io.sightline.postprocess.internal;

import io.sightline.error.ModelMismatchException;
import io.sightline.model.ModelDescription;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the output that a step reads: the one that was named, or else the only one that fits.
 *
 * @param answer what the step reads, such as {@code embedding}
 * @param expected what such an output holds, such as {@code a row of floats}
 * @param fits whether an output can be one, by what the model says of it
 */
public record OutputChoice(String answer, String expected, Predicate<TensorSpec> fits) {
  /** The output; refuses a model in which it is not clear, or the named one does not fit. */
  public TensorSpec find(ModelDescription model, @Nullable String name) {
    if (name != null) {
      return model
          .output(name)
          .filter(fits)
          .orElseThrow(() -> misfit(model, name, list(model.outputs())));
    }
    List<TensorSpec> fitting = model.outputs().stream().filter(fits).toList();
    if (fitting.size() != 1) {
      throw new ModelMismatchException(
          "The %s has no clear place in what %s gives: expected one output with %s, found %s. %s"
              .formatted(
                  answer,
                  model.name(),
                  expected,
                  list(model.outputs()),
                  "Name it: .output(\"...\")."),
          model.name());
    }
    return fitting.get(0);
  }

  /** An output turned out to hold something else. */
  public ModelMismatchException misfit(ModelDescription model, String name, TensorValue found) {
    return misfit(model, name, found.toString());
  }

  private ModelMismatchException misfit(ModelDescription model, String name, String found) {
    return new ModelMismatchException(
        "The output '%s' of %s holds no %s: expected %s, found %s. Name another: .output(\"...\")."
            .formatted(name, model.name(), answer, expected, found),
        model.name());
  }

  private static String list(List<TensorSpec> outputs) {
    return outputs.stream().map(TensorSpec::toString).collect(Collectors.joining("; "));
  }
}
