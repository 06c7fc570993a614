package io.sightline.keras.model;

/**
 * Which Keras wrote a model.
 *
 * @param text as the file says it, such as {@code 2.2.4-tf} or {@code 3.15.1}; empty if it does
 *     not, as Keras 1 never did
 * @param generation 1, 2 or 3: the number before the first point
 * @param minor the number after the first point; 0 if there is none
 */
public record KerasVersion(String text, int generation, int minor) {
  /** The version of what is written in a file. */
  public static KerasVersion of(String text) {
    String[] parts = text.split("[^0-9]+", 3);
    return text.isEmpty()
        ? new KerasVersion("", 1, 0)
        : new KerasVersion(text, number(parts, 0, 2), number(parts, 1, 0));
  }

  private static int number(String[] parts, int index, int otherwise) {
    boolean isNumber = index < parts.length && parts[index].matches("[0-9]{1,4}");
    return isNumber ? Integer.parseInt(parts[index]) : otherwise;
  }

  @Override
  public String toString() {
    return text.isEmpty() ? "1" : text;
  }
}
