package io.sightline.keras.catalog;

import io.sightline.tensor.Shape;

/**
 * A weight that a layer has by its settings.
 *
 * @param role what it is to the layer, such as {@code kernel}: the name that Keras gives to the
 *     variable
 * @param shape its shape; -1 for a length that follows from the layer's input, unknown if even the
 *     rank does
 * @param trainable whether training changes it; the statistics of a BatchNormalization are not
 */
public record WeightSpec(String role, Shape shape, boolean trainable) {
  /** A weight that training changes. */
  public static WeightSpec trainable(String role, Shape shape) {
    return new WeightSpec(role, shape, true);
  }

  /** A weight that training leaves alone, or changes in another way. */
  public static WeightSpec fixed(String role, Shape shape) {
    return new WeightSpec(role, shape, false);
  }
}
