package io.sightline.keras.read;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.sightline.error.ModelLoadException;
import io.sightline.keras.model.Layer;
import io.sightline.keras.model.Layer.Kind;
import io.sightline.keras.model.LayerCall;
import io.sightline.keras.model.LayerConfig;
import io.sightline.keras.model.ModelGraph;
import io.sightline.keras.model.ModelInput;
import io.sightline.keras.model.ModelOutput;
import io.sightline.keras.model.TensorRef;
import io.sightline.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads a Functional model: layers, the calls between them, inputs and outputs. */
final class FunctionalReader {
  private final String source;
  private final LayerReader layers;

  FunctionalReader(String source, LayerReader layers) {
    this.source = source;
    this.layers = layers;
  }

  ModelGraph read(JsonObject settings) {
    String name = ClassNames.text(settings, "name");
    Map<String, Layer> byName = new LinkedHashMap<>();
    Map<Layer, JsonElement> nodes = new LinkedHashMap<>();
    for (JsonObject entry : layers.entries(settings.get("layers"))) {
      Layer layer = layers.layer(entry);
      if (byName.put(layer.name(), layer) != null) {
        throw refuse(name, "layers with names of their own", "'" + layer.name() + "' twice");
      }
      nodes.put(layer, entry.has("inbound_nodes") ? entry.get("inbound_nodes") : new JsonArray());
    }
    NodeReader reader = new NodeReader(source, name, byName);
    List<LayerCall> calls = new ArrayList<>();
    nodes.forEach((layer, inbound) -> calls.addAll(reader.calls(layer, inbound)));
    Map<String, TensorRef> inputs = ends(name, settings.get("input_layers"), reader);
    Map<String, TensorRef> outputs = ends(name, settings.get("output_layers"), reader);
    CallNumbers numbers =
        new CallNumbers(source, name, calls, outputs.values(), reader.isThirdGeneration());
    return new ModelGraph(
        name,
        List.copyOf(byName.values()),
        inputs(name, inputs),
        CallOrder.sort(source, name, numbers.calls()),
        outputs(outputs, numbers));
  }

  private List<ModelInput> inputs(String model, Map<String, TensorRef> refs) {
    List<ModelInput> inputs = new ArrayList<>();
    refs.forEach(
        (name, ref) -> {
          if (ref.layer().kind() != Kind.INPUT) {
            throw refuse(model, "input layers as inputs", ref.layer().toString());
          }
          inputs.add(input(name, ref.layer()));
        });
    return inputs;
  }

  static ModelInput input(String name, Layer layer) {
    LayerConfig config = layer.config();
    Shape shape = config.shape(config.has("batch_shape") ? "batch_shape" : "batch_input_shape");
    String dtype = config.text("input_dtype", layer.dtype().variable());
    return new ModelInput(name, layer, shape, dtype);
  }

  private static List<ModelOutput> outputs(Map<String, TensorRef> refs, CallNumbers numbers) {
    List<ModelOutput> outputs = new ArrayList<>();
    refs.forEach((name, ref) -> outputs.add(new ModelOutput(name, numbers.ofOutput(ref))));
    return outputs;
  }

  /** The tensors that a model takes or gives, by name: one, a list, or a dictionary of them. */
  private Map<String, TensorRef> ends(String model, JsonElement saved, NodeReader reader) {
    Map<String, TensorRef> ends = new LinkedHashMap<>();
    collect(saved, "", reader, ends);
    if (ends.isEmpty()) {
      throw refuse(model, "inputs and outputs", "none");
    }
    return ends;
  }

  /** The numbers of a dictionary's tensors are in the order of its keys, sorted. */
  private static void collect(
      JsonElement saved, String key, NodeReader reader, Map<String, TensorRef> ends) {
    if (saved instanceof JsonObject object) {
      new TreeMap<>(object.asMap()).forEach((name, value) -> collect(value, name, reader, ends));
    } else if (saved instanceof JsonArray array) {
      if (!array.isEmpty() && array.get(0) instanceof JsonPrimitive) {
        TensorRef ref = reader.tensor(array);
        ends.put(unused(key.isEmpty() ? ref.layer().name() : key, ends), ref);
      } else {
        array.forEach(item -> collect(item, key, reader, ends));
      }
    }
  }

  private static String unused(String name, Map<String, TensorRef> ends) {
    Set<String> taken = new HashSet<>(ends.keySet());
    String free = name;
    for (int i = 1; taken.contains(free); i++) {
      free = name + "_" + i;
    }
    return free;
  }

  private ModelLoadException refuse(String model, String expected, String found) {
    return new ModelLoadException(
        "The model '%s' in %s cannot be read: expected %s, found %s. Save it again."
            .formatted(model, source, expected, found),
        source);
  }
}
