package io.sightline.trace;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sightline.observe.Timings;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Measures nested stages of one prediction. One thread at a time works on it; others may read and
 * trace meanwhile, since a call can be given up while a step runs.
 */
public final class StageClock implements TraceClock {
  private static final class Open {
    long nanos;
  }

  @GuardedBy("this")
  private final Map<String, Long> nanos = new LinkedHashMap<>();

  @GuardedBy("this")
  private final Deque<Open> open = new ArrayDeque<>();

  @GuardedBy("this")
  private long since;

  /** Does the work as a stage; a stage inside another counts only for itself. */
  @CanIgnoreReturnValue
  public <T> T measure(String stage, Supplier<T> work) {
    Open own = enter();
    try {
      return work.get();
    } finally {
      exit(stage, own);
    }
  }

  private synchronized Open enter() {
    lap();
    Open own = new Open();
    open.push(own);
    return own;
  }

  private synchronized void exit(String stage, Open own) {
    lap();
    open.remove(own);
    nanos.merge(stage, own.nanos, Long::sum);
  }

  /** Adds a stage that was measured elsewhere, between others. */
  public synchronized void add(String stage, long stageNanos) {
    nanos.merge(stage, stageNanos, Long::sum);
  }

  /** Credits the time since the last event to the innermost open stage. */
  @GuardedBy("this")
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

  /** The stages that have ended. */
  public synchronized Timings timings() {
    return Timings.of(nanos);
  }
}
