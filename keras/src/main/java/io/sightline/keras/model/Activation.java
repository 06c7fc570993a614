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
  /** The name of a function without one, whose code the file holds. */
  private static final String LAMBDA = "<lambda>";

  static Activation of(String name, LayerConfig config) {
    return new Activation(name, config, false);
  }

  static Activation lambda(LayerConfig config) {
    return of(LAMBDA, config);
  }

  /** Whether it is Python code in the file. */
  public boolean isPython() {
    return name.equals(LAMBDA) || name.equals("__lambda__");
  }

  /** Its name without the package under which it was registered. */
  public String plainName() {
    return name.substring(name.lastIndexOf('>') + 1);
  }
}
