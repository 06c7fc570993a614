package io.sightline.postprocess;

import io.sightline.error.ModelMismatchException;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.labels.Labels;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The names of the classes of one row of scores, and which of them may be chosen. */
final class ClassNames {
  private static final int LISTED = 5;

  private final IntFunction<String> names;
  private final boolean @Nullable [] eligible;

  private ClassNames(IntFunction<String> names, boolean @Nullable [] eligible) {
    this.names = names;
    this.eligible = eligible;
  }

  /**
   * Names for a number of classes.
   *
   * @param names from a class to its name
   * @param settings with the classes that are allowed or denied, by name
   * @throws ModelMismatchException if one of those is no class
   */
  static ClassNames of(
      IntFunction<String> names, int classes, TopKSettings settings, ModelDescription model) {
    List<String> listed = settings.allowed() == null ? settings.denied() : settings.allowed();
    if (listed == null) {
      return new ClassNames(names, null);
    }
    boolean[] eligible = new boolean[classes];
    Set<String> unknown = new LinkedHashSet<>(listed);
    for (int i = 0; i < classes; i++) {
      String name = names.apply(i);
      boolean isListed = listed.contains(name);
      eligible[i] = isListed == (settings.allowed() != null);
      if (isListed) {
        unknown.remove(name);
      }
    }
    if (!unknown.isEmpty()) {
      throw new ModelMismatchException(
          "Classes to choose from are unknown to %s: expected names such as %s, found %s. %s"
              .formatted(
                  model.name(), some(names, classes), unknown, "Write them as the labels do."),
          model.name());
    }
    return new ClassNames(names, eligible);
  }

  String name(int index) {
    return names.apply(index);
  }

  /** The classes to choose from; null for all. */
  boolean @Nullable [] eligible() {
    return eligible;
  }

  private static List<String> some(IntFunction<String> names, int classes) {
    List<String> some = new ArrayList<>();
    for (int i = 0; i < Math.min(LISTED, classes); i++) {
      some.add(names.apply(i));
    }
    return some;
  }

  /** The names that labels give to a number of classes, aligned by the background if need be. */
  static Labels aligned(Labels labels, int classes, String output, ModelDescription model) {
    return labels
        .forClasses(classes)
        .orElseThrow(() -> ScoreOutput.wrongLabels(model, output, classes, labels));
  }
}
