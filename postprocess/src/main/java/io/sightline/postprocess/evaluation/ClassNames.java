package io.sightline.postprocess.evaluation;

import io.sightline.postprocess.labels.Labels;
import java.util.List;
import java.util.stream.IntStream;

/** What the classes of an evaluation are called. */
final class ClassNames {
  /** The counts of the pairs of classes have to fit into one array. */
  static final int MAX_CLASSES = 46_340;

  private ClassNames() {}

  /** A name for each class, that of index 0 first. */
  static List<String> of(Labels labels) {
    int classes =
        labels
            .rowLength()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "The labels of an evaluation have the ids 0, 1, 2 and so on: got "
                            + labels));
    return IntStream.range(0, classes).mapToObj(labels::name).toList();
  }

  /** The indices as names. */
  static List<String> ofIndices(int classes) {
    requireCount(classes);
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  /** An array with a place for each pair of classes. */
  static long[] pairs(List<String> names) {
    requireCount(names.size());
    return new long[names.size() * names.size()];
  }

  static void require(String role, int index, List<String> names) {
    if (index < 0 || index >= names.size()) {
      throw new IllegalArgumentException(
          "The %s must be a class from 0 to %s: got %s".formatted(role, names.size() - 1, index));
    }
  }

  private static void requireCount(int classes) {
    if (classes < 1 || classes > MAX_CLASSES) {
      throw new IllegalArgumentException(
          "An evaluation takes 1 to %s classes: got %s".formatted(MAX_CLASSES, classes));
    }
  }
}
