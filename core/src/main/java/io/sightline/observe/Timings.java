package io.sightline.observe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long the stages of one prediction took: {@code decode}, {@code preprocess}, {@code queue},
 * {@code model}, {@code postprocess} and those that steps mark. {@code queue} is the wait for a
 * thread and for the others of a batch; {@code model} is the run of the whole batch. A stage that
 * runs inside another counts only for itself, so that the sum is the whole. Immutable.
 */
public final class Timings {
  private final Map<String, Long> nanos;

  private Timings(Map<String, Long> nanos) {
    this.nanos = nanos;
  }

  /**
   * Timings that were measured elsewhere.
   *
   * @param nanos nanoseconds by stage, in the order in which the stages ended; copied
   * @return the timings
   */
  public static Timings of(Map<String, Long> nanos) {
    return new Timings(Collections.unmodifiableMap(new LinkedHashMap<>(nanos)));
  }

  /**
   * All stages.
   *
   * @return nanoseconds by stage, in the order in which the stages ended
   */
  public Map<String, Long> nanos() {
    return nanos;
  }

  /**
   * One stage.
   *
   * @param stage its name
   * @return milliseconds; 0 for a stage that was not reached
   */
  public double millis(String stage) {
    return nanos.getOrDefault(stage, 0L) / 1e6;
  }

  /**
   * All stages together.
   *
   * @return milliseconds
   */
  public double totalMillis() {
    return nanos.values().stream().mapToLong(Long::longValue).sum() / 1e6;
  }

  /** Returns the stages in nanoseconds. */
  @Override
  public String toString() {
    return nanos.toString();
  }
}
