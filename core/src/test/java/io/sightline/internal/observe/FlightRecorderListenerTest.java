package io.sightline.internal.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.observe.BatchEvent;
import io.sightline.observe.PredictionEvent;
import io.sightline.observe.Timings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecorderListenerTest {
  private static final Timings TIMINGS =
      Timings.of(
          Map.of(
              "decode", 1_000L,
              "preprocess", 2_000L,
              "queue", 3_000L,
              "model", 4_000L,
              "postprocess", 5_000L));

  @TempDir Path directory;

  private List<RecordedEvent> record(String event, Runnable work) throws IOException {
    Path file = directory.resolve("recording.jfr");
    try (Recording recording = new Recording()) {
      recording.enable(event);
      recording.start();
      work.run();
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file).stream()
        .filter(recorded -> recorded.getEventType().getName().equals(event))
        .toList();
  }

  @Test
  void predicted_recording_holdsTheStages() throws IOException {
    FlightRecorderListener listener = new FlightRecorderListener();
    Throwable failure = new IllegalStateException("no label");

    List<RecordedEvent> events =
        record(
            "io.sightline.Prediction",
            () -> {
              listener.predicted(
                  new PredictionEvent("m.pb", "cat.jpg", TIMINGS, 4, Optional.empty()));
              listener.predicted(
                  new PredictionEvent("m.pb", "dog.jpg", TIMINGS, 0, Optional.of(failure)));
            });

    assertThat(events).hasSize(2);
    RecordedEvent answer = events.get(0);
    assertThat(answer.getString("model")).isEqualTo("m.pb");
    assertThat(answer.getString("input")).isEqualTo("cat.jpg");
    assertThat(answer.getDuration("decode")).isEqualTo(Duration.ofNanos(1_000));
    assertThat(answer.getDuration("preprocess")).isEqualTo(Duration.ofNanos(2_000));
    assertThat(answer.getDuration("queue")).isEqualTo(Duration.ofNanos(3_000));
    assertThat(answer.getDuration("run")).isEqualTo(Duration.ofNanos(4_000));
    assertThat(answer.getDuration("postprocess")).isEqualTo(Duration.ofNanos(5_000));
    assertThat(answer.getInt("batchSize")).isEqualTo(4);
    assertThat(answer.getString("failure")).isNull();
    assertThat(events.get(1).getString("failure")).isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void ran_recording_holdsTheRun() throws IOException {
    List<RecordedEvent> events =
        record(
            "io.sightline.Batch",
            () ->
                new FlightRecorderListener()
                    .ran(new BatchEvent("m.pb", 8, Duration.ofMillis(3), 2)));

    assertThat(events).hasSize(1);
    assertThat(events.get(0).getString("model")).isEqualTo("m.pb");
    assertThat(events.get(0).getInt("size")).isEqualTo(8);
    assertThat(events.get(0).getInt("failed")).isEqualTo(2);
    assertThat(events.get(0).getDuration("run")).isEqualTo(Duration.ofMillis(3));
  }
}
