package io.sightline.keras.read;

import io.sightline.keras.catalog.WeightLayout;
import io.sightline.keras.catalog.WeightLayout.Part;
import io.sightline.keras.catalog.WeightSpec;
import io.sightline.keras.container.Hdf5Array;
import io.sightline.keras.container.Hdf5Group;
import io.sightline.keras.model.Layer;
import io.sightline.keras.model.Layer.Kind;
import io.sightline.keras.model.LayerWeights;
import io.sightline.keras.model.ModelGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds weights where groups hold each other as the objects of Python do: {@code
 * layers/functional/layers/conv2d_1/vars/0} (saving_lib.py of Keras 3.15). A group bears its
 * layer's class, numbered in the order of the layers; since Keras 3.6 it says its layer's name too.
 */
final class ObjectGroups {
  /** The groups of a model's layers: since Keras 2.14, and before. */
  private static final List<String> CONTAINERS =
      List.of("layers", "_layer_checkpoint_dependencies");

  private final WeightAssignment assignment;
  private final Map<Layer, LayerWeights> weights = new HashMap<>();

  ObjectGroups(WeightAssignment assignment) {
    this.assignment = assignment;
  }

  Map<Layer, LayerWeights> assign(ModelGraph graph, Hdf5Group root) {
    graph(graph, root);
    return weights;
  }

  private void graph(ModelGraph graph, Hdf5Group group) {
    Optional<Hdf5Group> container =
        CONTAINERS.stream().map(group::group).flatMap(Optional::stream).findFirst();
    if (container.isEmpty()) {
      graph.layers().forEach(layer -> requireNoWeights(layer, group));
      return;
    }
    Map<Layer, Hdf5Group> groups = groups(graph, container.get());
    for (Layer layer : graph.layers()) {
      Hdf5Group ofLayer = groups.get(layer);
      if (ofLayer == null) {
        requireNoWeights(layer, container.get());
      } else {
        layer(layer, ofLayer);
      }
    }
  }

  private void layer(Layer layer, Hdf5Group group) {
    layer.graph().ifPresent(inner -> graph(inner, group));
    Optional<Layer> wrapped = layer.wrapped();
    if (wrapped.isPresent()) {
      layer(
          wrapped.get(),
          group
              .group("layer")
              .orElseThrow(
                  () ->
                      assignment.refuse(
                          layer, "the layer that it wraps in " + group.path(), "none")));
    }
    WeightLayout layout = assignment.layout(layer);
    List<Hdf5Array> arrays = new ArrayList<>(arrays(layer, layout.own(), group));
    for (Part part : layout.parts()) {
      arrays.addAll(arrays(layer, part.weights(), part(layer, part, group)));
    }
    if (!arrays.isEmpty()) {
      weights.put(layer, assignment.weights(layer, layout.all(), arrays));
    }
  }

  private Hdf5Group part(Layer layer, Part part, Hdf5Group group) {
    return Stream.of(part.attribute(), "_" + part.attribute())
        .map(group::group)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(
            () -> assignment.refuse(layer, part.attribute() + " in " + group.path(), "none"));
  }

  private List<Hdf5Array> arrays(Layer layer, List<WeightSpec> specs, Hdf5Group group) {
    if (specs.isEmpty()) {
      return List.of();
    }
    Hdf5Group variables =
        group
            .group("vars")
            .orElseThrow(
                () ->
                    assignment.refuse(layer, specs.size() + " weights in " + group.path(), "none"));
    int count = variables.names().size();
    if (count != specs.size()) {
      throw assignment.refuse(
          layer, "%s weights in %s".formatted(specs.size(), variables.path()), "" + count);
    }
    List<Hdf5Array> arrays = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = String.valueOf(i);
      arrays.add(
          variables
              .array(name)
              .orElseThrow(
                  () -> assignment.refuse(layer, name + " in " + variables.path(), "none")));
    }
    return arrays;
  }

  private void requireNoWeights(Layer layer, Hdf5Group where) {
    for (Layer each : layer.withInner()) {
      if (!assignment.layout(each).all().isEmpty()) {
        throw assignment.refuse(each, "a group for it in " + where.path(), "none");
      }
    }
  }

  private Map<Layer, Hdf5Group> groups(ModelGraph graph, Hdf5Group container) {
    Map<String, List<Hdf5Group>> byClass = byClass(container);
    Map<String, List<Layer>> layers = new LinkedHashMap<>();
    for (Layer layer : graph.layers()) {
      if (layer.kind() != Kind.OPERATION || layer.config().has("function")) {
        layers.computeIfAbsent(groupName(layer), unused -> new ArrayList<>()).add(layer);
      }
    }
    Map<Layer, Hdf5Group> groups = new HashMap<>();
    layers.forEach(
        (name, ofClass) -> groups.putAll(pair(ofClass, byClass.getOrDefault(name, List.of()))));
    groups.putAll(named(graph, container));
    return groups;
  }

  /** The layers whose groups say their names. */
  private static Map<Layer, Hdf5Group> named(ModelGraph graph, Hdf5Group container) {
    Map<String, Hdf5Group> byName = new HashMap<>();
    for (String child : container.names()) {
      Optional<Hdf5Group> group = container.group(child);
      group
          .flatMap(found -> found.group("vars"))
          .flatMap(variables -> variables.text("name"))
          .ifPresent(name -> byName.put(name, group.orElseThrow()));
    }
    Map<Layer, Hdf5Group> groups = new HashMap<>();
    for (Layer layer : graph.layers()) {
      Hdf5Group group = byName.get(layer.name());
      if (group != null) {
        groups.put(layer, group);
      }
    }
    return groups;
  }

  /** Keras 2.12 and 2.13 leave numbers out, so that the order counts and not the number. */
  private static Map<Layer, Hdf5Group> pair(List<Layer> layers, List<Hdf5Group> groups) {
    Map<Layer, Hdf5Group> pairs = new HashMap<>();
    if (layers.size() == groups.size()) {
      for (int i = 0; i < layers.size(); i++) {
        pairs.put(layers.get(i), groups.get(i));
      }
    }
    return pairs;
  }

  /** The groups of each class, in the order of their numbers. */
  private static Map<String, List<Hdf5Group>> byClass(Hdf5Group container) {
    record Numbered(String name, int number) {}
    List<Numbered> children = new ArrayList<>();
    for (String child : container.names()) {
      int mark = child.lastIndexOf('_');
      boolean isNumbered = mark > 0 && child.substring(mark + 1).matches("[0-9]{1,9}");
      children.add(
          isNumbered
              ? new Numbered(child.substring(0, mark), Integer.parseInt(child.substring(mark + 1)))
              : new Numbered(child, 0));
    }
    children.sort(Comparator.comparingInt(Numbered::number));
    Map<String, List<Hdf5Group>> groups = new HashMap<>();
    for (Numbered child : children) {
      String name = child.number() == 0 ? child.name() : child.name() + "_" + child.number();
      container
          .group(name)
          .ifPresent(
              group ->
                  groups.computeIfAbsent(child.name(), unused -> new ArrayList<>()).add(group));
    }
    return groups;
  }

  /** What Keras makes of the name of a class ({@code to_snake_case} in naming.py of Keras 3.15). */
  private static String groupName(Layer layer) {
    if (layer.kind() == Kind.MODEL && !layer.className().equals("Sequential")) {
      return "functional";
    }
    String name = ClassNames.withoutPackage(layer.registeredName()).replaceAll("\\W+", "");
    return name.replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
