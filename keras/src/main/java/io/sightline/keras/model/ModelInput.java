package io.sightline.keras.model;

import io.sightline.tensor.Shape;

/**
 * What a model takes.
 *
 * @param name what it is called: the key if the model takes a dictionary, else the input layer's
 *     name
 * @param layer the input layer; the tensor is {@code new TensorRef(layer, 0, 0)}
 * @param shape its shape with the batch axis, -1 for what is not known; unknown altogether in a
 *     model inside of another that was never given one
 * @param dtype the element type in the words of Keras, such as {@code float32}
 */
public record ModelInput(String name, Layer layer, Shape shape, String dtype) {}
