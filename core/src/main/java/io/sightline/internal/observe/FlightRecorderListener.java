package io.sightline.internal.observe;

import io.sightline.observe.BatchEvent;
import io.sightline.observe.PredictionEvent;
import io.sightline.observe.PredictionListener;

/** Writes an event for each prediction and each run, while a recording asks for them. */
public final class FlightRecorderListener implements PredictionListener {
  @Override
  public void predicted(PredictionEvent event) {
    PredictionFlightEvent recorded = new PredictionFlightEvent();
    if (recorded.isEnabled()) {
      recorded.fill(event);
      recorded.commit();
    }
  }

  @Override
  public void ran(BatchEvent event) {
    BatchFlightEvent recorded = new BatchFlightEvent();
    if (recorded.isEnabled()) {
      recorded.fill(event);
      recorded.commit();
    }
  }

  @Override
  public String toString() {
    return "JDK Flight Recorder";
  }
}
