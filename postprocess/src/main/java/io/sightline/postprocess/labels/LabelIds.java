package io.sightline.postprocess.labels;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;

/** Which ids there are. */
final class LabelIds {
  private final TreeSet<Integer> ids;

  LabelIds(Collection<Integer> ids) {
    this.ids = new TreeSet<>(ids);
  }

  int first() {
    return ids.first();
  }

  int last() {
    return ids.last();
  }

  boolean contains(int id) {
    return ids.contains(id);
  }

  /** How many numbers between the first and the last are no ids. */
  long gapCount() {
    return ids.isEmpty() ? 0 : (long) last() - first() + 1 - ids.size();
  }

  /** The first of the numbers that are no ids. */
  List<Integer> gaps(int most) {
    List<Integer> gaps = new ArrayList<>();
    int next = ids.isEmpty() ? 0 : first();
    for (int id : ids) {
      while (next < id && gaps.size() < most) {
        gaps.add(next);
        next++;
      }
      next = id + 1;
    }
    return gaps;
  }

  /** How many there are if they are 0, 1, 2 and so on. */
  OptionalInt rowLength() {
    boolean row = !ids.isEmpty() && first() == 0 && gapCount() == 0;
    return row ? OptionalInt.of(ids.size()) : OptionalInt.empty();
  }

  /** As in {@code the ids 1 to 90 with 10 gaps}. */
  @Override
  public String toString() {
    if (ids.isEmpty()) {
      return "no ids";
    }
    return first() == last()
        ? "the id " + first()
        : "the ids %s to %s%s"
            .formatted(
                first(), last(), gapCount() == 0 ? "" : " with %s gaps".formatted(gapCount()));
  }
}
