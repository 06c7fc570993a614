package io.sightline.keras.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  /**
   * How many calls it takes to run this: those of a model inside count each time that it is called.
   *
   * @return the number, or {@code Long.MAX_VALUE} if it is larger
   */
  public long expandedCalls() {
    return expandedCalls(new HashMap<>());
  }

  private long expandedCalls(Map<Layer, Long> ofModels) {
    long sum = 0;
    for (LayerCall call : calls) {
      long inside = call.layer().graph().isPresent() ? expandedCalls(call.layer(), ofModels) : 0;
      boolean overflows = inside > Long.MAX_VALUE - sum - 1;
      if (overflows) {
        return Long.MAX_VALUE;
      }
      sum += 1 + inside;
    }
    return sum;
  }

  private static long expandedCalls(Layer model, Map<Layer, Long> ofModels) {
    Long known = ofModels.get(model);
    if (known == null) {
      known = model.graph().orElseThrow().expandedCalls(ofModels);
      ofModels.put(model, known);
    }
    return known;
  }
}
