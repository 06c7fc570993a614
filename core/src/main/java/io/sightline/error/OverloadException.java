package io.sightline.error;

import org.jspecify.annotations.Nullable;

/** A prediction was not started: the queue was full or its deadline passed. */
public final class OverloadException extends PredictionException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param message what happened, what was expected, what was found, what to do
   * @param source the path or name of the input; null if it has none
   * @param cause what led to it, or null
   */
  public OverloadException(String message, @Nullable String source, @Nullable Throwable cause) {
    super(message, "queue", source, cause);
  }

  /**
   * A failure without a deeper cause.
   *
   * @param message what happened, what was expected, what was found, what to do
   * @param source the path or name of the input; null if it has none
   */
  public OverloadException(String message, @Nullable String source) {
    this(message, source, null);
  }
}
