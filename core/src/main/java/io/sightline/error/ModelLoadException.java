package io.sightline.error;

import org.jspecify.annotations.Nullable;

/** A model cannot be opened: it is missing, damaged, of another kind, or not for this library. */
public final class ModelLoadException extends PredictionException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param message what happened, what was expected, what was found, what to do
   * @param source the path or name of the model; null if it has none
   * @param cause what led to it, or null
   */
  public ModelLoadException(String message, @Nullable String source, @Nullable Throwable cause) {
    super(message, "load", source, cause);
  }

  /**
   * A failure without a deeper cause.
   *
   * @param message what happened, what was expected, what was found, what to do
   * @param source the path or name of the model; null if it has none
   */
  public ModelLoadException(String message, @Nullable String source) {
    this(message, source, null);
  }
}
