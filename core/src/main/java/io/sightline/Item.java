package io.sightline;

import io.sightline.image.Geometry;
import io.sightline.internal.batch.ModelWatcher;
import io.sightline.model.Feed;
import io.sightline.model.ModelDescription;
import io.sightline.observe.PredictionEvent;
import io.sightline.observe.PredictionListener;
import io.sightline.observe.Timings;
import io.sightline.tensor.TensorValue;
import io.sightline.trace.PredictionTrace;
import io.sightline.trace.StageClock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One input on its way, with all that is known of it so far. One thread at a time works on it; a
 * call that is given up meanwhile is told of by another.
 *
 * @param <I> what was given
 */
final class Item<I> implements ModelWatcher {
  final I input;
  private final ModelDescription model;
  private final StageClock clock;
  private final PredictionTrace trace;
  private final PredictionListener listener;
  private volatile Optional<Geometry> geometry = Optional.empty();
  private volatile int batchSize;

  Item(
      I input,
      ModelDescription model,
      StageClock clock,
      PredictionTrace trace,
      PredictionListener listener) {
    this.input = input;
    this.model = model;
    this.clock = clock;
    this.trace = trace;
    this.listener = listener;
  }

  <T> T measure(String stage, Supplier<T> work) {
    return clock.measure(stage, work);
  }

  /** It waited in a queue. */
  void waited(long nanos) {
    clock.add("queue", nanos);
  }

  /** The model ran for it, and for others. */
  void ran(long nanos, int size) {
    clock.add("model", nanos);
    batchSize = size;
  }

  void placed(Optional<Geometry> recorded) {
    geometry = recorded;
  }

  @Override
  public void fed(Map<String, Feed> feeds) {
    trace.feeds(feeds, geometry);
  }

  @Override
  public void gave(Map<String, TensorValue> outputs) {
    trace.outputs(outputs);
  }

  /** It has ended with an answer: tells the trace and who listens. */
  void succeeded(Object answer) {
    trace.succeeded(answer);
    listener.predicted(event(Optional.empty()));
  }

  /** It has ended without an answer: tells the trace and who listens. */
  void failed(Throwable failure) {
    trace.failed(failure);
    listener.predicted(event(Optional.of(failure)));
  }

  private PredictionEvent event(Optional<Throwable> failure) {
    return new PredictionEvent(
        model.name(), PredictionSteps.name(input), timings(), batchSize, failure);
  }

  Timings timings() {
    return clock.timings();
  }

  PreprocessContext beforeModel() {
    return new BeforeModel();
  }

  PostprocessContext afterModel() {
    return new AfterModel();
  }

  private final class BeforeModel implements PreprocessContext {
    @Override
    public Optional<ModelDescription> model() {
      return Optional.of(model);
    }

    @Override
    public <T> T stage(String name, Supplier<T> work) {
      return clock.measure(name, work);
    }

    @Override
    public void offer(String name, Supplier<?> made) {
      trace.offer(name, made);
    }
  }

  private final class AfterModel implements PostprocessContext {
    @Override
    public Object input() {
      return input;
    }

    @Override
    public Optional<Geometry> geometry() {
      return geometry;
    }

    @Override
    public Timings timings() {
      return clock.timings();
    }

    @Override
    public ModelDescription model() {
      return model;
    }

    @Override
    public void offer(String name, Supplier<?> made) {
      trace.offer(name, made);
    }
  }
}
