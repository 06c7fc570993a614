package io.sightline.error;

import org.jspecify.annotations.Nullable;

/** The model does not fit the steps or the input: a name, an element type or a shape disagrees. */
public final class ModelMismatchException extends PredictionException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param message what happened, what was expected, what was found, what to do
   * @param source the path or name of the model; null if it has none
   * @param cause what led to it, or null
   */
  public ModelMismatchException(
      String message, @Nullable String source, @Nullable Throwable cause) {
    super(message, "model", source, cause);
  }

  /**
   * A failure without a deeper cause.
   *
   * @param message what happened, what was expected, what was found, what to do
   * @param source the path or name of the model; null if it has none
   */
  public ModelMismatchException(String message, @Nullable String source) {
    this(message, source, null);
  }
}
