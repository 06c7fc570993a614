package io.sightline.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.observe.BatchEvent;
import io.sightline.observe.PredictionEvent;
import io.sightline.observe.Timings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MicrometerListenerTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MicrometerListener listener =
      new MicrometerListener(registry, Tag.of("service", "shop"));

  private static PredictionEvent event(Optional<Throwable> failure) {
    return new PredictionEvent(
        "m.pb",
        "cat.jpg",
        Timings.of(Map.of("decode", 2_000_000L, "model", 3_000_000L)),
        1,
        failure);
  }

  @Test
  void predicted_answersAndFailures_areCountedApart() {
    listener.predicted(event(Optional.empty()));
    listener.predicted(event(Optional.empty()));
    listener.predicted(event(Optional.of(new IllegalStateException("no label"))));

    assertThat(registry.get("sightline.predictions").tag("outcome", "success").timer().count())
        .isEqualTo(2);
    assertThat(
            registry
                .get("sightline.predictions")
                .tags("outcome", "IllegalStateException", "model", "m.pb", "service", "shop")
                .timer()
                .totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo(5);
  }

  @Test
  void predicted_stages_areTimedApart() {
    listener.predicted(event(Optional.empty()));

    assertThat(
            registry
                .get("sightline.stage")
                .tags("stage", "decode", "service", "shop")
                .timer()
                .totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo(2);
    assertThat(registry.get("sightline.stage").tag("stage", "model").timer().count()).isEqualTo(1);
  }

  @Test
  void ran_batches_areCountedByTheirItems() {
    listener.ran(new BatchEvent("m.pb", 8, Duration.ofMillis(4), 0));
    listener.ran(new BatchEvent("m.pb", 2, Duration.ofMillis(2), 1));

    assertThat(registry.get("sightline.batch.size").tag("model", "m.pb").summary().totalAmount())
        .isEqualTo(10);
    assertThat(registry.get("sightline.batch.size").summary().count()).isEqualTo(2);
    assertThat(
            registry
                .get("sightline.batch.run")
                .tag("service", "shop")
                .timer()
                .totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo(6);
  }
}
