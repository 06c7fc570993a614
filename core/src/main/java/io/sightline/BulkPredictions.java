package io.sightline;

import io.sightline.batch.BulkOptions;
import io.sightline.batch.Progress;
import io.sightline.error.PredictionException;
import io.sightline.internal.batch.InputSource;
import io.sightline.internal.batch.JobFlow;
import io.sightline.internal.batch.ResultWindow;
import io.sightline.internal.batch.Workers;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The predictions of {@code predictAll}, made while they are taken. A thread of its own reads the
 * source, so that neither a slow source holds up a result nor a slow caller the work. Taken and
 * closed by one thread at a time; {@link #abort} may come from any.
 *
 * @param <I> what is given
 * @param <O> what comes back
 */
final class BulkPredictions<I, O> implements Spliterator<Prediction<I, O>>, AutoCloseable {
  private final InputSource<I> source;
  private final PredictionSteps<I, O> steps;
  private final JobFlow flow;
  private final BulkOptions options;
  private final Consumer<BulkPredictions<I, O>> onEnd;
  private final ResultWindow<Prediction<I, O>> window;
  private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
  private Progress progress;
  private volatile @Nullable Thread reader;

  /**
   * Predictions to come: nothing is read before the first is asked for.
   *
   * @param windowSize how many inputs may be under way
   * @param onEnd hears of it when all is done or closed, perhaps more than once
   */
  BulkPredictions(
      InputSource<I> source,
      PredictionSteps<I, O> steps,
      JobFlow flow,
      BulkOptions options,
      int windowSize,
      Consumer<BulkPredictions<I, O>> onEnd) {
    this.source = source;
    this.steps = steps;
    this.flow = flow;
    this.options = options;
    this.onEnd = onEnd;
    this.window = new ResultWindow<>(windowSize, options.isOrdered());
    this.progress = new Progress(0, 0, source.size());
  }

  @Override
  public boolean tryAdvance(Consumer<? super Prediction<I, O>> action) {
    Objects.requireNonNull(action, "action");
    start();
    boolean goesOn = false;
    try {
      Optional<Prediction<I, O>> next = next();
      next.ifPresent(action);
      next.ifPresent(this::count);
      goesOn = next.isPresent();
      return goesOn;
    } finally {
      if (!goesOn) {
        close();
      }
    }
  }

  private Optional<Prediction<I, O>> next() {
    try {
      return window.take();
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new PredictionException(
          "predictAll was interrupted after %s results: the rest of the work is given up."
              .formatted(progress.done()),
          "queue",
          null,
          interrupt);
    } catch (Throwable failure) {
      throw new IllegalStateException("a source or step threw what it must not declare", failure);
    }
  }

  private void count(Prediction<I, O> prediction) {
    progress =
        prediction.isSuccess()
            ? new Progress(progress.succeeded() + 1, progress.failed(), progress.total())
            : new Progress(progress.succeeded(), progress.failed() + 1, progress.total());
    options.progressListener().ifPresent(listener -> listener.accept(progress));
  }

  private void start() {
    if (reader == null && !window.isClosed()) {
      Thread thread = Workers.daemon("sightline-source-", this::read);
      thread.setContextClassLoader(loader);
      reader = thread;
      thread.start();
    }
  }

  /** Reads the source, and never further ahead than the window reaches. */
  private void read() {
    try {
      try (source) {
        Iterator<? extends I> inputs = source.iterator();
        while (window.awaitRoom() && inputs.hasNext()) {
          I input =
              Objects.requireNonNull(inputs.next(), "predictAll: the source of inputs gave null");
          Item<I> item = steps.begin(input);
          flow.submit(new BulkJob(item, window.give()));
        }
      }
      window.finish();
    } catch (Throwable failure) { // which the caller gets, after the results of what was read
      window.finish(failure);
    }
  }

  private final class BulkJob extends PredictionJob<I, O> {
    private final ResultWindow<Prediction<I, O>>.Place place;

    BulkJob(Item<I> item, ResultWindow<Prediction<I, O>>.Place place) {
      super(item, steps);
      this.place = place;
    }

    @Override
    public boolean isOver() {
      return super.isOver() || window.isClosed();
    }

    @Override
    void succeeded(O answer) {
      place.fill(Prediction.success(item.input, answer, item.timings()));
    }

    @Override
    void failed(Throwable failure) {
      if (failure instanceof PredictionException ofItem) {
        place.fill(Prediction.failure(item.input, ofItem, item.timings()));
      } else {
        window.close(failure);
      }
    }
  }

  /** Gives up what is left; whoever takes the next result gets the failure. */
  void abort(RuntimeException failure) {
    window.close(failure);
    try {
      end();
    } catch (RuntimeException | Error ofSource) {
      failure.addSuppressed(ofSource);
    }
  }

  @Override
  public void close() {
    window.close(null);
    end();
  }

  private void end() {
    Thread thread = reader;
    if (thread == null) {
      source.close();
    } else {
      thread.interrupt();
    }
    onEnd.accept(this);
  }

  /** Results are taken one by one, so that the window bounds them: a parallel stream is not. */
  @Override
  public @Nullable Spliterator<Prediction<I, O>> trySplit() {
    return null;
  }

  @Override
  public long estimateSize() {
    OptionalLong total = progress.total();
    return total.isPresent() ? Math.max(0, total.getAsLong() - progress.done()) : Long.MAX_VALUE;
  }

  @Override
  public int characteristics() {
    return NONNULL | (options.isOrdered() ? ORDERED : 0);
  }
}
