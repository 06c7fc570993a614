package io.sightline;

import io.sightline.internal.batch.Job;
import io.sightline.model.Feed;
import io.sightline.tensor.TensorValue;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The prediction of one item among many. The steps see the context class loader of the thread that
 * asked for it.
 *
 * @param <I> what is given
 * @param <O> what comes back
 */
abstract class PredictionJob<I, O> implements Job {
  final Item<I> item;
  private final PredictionSteps<I, O> steps;
  private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
  private final AtomicBoolean ended = new AtomicBoolean();

  PredictionJob(Item<I> item, PredictionSteps<I, O> steps) {
    this.item = item;
    this.steps = steps;
  }

  /** There is an answer; called at most once, and never together with {@link #failed}. */
  abstract void succeeded(O answer);

  /** There will be no answer; called at most once. */
  abstract void failed(Throwable failure);

  @Override
  public boolean isOver() {
    return ended.get();
  }

  @Override
  public Map<String, TensorValue> prepare() throws Throwable {
    return inStage("preprocess", () -> steps.prepare(item));
  }

  @Override
  public void answer(Map<String, TensorValue> outputs) throws Throwable {
    O answer = inStage("postprocess", () -> steps.answer(item, outputs));
    if (ended.compareAndSet(false, true)) {
      try {
        item.succeeded(answer);
      } finally {
        succeeded(answer);
      }
    }
  }

  private <T> T inStage(String stage, Callable<T> work) throws Throwable {
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return work.call();
    } catch (Throwable thrown) {
      throw steps.failure(stage, item, thrown);
    } finally {
      thread.setContextClassLoader(own);
    }
  }

  @Override
  public void fail(Throwable failure) {
    end(steps.failure("model", item, failure));
  }

  /** Ends it with a failure that is told as it is. */
  final void end(Throwable failure) {
    if (ended.compareAndSet(false, true)) {
      try {
        item.failed(failure);
      } finally {
        failed(failure);
      }
    }
  }

  @Override
  public void fed(Map<String, Feed> feeds) {
    item.fed(feeds);
  }

  @Override
  public void gave(Map<String, TensorValue> outputs) {
    item.gave(outputs);
  }

  @Override
  public void waited(long nanos) {
    item.waited(nanos);
  }

  @Override
  public void ran(long nanos, int batchSize) {
    item.ran(nanos, batchSize);
  }
}
