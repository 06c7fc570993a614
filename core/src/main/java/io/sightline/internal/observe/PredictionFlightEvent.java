package io.sightline.internal.observe;

import io.sightline.observe.PredictionEvent;
import io.sightline.observe.Timings;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A prediction that has ended. */
@Name("io.sightline.Prediction")
@Label("Prediction")
@Description("A prediction that has ended, with the time that its stages took")
@Category("Sightline")
@StackTrace(false)
final class PredictionFlightEvent extends Event {
  @Label("Model")
  @Nullable String model;

  @Label("Input")
  @Description("The path or name of the input")
  @Nullable String input;

  @Label("Decode")
  @Timespan
  long decode;

  @Label("Pre-process")
  @Timespan
  long preprocess;

  @Label("Queue")
  @Description("The wait for a thread and for the others of the batch")
  @Timespan
  long queue;

  @Label("Model Run")
  @Timespan
  long run;

  @Label("Post-process")
  @Timespan
  long postprocess;

  @Label("Batch Size")
  @Description("With how many items it was in the model, itself included; 0 if it was not there")
  int batchSize;

  @Label("Failure")
  @Description("The class of the exception; nothing for an answer")
  @Nullable String failure;

  void fill(PredictionEvent event) {
    Timings timings = event.timings();
    model = event.model();
    input = event.input();
    decode = nanos(timings, "decode");
    preprocess = nanos(timings, "preprocess");
    queue = nanos(timings, "queue");
    run = nanos(timings, "model");
    postprocess = nanos(timings, "postprocess");
    batchSize = event.batchSize();
    failure = event.failure().map(thrown -> thrown.getClass().getName()).orElse(null);
  }

  private static long nanos(Timings timings, String stage) {
    return timings.nanos().getOrDefault(stage, 0L);
  }
}
