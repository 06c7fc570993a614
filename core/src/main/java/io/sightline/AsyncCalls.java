package io.sightline;

import io.sightline.batch.Batching;
import io.sightline.error.OverloadException;
import io.sightline.internal.batch.Durations;
import io.sightline.internal.batch.JobFlow;
import io.sightline.internal.batch.Workers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls of {@code predictAsync}: so many may be under way, each for so long.
 *
 * @param <I> what is given
 * @param <O> what comes back
 */
final class AsyncCalls<I, O> {
  private final PredictionSteps<I, O> steps;
  private final JobFlow flow;
  private final Workers workers;
  private final Batching batching;
  private final Semaphore room;
  private final Set<Call<I, O>> underWay = ConcurrentHashMap.newKeySet();

  AsyncCalls(PredictionSteps<I, O> steps, JobFlow flow, Workers workers, Batching batching) {
    this.steps = steps;
    this.flow = flow;
    this.workers = workers;
    this.batching = batching;
    this.room = new Semaphore(batching.queueCapacity(), true);
  }

  /** Starts a call; whatever becomes of it is in the future. */
  CompletableFuture<O> start(Item<I> item, @Nullable Duration deadline) {
    long start = System.nanoTime();
    Duration maxWait = batching.maxWaitWhenFull();
    if (deadline != null && deadline.compareTo(maxWait) < 0) {
      maxWait = deadline;
    }
    Call<I, O> call = new Call<>(item, steps, this::leave);
    if (enter(call, maxWait)) {
      underWay.add(call);
      if (deadline != null) {
        limit(call, deadline, start);
      }
      if (!call.isOver()) {
        flow.submit(call);
      }
    }
    return call.future;
  }

  /** Waits for room; ends the call if there is none. */
  private boolean enter(Call<I, O> call, Duration maxWait) {
    if (!room.hasQueuedThreads() && room.tryAcquire()) {
      return true; // without a wait an interrupt changes nothing
    }
    try {
      if (room.tryAcquire(Durations.nanos(maxWait), TimeUnit.NANOSECONDS)) {
        return true;
      }
      call.refuse(batching.queueCapacity(), maxWait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      call.refuseInterrupted(batching.queueCapacity(), e);
    }
    return false;
  }

  private void leave(Call<I, O> call) {
    if (underWay.remove(call)) {
      room.release();
    }
  }

  private void limit(Call<I, O> call, Duration deadline, long start) {
    Future<?> alarm =
        workers.schedule(
            () -> call.expire(deadline, underWay.size()),
            Durations.nanos(deadline) - (System.nanoTime() - start));
    call.onEnd(() -> alarm.cancel(false));
  }

  /**
   * Fails the calls that have not reached the model. Those that wait for room come through, one
   * after the other, and hear the same.
   */
  void close() {
    flow.close();
    room.release();
  }

  /** Fails all calls that are left, even if a step still works on them. */
  void abandon(RuntimeException failure) {
    underWay.forEach(call -> call.end(failure));
  }

  /**
   * A prediction that somebody may wait for in a future. A future that its caller cancels or
   * completes ends the call, and what is left of the work is skipped.
   *
   * @param <I> what is given
   * @param <O> what comes back
   */
  private static final class Call<I, O> extends PredictionJob<I, O> {
    final CompletableFuture<O> future = new CompletableFuture<>();
    private final Consumer<Call<I, O>> leave;

    /**
     * A call.
     *
     * @param leave hears once that the call has ended, before its caller does
     */
    Call(Item<I> item, PredictionSteps<I, O> steps, Consumer<Call<I, O>> leave) {
      super(item, steps);
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
      leave.accept(this);
      future.complete(answer);
    }

    @Override
    void failed(Throwable failure) {
      leave.accept(this);
      future.completeExceptionally(failure);
    }

    /** The queue was full for as long as the call was willing to wait. */
    void refuse(int capacity, Duration maxWait) {
      end(
          overload(
              "There is no room for %s: expected fewer than %s calls under way, found %s %s. "
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
              "There is no room for %s: the thread was interrupted while it waited for one of %s calls to end."
                  .formatted(PredictionSteps.name(item.input), capacity),
              interrupt));
    }

    /** The time is up. */
    void expire(Duration deadline, int underWay) {
      end(
          overload(
              "There is no answer for %s: expected one within its deadline of %s, found it still among %s calls under way. Allow more time, or make fewer calls at once."
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
}
