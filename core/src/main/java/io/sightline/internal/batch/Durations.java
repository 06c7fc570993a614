package io.sightline.internal.batch;

import java.time.Duration;

/** Durations as numbers that may be waited for. */
public final class Durations {
  private Durations() {}

  /** The nanoseconds of a duration that is not negative; the largest number if it is longer. */
  public static long nanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE; // 292 years: no wait ends later
    }
  }
}
