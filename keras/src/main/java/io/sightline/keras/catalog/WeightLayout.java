package io.sightline.keras.catalog;

import java.util.ArrayList;
import java.util.List;

/**
 * The weights that a layer has by its settings, in the order in which it makes them.
 *
 * @param own its own weights
 * @param parts the layers that it is made of, which make their weights after it
 */
public record WeightLayout(List<WeightSpec> own, List<Part> parts) {
  /** That of a layer without weights. */
  public static final WeightLayout NONE = of();

  /**
   * Copies the lists.
   *
   * @param own its own weights
   * @param parts the layers that it is made of
   */
  public WeightLayout {
    own = List.copyOf(own);
    parts = List.copyOf(parts);
  }

  /**
   * A layer that a layer is made of, such as the query of an attention.
   *
   * @param role what comes before the role of its weights and a slash: {@code query} of {@code
   *     query/kernel}
   * @param attribute the name of the attribute that holds it, with or without an underscore before
   *     it: {@code query_dense}
   * @param weights its weights
   */
  public record Part(String role, String attribute, List<WeightSpec> weights) {
    /**
     * Copies the list.
     *
     * @param role what comes before the role of its weights
     * @param attribute the attribute
     * @param weights its weights
     */
    public Part {
      weights = List.copyOf(weights);
    }
  }

  /** The layout of a layer that is not made of others. */
  public static WeightLayout of(WeightSpec... own) {
    return new WeightLayout(List.of(own), List.of());
  }

  /** All weights in order, the roles with those of the parts before them. */
  public List<WeightSpec> all() {
    List<WeightSpec> all = new ArrayList<>(own);
    for (Part part : parts) {
      for (WeightSpec spec : part.weights()) {
        all.add(new WeightSpec(part.role() + "/" + spec.role(), spec.shape(), spec.trainable()));
      }
    }
    return all;
  }
}
