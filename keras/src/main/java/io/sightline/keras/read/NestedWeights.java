package io.sightline.keras.read;

import io.sightline.keras.catalog.WeightSpec;
import io.sightline.keras.container.Hdf5Array;
import io.sightline.keras.model.Layer;
import io.sightline.keras.model.LayerWeights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the weights of a model inside of the model apart, which come as one list: first all that
 * are trained, then all that are not (keras#13259, tensorflow#27769). The paths of the arrays name
 * the layers, most often; else the order decides, for which has to be known which layers were
 * frozen.
 */
final class NestedWeights {
  private record Slot(Layer layer, WeightSpec spec) {}

  private final WeightAssignment assignment;

  NestedWeights(WeightAssignment assignment) {
    this.assignment = assignment;
  }

  /** The number of weights in a layer and all that is in it. */
  int count(Layer layer) {
    return all(layer).size();
  }

  /** The weights of the layers in a layer, from their list. */
  Map<Layer, LayerWeights> assign(Layer outer, List<Hdf5Array> arrays) {
    List<Slot> slots = all(outer);
    if (slots.size() != arrays.size()) {
      throw assignment.refuse(
          outer,
          "%s weights altogether".formatted(slots.size()),
          "%s: %s".formatted(arrays.size(), arrays.stream().map(Hdf5Array::path).toList()));
    }
    Map<Layer, List<WeightSpec>> specs = specs(slots);
    Map<Layer, List<Hdf5Array>> found =
        byName(specs, arrays).orElseGet(() -> byOrder(slots, arrays));
    Map<Layer, LayerWeights> weights = new HashMap<>();
    specs.forEach(
        (layer, ofLayer) ->
            weights.put(
                layer, assignment.weights(layer, ofLayer, found.getOrDefault(layer, List.of()))));
    return weights;
  }

  private static Map<Layer, List<WeightSpec>> specs(List<Slot> slots) {
    Map<Layer, List<WeightSpec>> specs = new LinkedHashMap<>();
    slots.forEach(
        slot -> specs.computeIfAbsent(slot.layer(), unused -> new ArrayList<>()).add(slot.spec()));
    return specs;
  }

  private static Map<Layer, List<Hdf5Array>> byOrder(List<Slot> slots, List<Hdf5Array> arrays) {
    Map<Layer, List<Hdf5Array>> found = new HashMap<>();
    for (int i = 0; i < slots.size(); i++) {
      found.computeIfAbsent(slots.get(i).layer(), unused -> new ArrayList<>()).add(arrays.get(i));
    }
    return found;
  }

  /** By the names in the paths; empty if they do not tell all layers apart. */
  private Optional<Map<Layer, List<Hdf5Array>>> byName(
      Map<Layer, List<WeightSpec>> specs, List<Hdf5Array> arrays) {
    Map<String, Layer> layers = new HashMap<>();
    for (Layer layer : specs.keySet()) {
      if (layers.put(layer.name(), layer) != null) {
        return Optional.empty();
      }
    }
    Map<Layer, List<Hdf5Array>> found = new HashMap<>();
    for (Hdf5Array array : arrays) {
      Optional<Layer> layer = named(array.path(), layers);
      if (layer.isEmpty()) {
        return Optional.empty();
      }
      found.computeIfAbsent(layer.get(), unused -> new ArrayList<>()).add(array);
    }
    boolean fits =
        specs.entrySet().stream()
            .allMatch(
                entry ->
                    assignment.fits(
                        entry.getValue(), found.getOrDefault(entry.getKey(), List.of())));
    return fits ? Optional.of(found) : Optional.empty();
  }

  /**
   * The layer that is named furthest to the right in a path, before the variable; of two that end
   * there the longer name, since a name may hold slashes.
   */
  private static Optional<Layer> named(String path, Map<String, Layer> layers) {
    String[] parts = path.split("/", -1);
    for (int end = parts.length - 1; end > 0; end--) {
      for (int start = 0; start < end; start++) {
        String name = String.join("/", List.of(parts).subList(start, end));
        Layer layer = layers.get(name);
        if (layer != null) {
          return Optional.of(layer);
        }
      }
    }
    return Optional.empty();
  }

  /** All weights in the order of the file, {@code layer.weights} of Keras. */
  private List<Slot> all(Layer layer) {
    List<Slot> all = new ArrayList<>(trainable(layer));
    all.addAll(fixed(layer));
    return all;
  }

  private List<Slot> trainable(Layer layer) {
    if (!isTrainable(layer)) {
      return List.of();
    }
    List<Slot> found = new ArrayList<>();
    own(layer).stream().filter(slot -> slot.spec().trainable()).forEach(found::add);
    children(layer).forEach(child -> found.addAll(trainable(child)));
    return found;
  }

  private List<Slot> fixed(Layer layer) {
    boolean isTrainable = isTrainable(layer);
    List<Slot> found = new ArrayList<>();
    own(layer).stream()
        .filter(slot -> !(isTrainable && slot.spec().trainable()))
        .forEach(found::add);
    children(layer).forEach(child -> found.addAll(isTrainable ? fixed(child) : all(child)));
    return found;
  }

  private List<Slot> own(Layer layer) {
    return assignment.layout(layer).all().stream().map(spec -> new Slot(layer, spec)).toList();
  }

  private static List<Layer> children(Layer layer) {
    return layer
        .graph()
        .map(graph -> graph.layers())
        .orElseGet(() -> layer.wrapped().map(List::of).orElse(List.of()));
  }

  private static boolean isTrainable(Layer layer) {
    return layer.config().flag("trainable", true);
  }
}
