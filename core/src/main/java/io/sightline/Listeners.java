package io.sightline;

import io.sightline.internal.Failures;
import io.sightline.model.ModelDescription;
import io.sightline.observe.BatchEvent;
import io.sightline.observe.PredictionEvent;
import io.sightline.observe.PredictionListener;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells all who listen; what one of them throws is logged once and reaches nobody. */
final class Listeners {
  private static final Logger LOGGER = LoggerFactory.getLogger(Listeners.class);

  private final ModelDescription model;
  private final List<PredictionListener> listeners;
  private final Set<PredictionListener> failed = ConcurrentHashMap.newKeySet();

  Listeners(ModelDescription model, List<PredictionListener> listeners) {
    this.model = model;
    this.listeners = listeners;
  }

  void succeeded(Item<?> item) {
    ended(item, Optional.empty());
  }

  void failed(Item<?> item, Throwable failure) {
    ended(item, Optional.of(failure));
  }

  private void ended(Item<?> item, Optional<Throwable> failure) {
    PredictionEvent event =
        new PredictionEvent(
            model.name(),
            PredictionSteps.name(item.input),
            item.timings(),
            item.batchSize(),
            failure);
    tell(listener -> listener.predicted(event));
  }

  void ran(BatchEvent event) {
    tell(listener -> listener.ran(event));
  }

  private void tell(Consumer<PredictionListener> news) {
    for (PredictionListener listener : listeners) {
      try {
        news.accept(listener);
      } catch (Throwable e) {
        if (Failures.isOfProcess(e)) {
          throw e;
        }
        if (failed.add(listener)) {
          LOGGER.warn("The listener {} failed, and its later failures are not logged", listener, e);
        }
      }
    }
  }
}
