package io.sightline.keras.model;

import io.sightline.tensor.Shape;

/**
 * What a model takes: a batch of any length, also where the file has the length of the batch that
 * the model was built with, since Keras does not hold later ones against it.
 *
 * @param name what it is called: the key if the model takes a dictionary, else the input layer's
 *     name
 * @param layer the input layer; the tensor is {@code new TensorRef(layer, 0, 0)}
 * @param shape its shape with the batch axis, whose length is -1 as is any other that is not known;
 *     unknown altogether in a model inside of another that was never given one
 * @param dtype the element type in the words of Keras, such as {@code float32}
 */
public record ModelInput(String name, Layer layer, Shape shape, String dtype) {
  /**
   * Leaves the length of the batch open.
   *
   * @param name what it is called
   * @param layer the input layer
   * @param shape its shape
   * @param dtype the element type
   */
  public ModelInput {
    if (shape.hasKnownRank() && shape.rank() > 0) {
      shape = shape.dropFirst().prepend(Shape.UNKNOWN_LENGTH);
    }
  }
}
