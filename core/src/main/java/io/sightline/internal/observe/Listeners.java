package io.sightline.internal.observe;

import io.sightline.internal.Failures;
import io.sightline.observe.BatchEvent;
import io.sightline.observe.PredictionEvent;
import io.sightline.observe.PredictionListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells all who listen, the JDK Flight Recorder among them; what one of them throws is logged once
 * and reaches nobody.
 */
public final class Listeners implements PredictionListener {
  private static final Logger LOGGER = LoggerFactory.getLogger(Listeners.class);

  private final List<PredictionListener> listeners;
  private final Set<PredictionListener> failed = ConcurrentHashMap.newKeySet();

  /** Those who listen beside the flight recorder. */
  public Listeners(List<PredictionListener> listeners) {
    List<PredictionListener> all = new ArrayList<>(listeners);
    all.add(new FlightRecorderListener());
    this.listeners = List.copyOf(all);
  }

  @Override
  public void predicted(PredictionEvent event) {
    tell(listener -> listener.predicted(event));
  }

  @Override
  public void ran(BatchEvent event) {
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
