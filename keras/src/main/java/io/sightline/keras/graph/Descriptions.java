package io.sightline.keras.graph;

import io.sightline.keras.model.KerasModel;
import io.sightline.keras.model.Layer;
import io.sightline.keras.model.Layer.Kind;
import io.sightline.model.ModelDescription;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says what a model is. */
final class Descriptions {
  private Descriptions() {}

  /** A description to which the graph adds its ends and operations. */
  static ModelDescription.Builder of(KerasModel model) {
    ModelDescription.Builder description =
        ModelDescription.builder(model.source(), model.format())
            .producer("Keras " + model.version())
            .parameters(model.parameters());
    InputScaling.of(model).forEach((input, layers) -> addScaling(description, input, layers));
    boolean isMixed = model.layers().stream().anyMatch(layer -> layer.dtype().isMixed());
    if (isMixed) {
      description.note("Layers compute with 16 bits, as their mixed precision says.");
    }
    return description.note("Its layers: " + counts(model) + ".");
  }

  private static void addScaling(
      ModelDescription.Builder description, String input, List<Layer> layers) {
    if (layers.isEmpty()) {
      return;
    }
    List<String> names = layers.stream().map(Layer::toString).toList();
    description
        .scalingLayers(input, names)
        .note(
            "It scales its input '%s' itself, by %s: feed it pixels as they were before that."
                .formatted(input, String.join(", ", names)));
  }

  /** {@code 3 Conv2D, 1 Dense}. */
  private static String counts(KerasModel model) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Layer layer : model.layers()) {
      if (layer.kind() == Kind.LAYER) {
        counts.merge(layer.className(), 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }
}
