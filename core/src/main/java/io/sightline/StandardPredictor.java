package io.sightline;

import io.sightline.batch.Batching;
import io.sightline.batch.BulkOptions;
import io.sightline.error.ModelMismatchException;
import io.sightline.error.PredictionException;
import io.sightline.error.PredictorClosedException;
import io.sightline.internal.batch.ActiveCalls;
import io.sightline.internal.batch.BatchedModel;
import io.sightline.internal.batch.InputSource;
import io.sightline.internal.batch.JobFlow;
import io.sightline.internal.batch.ModelWatcher;
import io.sightline.internal.batch.Workers;
import io.sightline.internal.observe.Listeners;
import io.sightline.model.ModelDescription;
import io.sightline.model.ModelSession;
import io.sightline.model.Models;
import io.sightline.observe.BatchEvent;
import io.sightline.observe.PredictionListener;
import io.sightline.tensor.TensorValue;
import io.sightline.trace.TraceDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs single predictions in the calling thread, and many through the threads of its own. */
final class StandardPredictor<I, O> implements Predictor<I, O> {
  private static final Logger LOGGER = LoggerFactory.getLogger(StandardPredictor.class);

  /** How long a close waits for steps: longer than any that works, too short to seem hung. */
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);

  private final ModelSession session;
  private final boolean ownsSession;
  private final ModelDescription model;
  private final PredictionSteps<I, O> steps;
  private final PredictionListener listener;
  private final Batching batching;
  private final BatchedModel batches;
  private final int threads;
  private final Workers workers;
  private final AsyncCalls<I, O> asyncCalls;
  private final Set<BulkPredictions<I, O>> bulks = ConcurrentHashMap.newKeySet();
  private final ActiveCalls calls = new ActiveCalls();

  private StandardPredictor(
      PredictorSettings.Values values,
      ModelSession session,
      PredictionSteps<I, O> steps,
      PredictionListener listener) {
    this.session = session;
    this.ownsSession = values.session() == null;
    this.model = session.description();
    this.steps = steps;
    this.listener = listener;
    Batching wanted = Objects.requireNonNullElse(values.batching(), Batching.standard());
    this.batching = values.trace() == null ? wanted : wanted.maxSize(1);
    this.batches = new BatchedModel(session, batching.maxSize());
    this.threads = values.threads().orElse(Math.max(2, Runtime.getRuntime().availableProcessors()));
    this.workers = new Workers(threads);
    this.asyncCalls = new AsyncCalls<>(steps, newFlow(batching.maxDelay()), workers, batching);
  }

  private JobFlow newFlow(Duration maxDelay) {
    return new JobFlow(workers, batches, maxDelay, listener::ran);
  }

  static <I, O> StandardPredictor<I, O> open(
      PredictorSettings.Values values,
      Preprocessor<I> preprocessor,
      Postprocessor<O> postprocessor) {
    Path traceDirectory = values.trace();
    TraceDirectory traces = traceDirectory == null ? null : TraceDirectory.open(traceDirectory);
    ModelSession session = values.session() != null ? values.session() : openModel(values);
    PredictionListener listener = new Listeners(values.listeners());
    try {
      PredictionSteps<I, O> steps =
          new PredictionSteps<>(
              session.description(), preprocessor, postprocessor, traces, listener);
      StandardPredictor<I, O> predictor = new StandardPredictor<>(values, session, steps, listener);
      if (values.warmUp()) {
        predictor.warmUp();
      }
      return predictor;
    } catch (Throwable failure) {
      if (values.session() == null) {
        try {
          session.close();
        } catch (RuntimeException e) {
          failure.addSuppressed(e);
        }
      }
      throw failure;
    }
  }

  private static ModelSession openModel(PredictorSettings.Values values) {
    Path path = values.path();
    if (path == null) {
      throw new IllegalStateException("A predictor needs a model: call .model(path)");
    }
    return values.loader() == null
        ? Models.open(path, values.options())
        : Models.open(path, values.options(), List.of(values.loader()));
  }

  /**
   * Runs the model on values that mean nothing. A model may refuse them for what they are, which
   * says nothing about real ones; only what cannot depend on the values is an error.
   */
  private void warmUp() {
    Optional<Sample> sample = steps.warmUpSample();
    if (sample.isEmpty()) {
      return;
    }
    try {
      Map<String, TensorValue> outputs = batches.run(sample.get().values(), ModelWatcher.NONE);
      LOGGER.debug("Warmed up {}: {}", model.name(), outputs);
    } catch (ModelMismatchException e) {
      throw e;
    } catch (PredictionException e) {
      LOGGER.warn(
          "The warm-up of {} failed; predictions may work: {}", model.name(), e.getMessage());
    }
  }

  @Override
  public O predict(I input) {
    return tryPredict(input).orElseThrow();
  }

  @Override
  public Prediction<I, O> tryPredict(I input) {
    Objects.requireNonNull(input, "input");
    if (!calls.enter()) {
      throw closedException();
    }
    try {
      return predict(steps.begin(input));
    } finally {
      calls.exit();
    }
  }

  private Prediction<I, O> predict(Item<I> item) {
    try {
      Map<String, TensorValue> values = steps.prepare(item);
      Map<String, TensorValue> outputs = run(item, values);
      O answer = steps.answer(item, outputs);
      item.succeeded(answer);
      return Prediction.success(item.input, answer, item.timings());
    } catch (PredictionException failure) {
      item.failed(failure);
      return Prediction.failure(item.input, failure, item.timings());
    } catch (RuntimeException | Error failure) {
      item.failed(failure);
      throw failure;
    }
  }

  private Map<String, TensorValue> run(Item<I> item, Map<String, TensorValue> values) {
    long start = System.nanoTime();
    int failed = 1;
    try {
      Map<String, TensorValue> outputs = batches.run(values, item);
      failed = 0;
      return outputs;
    } finally {
      long nanos = System.nanoTime() - start;
      item.ran(nanos, 1);
      listener.ran(new BatchEvent(model.name(), 1, Duration.ofNanos(nanos), failed));
    }
  }

  @Override
  public Stream<Prediction<I, O>> predictAll(Iterable<? extends I> inputs, BulkOptions options) {
    return predictAll(InputSource.of(inputs), options);
  }

  @Override
  public Stream<Prediction<I, O>> predictAll(Stream<? extends I> inputs, BulkOptions options) {
    return predictAll(InputSource.of(inputs), options);
  }

  private Stream<Prediction<I, O>> predictAll(InputSource<I> inputs, BulkOptions options) {
    int window = options.window().orElse(Math.max(4 * batching.maxSize(), 2 * threads));
    JobFlow flow = newFlow(Duration.ZERO);
    BulkPredictions<I, O> bulk =
        new BulkPredictions<>(inputs, steps, flow, options, window, bulks::remove);
    if (!calls.enter()) {
      throw closedException();
    }
    try {
      bulks.add(bulk);
    } finally {
      calls.exit();
    }
    return StreamSupport.stream(bulk, false).onClose(bulk::close);
  }

  @Override
  public CompletableFuture<O> predictAsync(I input) {
    return start(input, null);
  }

  @Override
  public CompletableFuture<O> predictAsync(I input, Duration deadline) {
    Objects.requireNonNull(deadline, "deadline");
    return start(input, deadline.isNegative() ? Duration.ZERO : deadline);
  }

  private CompletableFuture<O> start(I input, @Nullable Duration deadline) {
    Objects.requireNonNull(input, "input");
    if (!calls.enter()) {
      return CompletableFuture.failedFuture(closedException());
    }
    try {
      return asyncCalls.start(steps.begin(input), deadline);
    } finally {
      calls.exit();
    }
  }

  private PredictorClosedException closedException() {
    return new PredictorClosedException("The predictor of " + model.name());
  }

  @Override
  public ModelDescription model() {
    return model;
  }

  @Override
  public void close() {
    if (!calls.close()) {
      return;
    }
    asyncCalls.close();
    bulks.forEach(bulk -> bulk.abort(closedException()));
    workers.shutdown();
    if (awaitWork()) {
      closeSession();
      return;
    }
    LOGGER.warn(
        "Steps of the predictor of {} still run {} s after its close: they are interrupted, and the"
            + " model is freed when they are through.",
        model.name(),
        CLOSE_WAIT.toSeconds());
    workers.interrupt();
    asyncCalls.abandon(closedException());
    Workers.daemon("sightline-close-", this::closeSession).start();
  }

  /** Waits for the work of other threads; false if it goes on for too long. */
  private boolean awaitWork() {
    long deadline = System.nanoTime() + CLOSE_WAIT.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return calls.awaitOthers(deadline - System.nanoTime())
              && (workers.isCurrentThread()
                  || workers.awaitTermination(deadline - System.nanoTime()));
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void closeSession() {
    if (ownsSession) {
      session.close();
    }
  }
}
