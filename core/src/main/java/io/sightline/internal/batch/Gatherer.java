package io.sightline.internal.batch;

import io.sightline.tensor.TensorValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Jobs that wait for the model, by what they need in common to be run together. Used under its
 * owner's lock.
 */
final class Gatherer {
  /** So that a batch of large pictures does not need many times the memory of one. */
  private static final long MAX_BYTES = 64L << 20;

  /**
   * A job with what the model is to be fed for it.
   *
   * @param since when it came here, by {@link System#nanoTime}
   * @param submitted how many jobs had been submitted by then: those that may still join it
   */
  record Waiting(Job job, Map<String, TensorValue> values, long since, long submitted) {
    long bytes() {
      long bytes = 0;
      for (TensorValue value : values.values()) {
        bytes += (long) value.size() * Math.max(1, value.elementType().bytes());
      }
      return bytes;
    }
  }

  private static final class Group {
    final BatchLayout layout;
    final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

    Group(BatchLayout layout) {
      this.layout = layout;
    }
  }

  private final BatchedModel model;
  private final Map<Object, Group> groups = new LinkedHashMap<>();

  Gatherer(BatchedModel model) {
    this.model = model;
  }

  void add(Waiting waiting) {
    BatchLayout layout = BatchLayout.of(model.description(), waiting.values());
    Object key = model.capacity(layout) == 1 ? waiting.job() : layout.key(waiting.values());
    groups.computeIfAbsent(key, absent -> new Group(layout)).waiting.add(waiting);
  }

  private Optional<Map.Entry<Object, Group>> next(boolean oldestIsDue) {
    return groups.entrySet().stream()
        .filter(entry -> oldestIsDue || isFull(entry.getValue()))
        .min(Comparator.comparing(entry -> entry.getValue().waiting.element().since()));
  }

  private boolean isFull(Group group) {
    return batchSize(group) < group.waiting.size()
        || group.waiting.size() >= model.capacity(group.layout);
  }

  /** How many of the group go into the next batch. */
  private int batchSize(Group group) {
    int capacity = model.capacity(group.layout);
    long bytes = 0;
    int size = 0;
    for (Waiting waiting : group.waiting) {
      bytes += waiting.bytes();
      if (size == capacity || (size > 0 && bytes > MAX_BYTES)) {
        break;
      }
      size++;
    }
    return size;
  }

  boolean hasFullBatch() {
    return groups.values().stream().anyMatch(this::isFull);
  }

  boolean isEmpty() {
    return groups.isEmpty();
  }

  /** The one that has been waiting longest; to be asked if there is one. */
  Waiting oldest() {
    return groups.values().stream()
        .map(group -> group.waiting.element())
        .min(Comparator.comparing(Waiting::since))
        .orElseThrow();
  }

  /**
   * Takes the next batch: of those that are full the one that began first, or the oldest of all if
   * it is due, so that a rare shape is not overtaken for ever; empty if there is none.
   */
  List<Waiting> take(boolean oldestIsDue) {
    Optional<Map.Entry<Object, Group>> next = next(oldestIsDue);
    if (next.isEmpty()) {
      return List.of();
    }
    Group group = next.get().getValue();
    List<Waiting> batch = new ArrayList<>();
    for (int left = batchSize(group); left > 0; left--) {
      batch.add(group.waiting.remove());
    }
    if (group.waiting.isEmpty()) {
      groups.remove(next.get().getKey());
    }
    return Collections.unmodifiableList(batch);
  }

  /** Takes all that wait. */
  List<Waiting> takeAll() {
    List<Waiting> all = new ArrayList<>();
    groups.values().forEach(group -> all.addAll(group.waiting));
    groups.clear();
    return all;
  }
}
