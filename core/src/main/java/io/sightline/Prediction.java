package io.sightline;

import io.sightline.error.PredictionException;
import io.sightline.observe.Timings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one input: an answer or a failure, and how long each stage took. Immutable.
 *
 * @param <I> the input
 * @param <O> the answer
 */
public final class Prediction<I, O> {
  private final I input;
  private final @Nullable O answer;
  private final @Nullable PredictionException failure;
  private final Timings timings;

  private Prediction(
      I input, @Nullable O answer, @Nullable PredictionException failure, Timings timings) {
    this.input = input;
    this.answer = answer;
    this.failure = failure;
    this.timings = timings;
  }

  static <I, O> Prediction<I, O> success(I input, O answer, Timings timings) {
    return new Prediction<>(input, answer, null, timings);
  }

  static <I, O> Prediction<I, O> failure(I input, PredictionException failure, Timings timings) {
    return new Prediction<>(input, null, failure, timings);
  }

  /**
   * What was given.
   *
   * @return the input
   */
  public I input() {
    return input;
  }

  /**
   * Whether there is an answer.
   *
   * @return false if there is a failure
   */
  public boolean isSuccess() {
    return failure == null;
  }

  /**
   * The answer.
   *
   * @return the answer; empty for a failure
   */
  public Optional<O> answer() {
    return Optional.ofNullable(answer);
  }

  /**
   * The failure.
   *
   * @return what went wrong; empty for a success
   */
  public Optional<PredictionException> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * The answer, or the failure as it was thrown.
   *
   * @return the answer
   * @throws PredictionException if the prediction failed
   */
  public O orElseThrow() {
    if (failure != null) {
      throw failure;
    }
    return answer().orElseThrow();
  }

  /**
   * How long each stage took.
   *
   * @return the stages that were reached
   */
  public Timings timings() {
    return timings;
  }

  /** Returns the input and whether it succeeded. */
  @Override
  public String toString() {
    return input + ": " + (failure == null ? String.valueOf(answer) : failure.getMessage());
  }
}
