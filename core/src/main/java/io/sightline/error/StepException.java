package io.sightline.error;

import org.jspecify.annotations.Nullable;

/** A pre- or post-processing step threw: {@link #getCause()} is what it threw. */
public final class StepException extends PredictionException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure of a step.
   *
   * @param message what happened, naming the step and what it threw
   * @param stage {@code preprocess}, {@code postprocess} or the name of the step's own stage
   * @param source the name of the input at which it threw; null if it has none
   * @param cause what the step threw
   */
  public StepException(String message, String stage, @Nullable String source, Throwable cause) {
    super(message, stage, source, cause);
  }
}
