package io.sightline.testing;

import io.sightline.error.PredictorClosedException;
import io.sightline.model.Feed;
import io.sightline.model.FeedCheck;
import io.sightline.model.ModelDescription;
import io.sightline.model.ModelSession;
import io.sightline.tensor.TensorValue;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A model in plain Java that checks its feeds as a real one does, and remembers how it was used.
 */
public final class FakeModelSession implements ModelSession {
  private final ModelDescription description;
  private final Function<Map<String, Feed>, Map<String, TensorValue>> function;
  private final List<Map<String, Feed>> runs = new CopyOnWriteArrayList<>();
  private final AtomicInteger closes = new AtomicInteger();

  /** A model that gives what the function makes of the feeds. */
  public FakeModelSession(
      ModelDescription description,
      Function<Map<String, Feed>, Map<String, TensorValue>> function) {
    this.description = description;
    this.function = function;
  }

  @Override
  public ModelDescription description() {
    return description;
  }

  @Override
  public Map<String, TensorValue> run(Map<String, Feed> feeds) {
    if (closes.get() > 0) {
      throw new PredictorClosedException(description.name());
    }
    FeedCheck.check(description.name(), description.inputs(), feeds);
    runs.add(Map.copyOf(feeds));
    return function.apply(feeds);
  }

  @Override
  public void close() {
    closes.incrementAndGet();
  }

  /** The feeds of all runs that got past the check. */
  public List<Map<String, Feed>> runs() {
    return runs;
  }

  /** How often it was closed. */
  public int closes() {
    return closes.get();
  }
}
