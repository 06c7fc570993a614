package io.sightline.keras.read;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sightline.error.ModelLoadException;
import io.sightline.keras.model.Argument;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a Sequential model as the chain that it is. */
final class SequentialReader {
  private static final List<String> SHAPE_KEYS = List.of("batch_shape", "batch_input_shape");

  private final String source;
  private final LayerReader layers;

  SequentialReader(String source, LayerReader layers) {
    this.source = source;
    this.layers = layers;
  }

  ModelGraph read(JsonObject saved) {
    JsonElement config = saved.get("config");
    boolean isList = config instanceof JsonArray;
    JsonObject settings = LayerReader.settings(saved);
    List<JsonObject> entries = layers.entries(isList ? config : settings.get("layers"));
    List<Layer> chain = new ArrayList<>(entries.stream().map(layers::layer).toList());
    if (chain.isEmpty()) {
      throw refuse("at least one layer in a Sequential model", "none");
    }
    requireDistinct(chain);
    Layer first = chain.get(0);
    ModelInput input =
        first.kind() == Kind.INPUT
            ? FunctionalReader.input(first.name(), first)
            : impliedInput(first, entries.get(0), saved);
    if (first.kind() != Kind.INPUT) {
      chain.add(0, input.layer());
    }
    return chain(ClassNames.text(settings, "name"), chain, input);
  }

  private static ModelGraph chain(String name, List<Layer> chain, ModelInput input) {
    List<LayerCall> calls = new ArrayList<>();
    TensorRef last = new TensorRef(input.layer(), 0, 0);
    for (Layer layer : chain.subList(1, chain.size())) {
      calls.add(new LayerCall(layer, 0, List.of(new Argument.Tensor(last)), Map.of()));
      last = new TensorRef(layer, 0, 0);
    }
    ModelOutput output = new ModelOutput(last.layer().name(), last);
    return new ModelGraph(name, chain, List.of(input), calls, List.of(output));
  }

  private void requireDistinct(List<Layer> chain) {
    Set<String> names = new HashSet<>();
    for (Layer layer : chain) {
      if (!names.add(layer.name())) {
        throw refuse("layers with names of their own", "'" + layer.name() + "' twice");
      }
      boolean isMidway = layer.kind() == Kind.INPUT && layer != chain.get(0);
      if (isMidway) {
        throw refuse("one input in a Sequential model", "a second, '" + layer.name() + "'");
      }
    }
  }

  /** The input of a model that says it in the settings of its first layer, or nowhere. */
  private ModelInput impliedInput(Layer first, JsonObject firstEntry, JsonObject saved) {
    Layer layer = layers.input(first.name() + "_input");
    Optional<ModelInput> inner =
        first.graph().flatMap(graph -> graph.inputs().stream().findFirst());
    Shape shape =
        shape(first.config(), SHAPE_KEYS)
            .or(() -> inner.map(ModelInput::shape).filter(Shape::hasKnownRank))
            .or(() -> shape(config(LayerReader.settings(saved)), List.of("build_input_shape")))
            .or(() -> buildShape(saved))
            .or(() -> buildShape(firstEntry))
            .orElse(Shape.unknown());
    String dtype = inner.map(ModelInput::dtype).orElse(first.dtype().variable());
    return new ModelInput(layer.name(), layer, shape, dtype);
  }

  private Optional<Shape> buildShape(JsonObject saved) {
    return saved.get("build_config") instanceof JsonObject built
        ? shape(config(built), List.of("input_shape"))
        : Optional.empty();
  }

  private LayerConfig config(JsonObject settings) {
    return new LayerConfig(source, ClassNames.text(settings, "name"), "Sequential", settings);
  }

  private static Optional<Shape> shape(LayerConfig config, List<String> keys) {
    return keys.stream().filter(config::has).findFirst().map(config::shape);
  }

  private ModelLoadException refuse(String expected, String found) {
    return new ModelLoadException(
        "The architecture of %s cannot be read: expected %s, found %s. Save the model again."
            .formatted(source, expected, found),
        source);
  }
}
