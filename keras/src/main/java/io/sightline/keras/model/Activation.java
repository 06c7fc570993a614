package io.sightline.keras.model;

/**
 * An activation function.
 *
 * @param name its name as the file has it, such as {@code relu}; the class if it is a layer, such
 *     as {@code LeakyReLU}
 * @param config its settings if it is a layer; those of the layer that it belongs to if not
 * @param isLayer whether it is a layer
 */
public record Activation(String name, LayerConfig config, boolean isLayer) {
  static Activation of(String name, LayerConfig config) {
    return new Activation(name, config, false);
  }
}
