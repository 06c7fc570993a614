package io.sightline;

import io.sightline.error.OverloadException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A prediction that somebody may wait for in a future. A future that its caller cancels or
 * completes ends the call, and what is left of the work is skipped.
 *
 * @param <I> what is given
 * @param <O> what comes back
 */
final class AsyncCall<I, O> extends PredictionJob<I, O> {
  final CompletableFuture<O> future = new CompletableFuture<>();
  private final Listeners listeners;
  private final Consumer<AsyncCall<I, O>> leave;

  /**
   * A call.
   *
   * @param leave hears once that the call has ended, before its caller does
   */
  AsyncCall(
      Item<I> item,
      PredictionSteps<I, O> steps,
      Listeners listeners,
      Consumer<AsyncCall<I, O>> leave) {
    super(item, steps);
    this.listeners = listeners;
    this.leave = leave;
    onEnd(() -> end(new CancellationException("The future was completed by its caller.")));
  }

  /**
   * Does something when the future is completed, by whom and how ever; once, even if it is late.
   */
  void onEnd(Runnable work) {
    CompletableFuture<O> unused = future.whenComplete((answer, failure) -> work.run());
  }

  @Override
  void succeeded(O answer) {
    try {
      listeners.succeeded(item);
    } finally {
      leave.accept(this);
      future.complete(answer);
    }
  }

  @Override
  void failed(Throwable failure) {
    try {
      listeners.failed(item, failure);
    } finally {
      leave.accept(this);
      future.completeExceptionally(failure);
    }
  }

  /** The queue was full for as long as the call was willing to wait. */
  void refuse(int capacity, Duration maxWait) {
    end(
        overload(
            "There is no room for %s: expected fewer than %d calls under way, found %d %s. "
                    .formatted(
                        PredictionSteps.name(item.input),
                        capacity,
                        capacity,
                        maxWait.isZero() ? "at once" : "after a wait of " + text(maxWait))
                + "Make fewer calls at once, or allow a longer queue or wait: Batching.queueCapacity,"
                + " Batching.maxWaitWhenFull.",
            null));
  }

  /** The caller was interrupted while it waited for room. */
  void refuseInterrupted(int capacity, InterruptedException interrupt) {
    end(
        overload(
            "There is no room for %s: the thread was interrupted while it waited for one of %d calls to end."
                .formatted(PredictionSteps.name(item.input), capacity),
            interrupt));
  }

  /** The time is up. */
  void expire(Duration deadline, int underWay) {
    end(
        overload(
            "There is no answer for %s: expected one within its deadline of %s, found it still among %d calls under way. Allow more time, or make fewer calls at once."
                .formatted(PredictionSteps.name(item.input), text(deadline), underWay),
            null));
  }

  private OverloadException overload(String message, @Nullable Throwable cause) {
    return new OverloadException(message, PredictionSteps.name(item.input), cause);
  }

  private static String text(Duration duration) {
    return duration.toMillis() + " ms";
  }
}
