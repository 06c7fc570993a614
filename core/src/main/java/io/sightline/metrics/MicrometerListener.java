package io.sightline.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.sightline.observe.BatchEvent;
import io.sightline.observe.PredictionEvent;
import io.sightline.observe.PredictionListener;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Counts and times predictions in a Micrometer registry.
 *
 * <pre>{@code
 * Predictor.builder().listener(new MicrometerListener(registry))
 * }</pre>
 *
 * <table>
 * <caption>Meters; all have the tag {@code model}</caption>
 * <tr><th>name</th><th>kind</th><th>says</th></tr>
 * <tr><td>{@code sightline.predictions}</td><td>timer</td><td>predictions and the time each took in
 *     all stages; tag {@code outcome}: {@code success}, or the simple name of the exception</td></tr>
 * <tr><td>{@code sightline.stage}</td><td>timer</td><td>the time in one stage, tag {@code stage}:
 *     {@code decode}, {@code preprocess}, {@code queue}, {@code model}, {@code postprocess}, and those
 *     that steps mark</td></tr>
 * <tr><td>{@code sightline.batch.size}</td><td>summary</td><td>runs of the model and how many items
 *     each was for</td></tr>
 * <tr><td>{@code sightline.batch.run}</td><td>timer</td><td>the time of a run</td></tr>
 * </table>
 *
 * <p>Safe for use by several threads and with several predictors.
 */
public final class MicrometerListener implements PredictionListener {
  private final MeterRegistry registry;
  private final Tags tags;

  /**
   * A listener.
   *
   * @param registry where the meters are
   * @param tags tags that each of them has beside its own
   */
  @SuppressWarnings("exports") // the application requires Micrometer, or it has no registry
  public MicrometerListener(MeterRegistry registry, Tag... tags) {
    this.registry = Objects.requireNonNull(registry, "registry");
    this.tags = Tags.of(tags);
  }

  @Override
  public void predicted(PredictionEvent event) {
    Tags own = tags.and("model", event.model());
    String outcome =
        event.failure().map(failure -> failure.getClass().getSimpleName()).orElse("success");
    Duration total =
        Duration.ofNanos(event.timings().nanos().values().stream().mapToLong(nanos -> nanos).sum());
    timer("sightline.predictions", own.and("outcome", outcome)).record(total);
    event
        .timings()
        .nanos()
        .forEach(
            (stage, nanos) ->
                timer("sightline.stage", own.and("stage", stage))
                    .record(nanos, TimeUnit.NANOSECONDS));
  }

  @Override
  public void ran(BatchEvent event) {
    Tags own = tags.and("model", event.model());
    DistributionSummary.builder("sightline.batch.size")
        .tags(own)
        .register(registry)
        .record(event.size());
    timer("sightline.batch.run", own).record(event.duration());
  }

  private Timer timer(String name, Tags own) {
    return Timer.builder(name).tags(own).register(registry);
  }
}
