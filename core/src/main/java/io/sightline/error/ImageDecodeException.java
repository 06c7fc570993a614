package io.sightline.error;

import org.jspecify.annotations.Nullable;

/**
 * A picture cannot be decoded: it is missing, damaged, too large, or of a kind that is not read.
 */
public final class ImageDecodeException extends PredictionException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param message what happened, what was expected, what was found, what to do
   * @param source the path or name of the picture; null if it has none
   * @param cause what led to it, or null
   */
  public ImageDecodeException(String message, @Nullable String source, @Nullable Throwable cause) {
    super(message, "decode", source, cause);
  }

  /**
   * A failure without a deeper cause.
   *
   * @param message what happened, what was expected, what was found, what to do
   * @param source the path or name of the picture; null if it has none
   */
  public ImageDecodeException(String message, @Nullable String source) {
    this(message, source, null);
  }
}
