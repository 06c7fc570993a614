package io.sightline.keras.read;

import io.sightline.keras.catalog.WeightSpec;
import io.sightline.keras.container.Hdf5Array;
import io.sightline.keras.container.Hdf5Group;
import io.sightline.keras.model.Layer;
import io.sightline.keras.model.LayerWeights;
import io.sightline.keras.model.ModelGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds weights where each layer of the model has a group with its name, which lists its arrays
 * ({@code weight_names}). The group of a model inside of the model lists those of all its layers.
 */
final class LayerGroups {
  /** What random layers keep, which is no weight. */
  private static final List<String> STATE =
      List.of("seed_generator", "random_generator", "StateVar");

  private final WeightAssignment assignment;
  private final NestedWeights nested;

  LayerGroups(WeightAssignment assignment) {
    this.assignment = assignment;
    this.nested = new NestedWeights(assignment);
  }

  Map<Layer, LayerWeights> assign(ModelGraph graph, Hdf5Group root) {
    Map<Layer, LayerWeights> weights = new HashMap<>();
    List<Layer> weighted =
        graph.layers().stream().filter(layer -> nested.count(layer) > 0).toList();
    List<Hdf5Group> listed =
        root.texts("layer_names").stream()
            .map(root::group)
            .flatMap(Optional::stream)
            .filter(group -> !names(group).isEmpty())
            .toList();
    if (listed.size() > weighted.size()) {
      throw assignment.refuseSurplus(weighted, listed);
    }
    Map<Layer, Hdf5Group> groups = groups(weighted, listed, root);
    for (Layer layer : weighted) {
      Hdf5Group group = groups.get(layer);
      if (group == null) {
        throw assignment.refuse(layer, "a group with its name in " + root.path(), "none");
      }
      List<Hdf5Array> arrays = arrays(layer, group);
      if (layer.graph().isPresent() || layer.wrapped().isPresent()) {
        weights.putAll(nested.assign(layer, arrays));
      } else {
        List<WeightSpec> specs = assignment.layout(layer).all();
        weights.put(layer, assignment.weights(layer, specs, arrays));
      }
    }
    return weights;
  }

  /** The group of each layer by its name; by the order, as Keras does, if names were changed. */
  private static Map<Layer, Hdf5Group> groups(
      List<Layer> weighted, List<Hdf5Group> listed, Hdf5Group root) {
    Map<Layer, Hdf5Group> groups = new HashMap<>();
    for (Layer layer : weighted) {
      root.group(layer.name()).ifPresent(group -> groups.put(layer, group));
    }
    if (groups.size() == weighted.size()) {
      return groups;
    }
    if (listed.size() == weighted.size()) {
      for (int i = 0; i < listed.size(); i++) {
        groups.put(weighted.get(i), listed.get(i));
      }
    }
    return groups;
  }

  private List<Hdf5Array> arrays(Layer layer, Hdf5Group group) {
    List<Hdf5Array> arrays = new ArrayList<>();
    for (String name : names(group)) {
      arrays.add(
          group
              .array(name)
              .orElseThrow(() -> assignment.refuse(layer, "the array '" + name + "'", "none")));
    }
    return arrays;
  }

  private static List<String> names(Hdf5Group group) {
    return group.texts("weight_names").stream()
        .filter(name -> STATE.stream().noneMatch(name::contains))
        .toList();
  }
}
