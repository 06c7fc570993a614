package io.sightline.keras.catalog;

import io.sightline.keras.model.Layer;
import java.util.Optional;

/** The layers and operations that can be computed, and the weights that they have. */
public interface LayerCatalog {
  /**
   * The weights that a layer has.
   *
   * @param layer a layer that is neither an input, an operation nor a model
   * @return its weights by its settings; empty if layers of this class are not supported
   */
  Optional<WeightLayout> weights(Layer layer);

  /**
   * Whether an operation is supported.
   *
   * @param operation an operation
   * @return true if it can be computed
   */
  boolean supports(Layer operation);

  /**
   * Whether a user has added layers of a class.
   *
   * @param className the class, without the package under which it was registered
   * @return true if it is not one of Keras alone
   */
  boolean isAdded(String className);
}
