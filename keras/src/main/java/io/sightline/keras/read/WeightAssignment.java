package io.sightline.keras.read;

import io.sightline.error.ModelLoadException;
import io.sightline.keras.catalog.LayerCatalog;
import io.sightline.keras.catalog.WeightLayout;
import io.sightline.keras.catalog.WeightSpec;
import io.sightline.keras.container.Hdf5Array;
import io.sightline.keras.container.Hdf5Group;
import io.sightline.keras.model.Layer;
import io.sightline.keras.model.Layer.Kind;
import io.sightline.keras.model.LayerWeights;
import io.sightline.keras.model.Weight;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives layers the arrays that were found for them, if they fit. */
final class WeightAssignment {
  private static final int MAX_SHOWN = 5;

  private final String source;
  private final LayerCatalog catalog;

  WeightAssignment(String source, LayerCatalog catalog) {
    this.source = source;
    this.catalog = catalog;
  }

  /** The weights that a layer has by its settings, without those of a layer that it wraps. */
  WeightLayout layout(Layer layer) {
    return layer.kind() == Kind.LAYER
        ? catalog.weights(layer).orElse(WeightLayout.NONE)
        : WeightLayout.NONE;
  }

  /** Whether the arrays can be the layer's weights in this order. */
  boolean fits(List<WeightSpec> specs, List<Hdf5Array> arrays) {
    if (specs.size() != arrays.size()) {
      return false;
    }
    for (int i = 0; i < specs.size(); i++) {
      if (!specs.get(i).shape().agreesWith(arrays.get(i).shape())) {
        return false;
      }
    }
    return true;
  }

  /**
   * The weights of a layer from arrays in the order in which it makes them; if their names are
   * those of its weights, by these.
   */
  LayerWeights weights(Layer layer, List<WeightSpec> specs, List<Hdf5Array> arrays) {
    if (specs.size() != arrays.size()) {
      throw refuse(
          layer,
          "%s weights %s".formatted(specs.size(), specs.stream().map(WeightSpec::role).toList()),
          "%s: %s".formatted(arrays.size(), arrays.stream().map(Hdf5Array::path).toList()));
    }
    List<Hdf5Array> ordered = byName(specs, arrays);
    List<Weight> weights = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      WeightSpec spec = specs.get(i);
      Hdf5Array array = ordered.get(i);
      if (!spec.shape().agreesWith(array.shape())) {
        throw refuse(
            layer,
            "its %s to have the shape %s".formatted(spec.role(), spec.shape()),
            "%s at %s".formatted(array.shape(), array.path()));
      }
      weights.add(
          new Weight(spec.role(), array.path(), array.shape(), array.dtype(), array::floats));
    }
    return new LayerWeights(weights);
  }

  ModelLoadException refuse(Layer layer, String expected, String found) {
    return new ModelLoadException(
        "The weights of the layer %s in %s do not fit it: expected %s, found %s. Save the model again, architecture and weights together, or export it as a SavedModel with model.export(...)."
            .formatted(layer, source, expected, found),
        source);
  }

  /** An error about weights of more layers than have any, which Keras refuses as well. */
  ModelLoadException refuseSurplus(List<Layer> weighted, List<Hdf5Group> groups) {
    Set<String> names = weighted.stream().map(Layer::name).collect(Collectors.toSet());
    List<String> others =
        groups.stream()
            .map(Hdf5Group::path)
            .filter(path -> !names.contains(path.substring(path.lastIndexOf('/') + 1)))
            .limit(MAX_SHOWN)
            .toList();
    return new ModelLoadException(
        "The weights in %s do not fit the architecture: expected %s groups of weights, one for each layer that has any, found %s, among them %s. Give the architecture that they were saved from; a layer of your own is registered with the names of its weights."
            .formatted(source, weighted.size(), groups.size(), others),
        source);
  }

  private static List<Hdf5Array> byName(List<WeightSpec> specs, List<Hdf5Array> arrays) {
    Map<String, Hdf5Array> named = new LinkedHashMap<>();
    arrays.forEach(array -> named.put(variable(array.path()), array));
    Set<String> roles = new HashSet<>();
    specs.forEach(spec -> roles.add(spec.role()));
    return named.keySet().equals(roles)
        ? specs.stream().map(spec -> Objects.requireNonNull(named.get(spec.role()))).toList()
        : arrays;
  }

  /** The name of a variable: {@code kernel} of {@code /model_weights/c/c/kernel:0}. */
  static String variable(String path) {
    String last = path.substring(path.lastIndexOf('/') + 1);
    int colon = last.lastIndexOf(':');
    return colon < 0 ? last : last.substring(0, colon);
  }
}
