package io.sightline.batch;

import java.time.Duration;
import java.util.Objects;

/**
 * How the inputs of {@code predictAll} and {@code predictAsync} are gathered into batches.
 *
 * <pre>{@code
 * Batching.upTo(8).maxDelay(Duration.ofMillis(2)).queueCapacity(500)
 * }</pre>
 *
 * <p>A batch holds samples whose shapes and element types agree, and never more than 64 MiB of
 * them; a model with a fixed batch length N gets batches of N, filled up with copies whose answers
 * are dropped. The first batches are compared with runs of single items. A model that cannot take
 * several items at once, or that gives other answers then, is run item by item from there on, and a
 * warning says so.
 *
 * <p>Defaults: at most 16 items, no delay, 1024 waiting, no wait when the queue is full. Immutable
 * and safe for use by several threads.
 */
public final class Batching {
  private static final Batching STANDARD = new Batching(16, Duration.ZERO, 1024, Duration.ZERO);

  private final int maxSize;
  private final Duration maxDelay;
  private final int queueCapacity;
  private final Duration maxWait;

  private Batching(int maxSize, Duration maxDelay, int queueCapacity, Duration maxWait) {
    this.maxSize = maxSize;
    this.maxDelay = maxDelay;
    this.queueCapacity = queueCapacity;
    this.maxWait = maxWait;
  }

  /**
   * The defaults.
   *
   * @return batches of at most 16 items
   */
  public static Batching standard() {
    return STANDARD;
  }

  /**
   * Every item is run alone, as {@code predict} does it.
   *
   * @return batches of one
   */
  public static Batching none() {
    return upTo(1);
  }

  /**
   * Batches of a size.
   *
   * @param maxSize the largest number of items in one run of the model, at least 1; a model with a
   *     fixed batch length has its own
   * @return the defaults with this size
   * @throws IllegalArgumentException if it is less than 1
   */
  public static Batching upTo(int maxSize) {
    return STANDARD.maxSize(maxSize);
  }

  /**
   * The largest number of items in one run of the model.
   *
   * @param newMaxSize at least 1
   * @return the changed settings
   * @throws IllegalArgumentException if it is less than 1
   */
  public Batching maxSize(int newMaxSize) {
    requireAtLeastOne("maxSize", newMaxSize);
    return new Batching(newMaxSize, maxDelay, queueCapacity, maxWait);
  }

  /**
   * How long {@code predictAsync} lets an item wait for others while the model could run. With
   * zero, the default, the model runs when it is free and all calls have been taken up that were
   * there when the first item of the batch was ready; those that are still in their pre-processing
   * are waited for a millisecond. So batches fill by themselves under load. {@code predictAll} does
   * the same, whatever is said here.
   *
   * @param newMaxDelay zero or more
   * @return the changed settings
   * @throws IllegalArgumentException if it is negative
   */
  public Batching maxDelay(Duration newMaxDelay) {
    return new Batching(
        maxSize, requireNotNegative("maxDelay", newMaxDelay), queueCapacity, maxWait);
  }

  /**
   * How many calls of {@code predictAsync} may be under way, from the call to its answer.
   *
   * @param newQueueCapacity at least 1
   * @return the changed settings
   * @throws IllegalArgumentException if it is less than 1
   */
  public Batching queueCapacity(int newQueueCapacity) {
    requireAtLeastOne("queueCapacity", newQueueCapacity);
    return new Batching(maxSize, maxDelay, newQueueCapacity, maxWait);
  }

  /**
   * How long {@code predictAsync} blocks its caller while the queue is full, before the call ends
   * with an {@link io.sightline.error.OverloadException}. With zero, the default, it never blocks.
   *
   * @param newMaxWait zero or more
   * @return the changed settings
   * @throws IllegalArgumentException if it is negative
   */
  public Batching maxWaitWhenFull(Duration newMaxWait) {
    return new Batching(
        maxSize, maxDelay, queueCapacity, requireNotNegative("maxWaitWhenFull", newMaxWait));
  }

  private static void requireAtLeastOne(String setting, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(setting + " must be at least 1, got " + value);
    }
  }

  private static Duration requireNotNegative(String setting, Duration value) {
    if (Objects.requireNonNull(value, setting).isNegative()) {
      throw new IllegalArgumentException(setting + " must not be negative, got " + value);
    }
    return value;
  }

  /**
   * The largest batch.
   *
   * @return the number of items, at least 1
   */
  public int maxSize() {
    return maxSize;
  }

  /**
   * The longest wait for others.
   *
   * @return zero or more
   */
  public Duration maxDelay() {
    return maxDelay;
  }

  /**
   * The longest queue.
   *
   * @return the number of calls, at least 1
   */
  public int queueCapacity() {
    return queueCapacity;
  }

  /**
   * The longest wait of a caller for room in the queue.
   *
   * @return zero or more
   */
  public Duration maxWaitWhenFull() {
    return maxWait;
  }

  /** Returns all settings. */
  @Override
  public String toString() {
    return "batches of at most %s, delay %s, queue of %s, wait %s when full"
        .formatted(maxSize, maxDelay, queueCapacity, maxWait);
  }
}
