package io.sightline;

import io.sightline.batch.Batching;
import io.sightline.internal.batch.Durations;
import io.sightline.internal.batch.JobFlow;
import io.sightline.internal.batch.Workers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
  private final Listeners listeners;
  private final Batching batching;
  private final Semaphore room;
  private final Set<AsyncCall<I, O>> underWay = ConcurrentHashMap.newKeySet();

  AsyncCalls(
      PredictionSteps<I, O> steps,
      JobFlow flow,
      Workers workers,
      Listeners listeners,
      Batching batching) {
    this.steps = steps;
    this.flow = flow;
    this.workers = workers;
    this.listeners = listeners;
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
    AsyncCall<I, O> call = new AsyncCall<>(item, steps, listeners, this::leave);
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
  private boolean enter(AsyncCall<I, O> call, Duration maxWait) {
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

  private void leave(AsyncCall<I, O> call) {
    if (underWay.remove(call)) {
      room.release();
    }
  }

  private void limit(AsyncCall<I, O> call, Duration deadline, long start) {
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
}
