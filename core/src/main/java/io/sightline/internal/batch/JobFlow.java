package io.sightline.internal.batch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sightline.error.PredictorClosedException;
import io.sightline.internal.batch.BatchedModel.Outcome;
import io.sightline.internal.batch.Gatherer.Waiting;
import io.sightline.internal.batch.Workers.Stage;
import io.sightline.observe.BatchEvent;
import io.sightline.tensor.TensorValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Leads jobs through their stages: each is prepared, waits for others that can be run with it, is
 * run, and is answered; every job ends exactly once, however its stages end.
 *
 * <p>A full batch is run as soon as the model is free. A smaller one is run when all jobs have been
 * begun that were there when its first one was ready, and that one has waited for as long as the
 * settings say. So no job waits for ever, whatever comes behind it, and whatever a step does.
 */
public final class JobFlow {
  /** More runs at once use the processors better where one run has parts that use only one. */
  private static final int MAX_RUNS = 2;

  /**
   * How long a job waits at least for those that are being prepared: longer than it takes to hand
   * on a tensor, and shorter than anybody notices.
   */
  private static final long PREPARATION_NANOS = 1_000_000;

  private final Workers workers;
  private final BatchedModel model;
  private final long maxDelay;
  private final Consumer<BatchEvent> listener;

  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Gatherer gatherer;

  /** Those that nobody has begun to prepare. */
  @GuardedBy("lock")
  private final Set<Job> queued = new LinkedHashSet<>();

  @GuardedBy("lock")
  private long submitted;

  @GuardedBy("lock")
  private long begun;

  @GuardedBy("lock")
  private int preparing;

  @GuardedBy("lock")
  private int runs;

  @GuardedBy("lock")
  private @Nullable Future<?> alarm;

  @GuardedBy("lock")
  private boolean closed;

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
    this.maxDelay = Durations.nanos(maxDelay);
    this.listener = listener;
    this.gatherer = new Gatherer(model);
  }

  /** Takes over a job: it will end, in a thread of the workers. */
  public void submit(Job job) {
    long since = System.nanoTime();
    if (enqueue(job)) {
      workers.execute(Stage.PREPROCESS, () -> prepare(job, since));
    } else {
      job.fail(closedException());
    }
  }

  private boolean enqueue(Job job) {
    lock.lock();
    try {
      if (!closed) {
        queued.add(job);
        submitted++;
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void prepare(Job job, long since) {
    begin(job);
    try {
      if (!job.isOver()) {
        job.waited(System.nanoTime() - since);
        add(job, job.prepare());
      }
    } catch (Throwable failure) {
      job.fail(failure);
    } finally {
      lock.lock();
      try {
        preparing--;
      } finally {
        lock.unlock();
      }
      dispatch();
    }
  }

  private void begin(Job job) {
    lock.lock();
    try {
      queued.remove(job);
      begun++;
      preparing++;
    } finally {
      lock.unlock();
    }
    dispatch();
  }

  private void add(Job job, Map<String, TensorValue> values) {
    boolean isTooLate;
    lock.lock();
    try {
      isTooLate = closed;
      if (!isTooLate && !job.isOver()) {
        gatherer.add(new Waiting(job, values, System.nanoTime(), submitted));
      }
    } finally {
      lock.unlock();
    }
    if (isTooLate) {
      job.fail(closedException());
    }
  }

  /** Has a worker run the next batch, if there is one and the model is free. */
  private void dispatch() {
    boolean isRun;
    lock.lock();
    try {
      isRun = runs < MAX_RUNS && mayRun();
      if (isRun) {
        runs++;
      }
    } finally {
      lock.unlock();
    }
    if (isRun) {
      workers.execute(Stage.MODEL, this::runNext);
    }
  }

  @GuardedBy("lock")
  private boolean mayRun() {
    return !gatherer.isEmpty() && (gatherer.hasFullBatch() || isOldestDue());
  }

  /** Whether the first that waits may be run without more of its kind; else, it will be. */
  @GuardedBy("lock")
  private boolean isOldestDue() {
    Waiting oldest = gatherer.oldest();
    if (begun < oldest.submitted()) {
      return false;
    }
    long delay = preparing > 0 ? Math.max(PREPARATION_NANOS, maxDelay) : maxDelay;
    long left = oldest.since() + delay - System.nanoTime();
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

  private void runNext() {
    List<Waiting> batch = take();
    dispatch();
    try {
      run(batch);
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

  /**
   * Takes the next batch without those that nobody waits for. What waits is looked at anew: more
   * may have come since the run was planned.
   */
  private List<Waiting> take() {
    lock.lock();
    try {
      List<Waiting> batch = List.of();
      while (batch.isEmpty() && !gatherer.isEmpty()) {
        List<Waiting> next = gatherer.take(isOldestDue());
        if (next.isEmpty()) {
          break;
        }
        batch = next.stream().filter(waiting -> !waiting.job().isOver()).toList();
      }
      return batch;
    } finally {
      lock.unlock();
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
    try {
      listener.accept(event(outcomes, nanos));
    } finally {
      for (int i = 0; i < outcomes.size(); i++) {
        Job job = batch.get(i).job();
        Outcome outcome = outcomes.get(i);
        job.ran(nanos, outcomes.size());
        workers.execute(Stage.POSTPROCESS, () -> answer(job, outcome));
      }
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
    List<Job> left = new ArrayList<>();
    lock.lock();
    try {
      closed = true;
      left.addAll(queued);
      queued.clear();
      gatherer.takeAll().forEach(waiting -> left.add(waiting.job()));
    } finally {
      lock.unlock();
    }
    left.forEach(job -> job.fail(closedException()));
  }

  private PredictorClosedException closedException() {
    return new PredictorClosedException("The predictor of " + model.description().name());
  }
}
