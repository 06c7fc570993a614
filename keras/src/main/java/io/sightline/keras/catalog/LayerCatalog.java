package io.sightline.keras.catalog;

import io.sightline.keras.model.Activation;
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
   * Whether a layer that {@link #weights} knows can have an activation.
   *
   * @param layer the layer
   * @param activation one that its settings name
   * @return true if it can be computed, or if the layer sees to it itself
   */
  boolean supports(Layer layer, Activation activation);

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
