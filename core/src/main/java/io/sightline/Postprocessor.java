package io.sightline;

import io.sightline.model.ModelDescription;

/**
 * Makes the answer from what a model gives. A lambda is enough:
 *
 * <pre>{@code
 * (outputs, context) -> outputs.floats("embedding")
 * }</pre>
 *
 * <p>It is called by several threads at once.
 *
 * @param <O> the answer
 */
@FunctionalInterface
public interface Postprocessor<O> {
  /**
   * Makes the answer to one input.
   *
   * @param outputs the outputs of this item, without the batch axis
   * @param context the item's input, geometry and timings, and the model
   * @return the answer, not null
   * @throws Exception if there is no answer; a {@link io.sightline.error.PredictionException}
   *     reaches the caller as it is, anything else as the cause of a {@link
   *     io.sightline.error.StepException}
   */
  O apply(Outputs outputs, PostprocessContext context) throws Exception;

  /**
   * Prepares this step for a model: called once, by {@code build()}. A step that can tell what it
   * needs checks here whether the model gives it.
   *
   * @param model the model
   * @return the step to use with this model; by default this one
   * @throws io.sightline.error.ModelMismatchException if the step has no use for this model
   */
  default Postprocessor<O> bind(ModelDescription model) {
    return this;
  }
}
