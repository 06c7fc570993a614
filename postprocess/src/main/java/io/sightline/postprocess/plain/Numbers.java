package io.sightline.postprocess.plain;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a model gave for one item, such as an age or the angles of a head.
 *
 * <pre>{@code
 * double yaw = numbers.value("yaw");
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Numbers {
  private final List<NamedNumber> entries;

  private Numbers(List<NamedNumber> entries) {
    this.entries = entries;
  }

  /**
   * Numbers that were made elsewhere.
   *
   * @param entries at least one, each of another name; copied
   * @return the numbers
   * @throws IllegalArgumentException if there are none, or two of one name
   */
  public static Numbers of(List<NamedNumber> entries) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("Numbers need at least one entry: got none");
    }
    requireDistinct(entries.stream().map(NamedNumber::name).toList());
    return new Numbers(List.copyOf(entries));
  }

  /** Refuses names of which two are equal. */
  static void requireDistinct(List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(
            "Each number needs a name of its own: got '%s' twice".formatted(name));
      }
    }
  }

  /**
   * One number.
   *
   * @param name its name; without names, its index as text
   * @return the number
   * @throws IllegalArgumentException if there is none of that name; the message lists those there
   *     are
   */
  public double value(String name) {
    for (NamedNumber entry : entries) {
      if (entry.name().equals(name)) {
        return entry.value();
      }
    }
    throw new IllegalArgumentException(
        "There is no number '%s': expected one of %s"
            .formatted(name, entries.stream().map(NamedNumber::name).toList()));
  }

  /**
   * The number of a model that gives only one.
   *
   * @return the number
   * @throws IllegalStateException if there are several; the message lists them
   */
  public double only() {
    if (entries.size() != 1) {
      throw new IllegalStateException(
          "The model does not give one number but %s: %s. Name the one to read."
              .formatted(entries.size(), entries));
    }
    return entries.get(0).value();
  }

  /**
   * All numbers.
   *
   * @return an unmodifiable list of at least one, in the model's order
   */
  public List<NamedNumber> entries() {
    return entries;
  }

  /**
   * All numbers, without names.
   *
   * @return a new array, in the model's order
   */
  public double[] values() {
    return entries.stream().mapToDouble(NamedNumber::value).toArray();
  }

  /** Whether the other has the same names and numbers in the same order, bit for bit. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Numbers that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  /** Returns names and numbers in one line, as in {@code yaw 12.5, pitch -3.25}. */
  @Override
  public String toString() {
    return entries.stream().map(NamedNumber::toString).collect(Collectors.joining(", "));
  }
}
