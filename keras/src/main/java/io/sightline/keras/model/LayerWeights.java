package io.sightline.keras.model;

import java.util.List;
import java.util.Optional;

/**
 * The weights of one layer, by their roles.
 *
 * @param all the weights in the order in which the layer makes them
 */
public record LayerWeights(List<Weight> all) {
  /** Those of a layer that has none. */
  public static final LayerWeights NONE = new LayerWeights(List.of());

  /**
   * Copies the list.
   *
   * @param all the weights
   */
  public LayerWeights {
    all = List.copyOf(all);
  }

  /**
   * The weight with the role, such as {@code kernel}; empty if the layer's settings leave it out.
   */
  public Optional<Weight> find(String role) {
    return all.stream().filter(weight -> weight.role().equals(role)).findFirst();
  }

  /**
   * The weight with the role.
   *
   * @throws IllegalStateException if there is none: the caller asks for what its settings leave out
   */
  public Weight get(String role) {
    return find(role)
        .orElseThrow(() -> new IllegalStateException("There is no weight " + role + " in " + all));
  }
}
