package io.sightline.postprocess.labels;

import io.sightline.postprocess.labels.text.SourceText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Says what a reader of labels should know: gaps, background, duplicates. */
final class LabelNotes {
  private static final int LISTED = 10;

  private LabelNotes() {}

  static List<String> of(LabelSet labels, LabelIds ids) {
    List<String> notes = new ArrayList<>(labels.notes());
    if (!labels.entries().isEmpty()) {
      if (labels.statedIds()) {
        statedIds(labels.entries(), ids, notes);
      } else if (labels.entries().get(0).isBackground()) {
        notes.add("The first name is the background: the ids of the others begin at 1.");
      }
      names(labels.entries(), notes);
    }
    return List.copyOf(notes);
  }

  private static void statedIds(List<Label> entries, LabelIds ids, List<String> notes) {
    if (ids.first() < 0) {
      notes.add("There are negative ids; the Object Detection API refuses them.");
    }
    if (!ids.contains(0) && ids.first() > 0) {
      notes.add("There is no id 0: the ids begin at %s.".formatted(ids.first()));
    }
    entries.stream()
        .filter(label -> label.id() == 0)
        .findFirst()
        .ifPresent(
            zero -> {
              if (zero.isBackground()) {
                notes.add("The id 0 is the background.");
              }
            });
    if (ids.gapCount() > 0) {
      notes.add(
          "Between %s and %s there are %s gaps: %s."
              .formatted(
                  ids.first(), ids.last(), ids.gapCount(), some(ids.gaps(LISTED), ids.gapCount())));
    }
    duplicateIds(entries, notes);
  }

  private static void duplicateIds(List<Label> entries, List<String> notes) {
    Map<Integer, Integer> counts = new HashMap<>();
    Set<Integer> repeated = new LinkedHashSet<>();
    for (Label label : entries) {
      if (counts.merge(label.id(), 1, Integer::sum) > 1) {
        repeated.add(label.id());
      }
    }
    if (!repeated.isEmpty()) {
      notes.add(
          "Ids that are there several times name their first class: %s.".formatted(some(repeated)));
    }
  }

  private static void names(List<Label> entries, List<String> notes) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    entries.forEach(label -> counts.merge(label.shownName(), 1, Integer::sum));
    int empty = counts.getOrDefault("", 0);
    if (empty > 0) {
      notes.add("Classes without a name: %s.".formatted(empty));
    }
    List<String> repeated =
        counts.entrySet().stream()
            .filter(entry -> entry.getValue() > 1 && !entry.getKey().isEmpty())
            .map(entry -> SourceText.quote(entry.getKey()))
            .toList();
    if (!repeated.isEmpty()) {
      notes.add("Names that several classes have: %s.".formatted(some(repeated)));
    }
  }

  /** The first of a collection. */
  static String some(Collection<?> all) {
    return some(all, all.size());
  }

  private static String some(Collection<?> known, long count) {
    String listed =
        known.stream().limit(LISTED).map(String::valueOf).collect(Collectors.joining(", "));
    return count > LISTED ? "%s and %s more".formatted(listed, count - LISTED) : listed;
  }
}
