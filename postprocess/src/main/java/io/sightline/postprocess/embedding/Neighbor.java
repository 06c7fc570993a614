package io.sightline.postprocess.embedding;

import java.util.Objects;

/**
 * A vector of an index, and how near it is to the one that was asked for.
 *
 * @param name its name
 * @param value what the {@link Metric} says: the cosine or the distance
 */
public record Neighbor(String name, double value) {
  /**
   * Checks that there is a name.
   *
   * @param name its name
   * @param value what the metric says
   */
  public Neighbor {
    Objects.requireNonNull(name, "name");
  }

  /** Returns name and value, as in {@code cat.jpg 0.97}. */
  @Override
  public String toString() {
    return name + " " + value;
  }
}
