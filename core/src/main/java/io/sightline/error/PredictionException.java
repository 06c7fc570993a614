package io.sightline.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A prediction, or a part of it, failed. The sub-classes say which part: catch this one to let a
 * bad picture or model cost no more than itself.
 */
public class PredictionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String stage;
  private final @Nullable String source;

  /**
   * A failure.
   *
   * @param message what happened, what was expected, what was found, what to do
   * @param stage where it happened: {@code load}, {@code decode}, {@code preprocess}, {@code
   *     model}, {@code postprocess} or the name of a step's own stage
   * @param source the path or name of what failed, never its content; null if it has none
   * @param cause what led to it, or null
   */
  public PredictionException(
      String message, String stage, @Nullable String source, @Nullable Throwable cause) {
    super(message, cause);
    this.stage = stage;
    this.source = source;
  }

  /**
   * Where it happened.
   *
   * @return {@code load}, {@code decode}, {@code preprocess}, {@code model}, {@code postprocess} or
   *     the name of a step's own stage
   */
  public String stage() {
    return stage;
  }

  /**
   * What failed: the path or name of a model, a picture or another file.
   *
   * @return the path or name; empty if it has none
   */
  public Optional<String> source() {
    return Optional.ofNullable(source);
  }
}
