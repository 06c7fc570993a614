package io.sightline.keras.graph;

/** Names that TensorFlow accepts for parts of a graph. */
final class GraphNames {
  private GraphNames() {}

  /** A name like the given one, of letters, digits, points, dashes and underscores. */
  static String of(String name) {
    String allowed = name.replaceAll("[^A-Za-z0-9_.\\-]", "_");
    boolean startsWell = !allowed.isEmpty() && Character.isLetterOrDigit(allowed.charAt(0));
    return startsWell ? allowed : "layer" + allowed;
  }
}
