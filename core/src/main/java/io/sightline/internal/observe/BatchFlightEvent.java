package io.sightline.internal.observe;

import io.sightline.observe.BatchEvent;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A run of the model. */
@Name("io.sightline.Batch")
@Label("Batch")
@Description("A run of the model for one or several items")
@Category("Sightline")
@StackTrace(false)
final class BatchFlightEvent extends Event {
  @Label("Model")
  @Nullable String model;

  @Label("Size")
  int size;

  @Label("Run")
  @Timespan
  long run;

  @Label("Failed")
  @Description("How many of the items the model gave nothing for")
  int failed;

  void fill(BatchEvent event) {
    model = event.model();
    size = event.size();
    run = event.duration().toNanos();
    failed = event.failed();
  }
}
