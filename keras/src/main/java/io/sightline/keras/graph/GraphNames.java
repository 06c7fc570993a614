package io.sightline.keras.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Names that TensorFlow accepts for parts of a graph, each given once. */
final class GraphNames {
  private final Map<String, Integer> next = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /** A name like the given one, with a number behind it if that was given before. */
  String unused(String name) {
    String plain = of(name);
    String free = plain;
    while (!taken.add(free)) {
      free = plain + "_" + next.merge(plain, 1, Integer::sum);
    }
    return free;
  }

  /** A name like the given one, of letters, digits, points, dashes and underscores. */
  private static String of(String name) {
    String allowed = name.replaceAll("[^A-Za-z0-9_.\\-]", "_");
    boolean startsWell = !allowed.isEmpty() && Character.isLetterOrDigit(allowed.charAt(0));
    return startsWell ? allowed : "layer" + allowed;
  }
}
