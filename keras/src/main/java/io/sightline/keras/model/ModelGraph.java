package io.sightline.keras.model;

import java.util.List;

/**
 * What a model, or a model inside of one, computes.
 *
 * @param name the model's name
 * @param layers its layers in the order of the file, those that are inputs or operations too
 * @param inputs what it takes, in order
 * @param calls what it does, each call after those whose results it takes; inputs are not among
 *     them
 * @param outputs what it gives, in order
 */
public record ModelGraph(
    String name,
    List<Layer> layers,
    List<ModelInput> inputs,
    List<LayerCall> calls,
    List<ModelOutput> outputs) {
  /**
   * Copies the lists.
   *
   * @param name the model's name
   * @param layers its layers
   * @param inputs what it takes
   * @param calls what it does
   * @param outputs what it gives
   */
  public ModelGraph {
    layers = List.copyOf(layers);
    inputs = List.copyOf(inputs);
    calls = List.copyOf(calls);
    outputs = List.copyOf(outputs);
  }

  /** The layers of this graph, of the models in it and inside of wrappers, each once. */
  public List<Layer> allLayers() {
    return layers.stream().flatMap(layer -> layer.withInner().stream()).distinct().toList();
  }
}
