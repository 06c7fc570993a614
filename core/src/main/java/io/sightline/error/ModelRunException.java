package io.sightline.error;

import org.jspecify.annotations.Nullable;

/** The model failed while it ran. */
public final class ModelRunException extends PredictionException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param message what happened, what was expected, what was found, what to do
   * @param source the path or name of the model; null if it has none
   * @param cause what led to it, or null
   */
  public ModelRunException(String message, @Nullable String source, @Nullable Throwable cause) {
    super(message, "model", source, cause);
  }

  /**
   * A failure without a deeper cause.
   *
   * @param message what happened, what was expected, what was found, what to do
   * @param source the path or name of the model; null if it has none
   */
  public ModelRunException(String message, @Nullable String source) {
    this(message, source, null);
  }
}
