package io.sightline.postprocess;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The names of a model's classes: the first is that of index 0.
 *
 * <pre>{@code
 * Labels labels = Labels.read(Path.of("imagenet_labels.txt"));
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Labels {
  private final List<String> names;

  private Labels(List<String> names) {
    this.names = names;
  }

  /**
   * Labels from a list.
   *
   * @param names the names, that of index 0 first; copied
   * @return the labels
   * @throws IllegalArgumentException if the list is empty
   */
  public static Labels of(List<String> names) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("Labels need at least one name: got an empty list");
    }
    return new Labels(List.copyOf(names));
  }

  /**
   * Reads a text file with one label a line, in UTF-8. A byte order mark, either kind of line end
   * and empty lines at the end are accepted; a line is taken as it is, but for spaces around it.
   *
   * @param file the file
   * @return the labels
   * @throws io.sightline.error.FileFormatException if the file is missing or is not such a list;
   *     line and column say where
   */
  public static Labels read(Path file) {
    return of(LabelTextReader.read(file));
  }

  /**
   * The number of labels.
   *
   * @return at least 1
   */
  public int size() {
    return names.size();
  }

  /**
   * The name of a class.
   *
   * @param index the class, 0 is the first
   * @return its name
   * @throws IndexOutOfBoundsException if there is no such class
   */
  public String get(int index) {
    Objects.checkIndex(index, names.size());
    return names.get(index);
  }

  /**
   * The class of a name.
   *
   * @param name the name
   * @return the first class so named; empty if there is none
   */
  public OptionalInt indexOf(String name) {
    int index = names.indexOf(name);
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /**
   * All names.
   *
   * @return an unmodifiable list, that of index 0 first
   */
  public List<String> names() {
    return names;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Labels that && names.equals(that.names);
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }

  /** Returns the number of labels and the first, as in {@code 1001 labels: background, ...}. */
  @Override
  public String toString() {
    return "%d labels: %s%s".formatted(size(), get(0), size() > 1 ? ", ..." : "");
  }
}
