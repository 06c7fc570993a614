package io.sightline;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.sightline.observe.Timings;
import io.sightline.trace.TraceClock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Measures nested stages of one prediction; used by one thread at a time. */
final class StageClock implements TraceClock {
  private static final class Open {
    long nanos;
  }

  private final Map<String, Long> nanos = new LinkedHashMap<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private long since;

  @CanIgnoreReturnValue
  <T> T measure(String stage, Supplier<T> work) {
    lap();
    Open own = new Open();
    open.push(own);
    try {
      return work.get();
    } finally {
      lap();
      open.pop();
      nanos.merge(stage, own.nanos, Long::sum);
    }
  }

  /** Adds a stage that was measured elsewhere, between others. */
  void add(String stage, long stageNanos) {
    nanos.merge(stage, stageNanos, Long::sum);
  }

  /** Credits the time since the last event to the innermost open stage. */
  private void lap() {
    long now = System.nanoTime();
    Open innermost = open.peek();
    if (innermost != null) {
      innermost.nanos += now - since;
    }
    since = now;
  }

  @Override
  public void trace(Runnable work) {
    measure(
        "trace",
        () -> {
          work.run();
          return work;
        });
  }

  @Override
  public Map<String, Long> nanos() {
    return timings().nanos();
  }

  Timings timings() {
    return Timings.of(nanos);
  }
}
