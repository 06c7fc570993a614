package io.sightline.detection;

import io.sightline.error.ModelMismatchException;
import io.sightline.postprocess.labels.Label;
import io.sightline.postprocess.labels.Labels;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a model's classes, aligned with the numbers that its contract counts by.
 *
 * <p>Ids that a label file states must be the contract's. A plain list names the classes from the
 * contract's first on; an entry for the background in front of them is passed over, unless the list
 * is as long as there are classes. Labels that cannot be those of the model are refused.
 */
final class ClassNames {
  private final @Nullable Labels labels;
  private final int offset;
  private final String model;

  private ClassNames(@Nullable Labels labels, int offset, String model) {
    this.labels = labels;
    this.offset = offset;
    this.model = model;
  }

  /** No names: every class shows its number. */
  static ClassNames none(String model) {
    return new ClassNames(null, 0, model);
  }

  /**
   * Aligns labels.
   *
   * @param first the number of the contract's first class
   * @param count how many classes the model has, if that is known
   */
  static ClassNames of(Labels labels, int first, OptionalInt count, String model) {
    if (labels.size() == 0) {
      return none(model);
    }
    return labels.hasStatedIds()
        ? stated(labels, first, count, model)
        : positional(labels, first, count, model);
  }

  private static ClassNames stated(Labels labels, int first, OptionalInt count, String model) {
    int lowest = labels.entries().stream().mapToInt(Label::id).min().orElseThrow();
    int highest = labels.entries().stream().mapToInt(Label::id).max().orElseThrow();
    boolean background = lowest == 0 && first == 1 && labels.find(0).orElseThrow().isBackground();
    if ((lowest < first && !background) || (first == 0 && lowest == 1)) {
      throw misfit(
          model,
          "class ids from %s on".formatted(first),
          "%s, which begin with %s".formatted(labels.size(), lowest),
          "Count the ids of the label file as the model does, or state another contract.");
    }
    if (count.isPresent() && highest > first + count.getAsInt() - 1) {
      throw misfit(
          model,
          "class ids of at most " + (first + count.getAsInt() - 1),
          "the id " + highest,
          "Use the label file that came with the model.");
    }
    return new ClassNames(labels, 0, model);
  }

  private static ClassNames positional(Labels labels, int first, OptionalInt count, String model) {
    boolean background = labels.entries().get(0).isBackground();
    boolean skip = background && !(count.isPresent() && count.getAsInt() == labels.size());
    int named = labels.size() - (skip ? 1 : 0);
    if (count.isPresent() && count.getAsInt() != named) {
      throw misfit(
          model,
          count.getAsInt() + " names",
          named + (skip ? " beside the background" : ""),
          "Use the label file that came with the model.");
    }
    return new ClassNames(labels, (skip ? 1 : 0) - first, model);
  }

  private static ModelMismatchException misfit(
      String model, String expected, String found, String advice) {
    return new ModelMismatchException(
        "The labels do not fit the classes of %s: expected %s, found %s. %s"
            .formatted(model, expected, found, advice),
        model);
  }

  boolean areKnown() {
    return labels != null;
  }

  /** Refuses a class that lies behind the end of a plain list. */
  void require(int classId) {
    if (labels != null
        && !labels.hasStatedIds()
        && (classId + offset < 0 || classId + offset >= labels.size())) {
      throw misfit(
          model,
          "a name for each class",
          "none for the class %s that the model gave, among %s names"
              .formatted(classId, labels.size()),
          "Use the label file that came with the model.");
    }
  }

  Optional<String> name(int classId) {
    return find(classId).map(label -> label.name().isEmpty() ? label.shownName() : label.name());
  }

  /** The display name, unless the labels are used by their names. */
  Optional<String> displayName(int classId) {
    return find(classId)
        .flatMap(Label::displayName)
        .filter(name -> labels != null && labels.name(classId + offset).equals(name));
  }

  private Optional<Label> find(int classId) {
    return labels == null ? Optional.empty() : labels.find(classId + offset);
  }

  /** Whether a name or display name is that of a class. */
  boolean isCalled(int classId, String name) {
    return find(classId)
        .filter(label -> label.name().equals(name) || label.shownName().equals(name))
        .isPresent();
  }

  /** Refuses names that no class has. */
  void requireNames(Set<String> names) {
    if (labels == null) {
      return;
    }
    List<String> unknown =
        names.stream()
            .filter(
                name ->
                    labels.entries().stream()
                        .noneMatch(
                            label -> label.name().equals(name) || label.shownName().equals(name)))
            .toList();
    if (!unknown.isEmpty()) {
      throw new ModelMismatchException(
          "No class of %s has the name that was chosen: expected names of %s, found %s. Correct them."
              .formatted(model, labels, unknown),
          model);
    }
  }

  @Override
  public String toString() {
    return labels == null ? "no labels" : labels.toString();
  }
}
