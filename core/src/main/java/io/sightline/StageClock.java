package io.sightline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Measures nested stages of one prediction; used by one thread. */
final class StageClock {
  private final Map<String, Long> nanos = new LinkedHashMap<>();
  private final Deque<String> open = new ArrayDeque<>();
  private long since;

  <T> T measure(String stage, Supplier<T> work) {
    lap();
    open.push(stage);
    try {
      return work.get();
    } finally {
      lap();
      open.pop();
    }
  }

  /** Credits the time since the last event to the innermost open stage. */
  private void lap() {
    long now = System.nanoTime();
    String stage = open.peek();
    if (stage != null) {
      nanos.merge(stage, now - since, Long::sum);
    }
    since = now;
  }

  Timings timings() {
    return new Timings(nanos);
  }
}
