package io.sightline.internal.batch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sightline.error.PredictorClosedException;
import io.sightline.internal.batch.BatchedModel.Outcome;
import io.sightline.internal.batch.Gatherer.Waiting;
import io.sightline.internal.batch.Workers.Stage;
import io.sightline.observe.BatchEvent;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Leads jobs through their stages: each is prepared, waits for others that can be run with it, is
 * run, and is answered; every job ends exactly once, however its stages end.
 *
 * <p>A full batch is run as soon as the model is free. A smaller one is run when no job is left
 * that nobody has begun to prepare and the first of the batch has waited for as long as the
 * settings say.
 */
public final class JobFlow {
  /** More runs at once use the processors better where one run has parts that use only one. */
  private static final int MAX_RUNS = 2;

  private final Workers workers;
  private final BatchedModel model;
  private final long maxDelay;
  private final Consumer<BatchEvent> listener;

  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Gatherer gatherer;

  @GuardedBy("lock")
  private int unprepared;

  @GuardedBy("lock")
  private int runs;

  @GuardedBy("lock")
  private @Nullable Future<?> alarm;

  private volatile boolean closed;

  /**
   * A flow without jobs.
   *
   * @param workers the threads
   * @param model the model
   * @param maxDelay how long a job may wait for others while the model is free
   * @param listener hears of every run
   */
  public JobFlow(
      Workers workers, BatchedModel model, Duration maxDelay, Consumer<BatchEvent> listener) {
    this.workers = workers;
    this.model = model;
    this.maxDelay = maxDelay.toNanos();
    this.listener = listener;
    this.gatherer = new Gatherer(model);
  }

  /** Takes over a job: it will end, in a thread of the workers. */
  public void submit(Job job) {
    long since = System.nanoTime();
    lock.lock();
    try {
      unprepared++;
    } finally {
      lock.unlock();
    }
    workers.execute(Stage.PREPROCESS, () -> prepare(job, since));
  }

  private void prepare(Job job, long since) {
    try {
      if (proceeds(job)) {
        job.waited(System.nanoTime() - since);
        add(new Waiting(job, job.prepare(), System.nanoTime()));
      }
    } catch (Throwable failure) {
      job.fail(failure);
    } finally {
      lock.lock();
      try {
        unprepared--;
      } finally {
        lock.unlock();
      }
      dispatch();
    }
  }

  private void add(Waiting waiting) {
    lock.lock();
    try {
      if (proceeds(waiting.job())) {
        gatherer.add(waiting);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is still something to do for a job; one that comes too late ends here. */
  private boolean proceeds(Job job) {
    if (closed) {
      job.fail(closedException());
    }
    return !job.isOver();
  }

  /** Has a worker run the next batch, if there is one and the model is free. */
  private void dispatch() {
    lock.lock();
    try {
      if (runs < MAX_RUNS && mayRun()) {
        runs++;
        workers.execute(Stage.MODEL, this::runNext);
      }
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private boolean mayRun() {
    if (gatherer.isEmpty()) {
      return false;
    }
    if (gatherer.hasFullBatch()) {
      return true;
    }
    if (unprepared > 0) {
      return false;
    }
    long left = gatherer.oldest() + maxDelay - System.nanoTime();
    if (left > 0 && alarm == null) {
      alarm = workers.schedule(this::wake, left);
    }
    return left <= 0;
  }

  private void wake() {
    lock.lock();
    try {
      alarm = null;
    } finally {
      lock.unlock();
    }
    dispatch();
  }

  /** What waits is looked at anew: more may have come since the run was planned. */
  private void runNext() {
    List<Waiting> batch;
    lock.lock();
    try {
      batch = mayRun() ? gatherer.take() : List.of();
    } finally {
      lock.unlock();
    }
    dispatch();
    try {
      run(batch.stream().filter(waiting -> proceeds(waiting.job())).toList());
    } finally {
      lock.lock();
      try {
        runs--;
      } finally {
        lock.unlock();
      }
      dispatch();
    }
  }

  private void run(List<Waiting> batch) {
    if (batch.isEmpty()) {
      return;
    }
    long start = System.nanoTime();
    batch.forEach(waiting -> waiting.job().waited(start - waiting.since()));
    List<Outcome> outcomes = outcomes(batch);
    long nanos = System.nanoTime() - start;
    listener.accept(event(outcomes, nanos));
    for (int i = 0; i < outcomes.size(); i++) {
      Job job = batch.get(i).job();
      Outcome outcome = outcomes.get(i);
      job.ran(nanos, outcomes.size());
      workers.execute(Stage.POSTPROCESS, () -> answer(job, outcome));
    }
  }

  private List<Outcome> outcomes(List<Waiting> batch) {
    return batch.size() == 1
        ? List.of(model.outcome(batch.get(0).values(), batch.get(0).job()))
        : model.outcomes(batch.stream().map(Waiting::values).toList());
  }

  private BatchEvent event(List<Outcome> outcomes, long nanos) {
    int failed = (int) outcomes.stream().filter(outcome -> outcome.failure() != null).count();
    return new BatchEvent(
        model.description().name(), outcomes.size(), Duration.ofNanos(nanos), failed);
  }

  private static void answer(Job job, Outcome outcome) {
    try {
      if (outcome.outputs() == null) {
        job.fail(Objects.requireNonNull(outcome.failure()));
      } else if (!job.isOver()) {
        job.answer(outcome.outputs());
      }
    } catch (Throwable failure) {
      job.fail(failure);
    }
  }

  /** Fails what has not reached the model; what has is finished. A second call does nothing. */
  public void close() {
    closed = true;
    List<Waiting> waiting;
    lock.lock();
    try {
      waiting = gatherer.takeAll();
    } finally {
      lock.unlock();
    }
    waiting.forEach(left -> left.job().fail(closedException()));
  }

  private PredictorClosedException closedException() {
    return new PredictorClosedException("The predictor of " + model.description().name());
  }
}
