package io.sightline.keras.model;

/**
 * What a model gives.
 *
 * @param name what it is called: the key if the model gives a dictionary, else the layer's name;
 *     unique among the outputs of a model
 * @param tensor where it comes from
 */
public record ModelOutput(String name, TensorRef tensor) {}
