package io.sightline;

import io.sightline.model.ModelDescription;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes what a model is fed from what the user gives. A lambda is enough:
 *
 * <pre>{@code
 * (Invoice invoice, PreprocessContext context) -> Sample.of("pixels", invoice.pixels(), Shape.of(28, 28))
 * }</pre>
 *
 * <p>It is called by several threads at once.
 *
 * @param <I> what the user gives
 */
@FunctionalInterface
public interface Preprocessor<I> {
  /**
   * Makes the sample of one input.
   *
   * @param input the input
   * @param context the model, and a clock for the step's own stages
   * @return the values to feed
   * @throws Exception if the input cannot be used; a {@link io.sightline.error.PredictionException}
   *     reaches the caller as it is, anything else as the cause of a {@link
   *     io.sightline.error.StepException}
   */
  Sample apply(I input, PreprocessContext context) throws Exception;

  /**
   * Prepares this step for a model: called once, by {@code build()}. A step that can tell what it
   * makes checks here whether the model takes it, and settles what it left open.
   *
   * @param model the model
   * @return the step to use with this model; by default this one
   * @throws io.sightline.error.ModelMismatchException if the step cannot feed this model
   */
  default Preprocessor<I> bind(ModelDescription model) {
    return this;
  }

  /**
   * This step for a model with one more input that is always fed the same, such as {@code
   * keep_prob} or {@code is_training}.
   *
   * @param input the further input's name
   * @param value its value
   * @return the step that feeds both
   */
  default Preprocessor<I> with(String input, TensorValue value) {
    Preprocessor<I> others = this;
    return new Preprocessor<>() {
      @Override
      public Sample apply(I given, PreprocessContext context) throws Exception {
        return others.apply(given, context).and(input, value);
      }

      @Override
      public Preprocessor<I> bind(ModelDescription model) {
        return others.bind(model).with(input, value);
      }

      @Override
      public Optional<Sample> warmUpSample(ModelDescription model) {
        return others
            .warmUpSample(model)
            .map(sample -> sample.values().containsKey(input) ? sample : sample.and(input, value));
      }

      @Override
      public String toString() {
        return "%s with %s (%s)".formatted(others, input, value);
      }
    };
  }

  /**
   * A sample of the kind that this step makes, to warm the model up with. The values do not matter.
   *
   * @param model the model
   * @return by default zeros where the model's inputs are numbers of known shape, with 1 for an
   *     unknown batch axis; empty if that cannot be told
   */
  default Optional<Sample> warmUpSample(ModelDescription model) {
    Map<String, TensorValue> values = new LinkedHashMap<>();
    for (TensorSpec input : model.inputs()) {
      Shape shape = input.shape();
      if (shape.hasKnownRank() && shape.rank() > 0 && shape.length(0) < 0) {
        shape = shape.dropFirst();
      }
      if (!input.elementType().isFixedWidth() || !shape.isFullyKnown()) {
        return Optional.empty();
      }
      values.put(input.name(), TensorValue.zeros(input.elementType(), shape));
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(Sample.of(values));
  }
}
