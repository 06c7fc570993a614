package io.sightline.postprocess.labels;

import java.util.ArrayList;
import java.util.List;

/**
 * What a file says.
 *
 * @param entries in the file's order
 * @param statedIds whether the ids are in the file; if not, they are positions
 * @param notes what the reader found strange
 */
record LabelSet(List<Label> entries, boolean statedIds, List<String> notes) {
  /** Labels whose ids are stated. */
  static LabelSet stated(List<Label> entries) {
    return new LabelSet(entries, true, List.of());
  }

  /** Names whose ids are their positions. */
  static LabelSet positional(List<String> names, List<String> notes) {
    List<Label> entries = new ArrayList<>(names.size());
    for (String name : names) {
      entries.add(Label.of(entries.size(), name));
    }
    return new LabelSet(entries, false, notes);
  }
}
