package io.sightline.keras.model;

/**
 * A tensor of a graph.
 *
 * @param layer whose result it is
 * @param call which of the layer's calls in this graph, from 0; 0 for an input
 * @param output which of the call's results, from 0
 */
public record TensorRef(Layer layer, int call, int output) {}
