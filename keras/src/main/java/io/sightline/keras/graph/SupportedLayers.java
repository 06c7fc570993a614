package io.sightline.keras.graph;

import io.sightline.keras.build.LayerBuilder;
import io.sightline.keras.catalog.LayerCatalog;
import io.sightline.keras.catalog.WeightLayout;
import io.sightline.keras.layer.StandardLayers;
import io.sightline.keras.model.Activation;
import io.sightline.keras.model.Layer;
import io.sightline.keras.model.Layer.Kind;
import io.sightline.keras.operation.StandardOperations;
import java.util.Optional;

/**
 * The layers and operations that can be computed.
 *
 * @param layers the layers
 */
public record SupportedLayers(StandardLayers layers) implements LayerCatalog {
  /** Those of Keras. */
  public SupportedLayers() {
    this(new StandardLayers());
  }

  @Override
  public Optional<WeightLayout> weights(Layer layer) {
    return layers.weights(layer);
  }

  @Override
  public boolean supports(Layer layer, Activation activation) {
    return layers.supports(layer, activation);
  }

  @Override
  public boolean supports(Layer operation) {
    return StandardOperations.find(operation).isPresent();
  }

  @Override
  public boolean isAdded(String className) {
    return layers.isAdded(className);
  }

  /** What adds a call of a layer or operation, which must be supported, to a graph. */
  LayerBuilder builder(Layer layer) {
    Optional<LayerBuilder> found =
        layer.kind() == Kind.OPERATION ? StandardOperations.find(layer) : layers.builder(layer);
    return found.orElseThrow(() -> new IllegalStateException("Not supported: " + layer));
  }
}
