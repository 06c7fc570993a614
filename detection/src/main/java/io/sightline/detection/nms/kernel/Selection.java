package io.sightline.detection.nms.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/** Chosen candidates of one class with their scores, in the order in which they were chosen. */
public final class Selection {
  private int[] indices;
  private float[] scores;
  private int size;

  /** An empty one that grows. */
  public Selection() {
    this(16);
  }

  private Selection(int capacity) {
    indices = new int[capacity];
    scores = new float[capacity];
  }

  /** Adds a candidate. */
  public void add(int index, float score) {
    if (size == indices.length) {
      indices = Arrays.copyOf(indices, Math.multiplyExact(2, size));
      scores = Arrays.copyOf(scores, indices.length);
    }
    indices[size] = index;
    scores[size++] = score;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** The candidate at a place. */
  int index(int place) {
    return indices[place];
  }

  /** The same with another number added to each candidate's. */
  public Selection shifted(int by) {
    Selection shifted = new Selection(Math.max(1, size));
    for (int i = 0; i < size; i++) {
      shifted.add(Math.addExact(indices[i], by), scores[i]);
    }
    return shifted;
  }

  /** A new array of the candidates. */
  public int[] indices() {
    return Arrays.copyOf(indices, size);
  }

  /** A new array of the scores. */
  public float[] scores() {
    return Arrays.copyOf(scores, size);
  }

  /**
   * One selection from those of all classes: always the best of what each class offers next, the
   * lower index of equal ones. The order within a class stays.
   */
  public static Selection merged(List<Selection> parts, int limit) {
    if (parts.size() == 1 && parts.get(0).size <= limit) {
      return parts.get(0);
    }
    PriorityQueue<Cursor> heads = new PriorityQueue<>();
    int total = 0;
    for (Selection part : parts) {
      total = Math.addExact(total, part.size);
      if (part.size > 0) {
        heads.add(new Cursor(part, 0));
      }
    }
    Selection all = new Selection(Math.min(total, limit));
    while (all.size < limit && !heads.isEmpty()) {
      Cursor head = heads.remove();
      all.add(head.part.indices[head.place], head.part.scores[head.place]);
      if (head.place + 1 < head.part.size) {
        heads.add(new Cursor(head.part, head.place + 1));
      }
    }
    return all;
  }

  private record Cursor(Selection part, int place, long key) implements Comparable<Cursor> {
    Cursor(Selection part, int place) {
      this(part, place, ScoreOrder.key(part.scores[place], part.indices[place]));
    }

    @Override
    public int compareTo(Cursor other) {
      return Long.compare(key, other.key);
    }
  }
}
