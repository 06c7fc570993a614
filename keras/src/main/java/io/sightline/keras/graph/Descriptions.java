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
  private static final List<String> SCALING = List.of("Rescaling", "Normalization");

  private Descriptions() {}

  /** A description to which the graph adds its ends and operations. */
  static ModelDescription.Builder of(KerasModel model) {
    ModelDescription.Builder description =
        ModelDescription.builder(model.source(), model.format())
            .producer("Keras " + model.version())
            .parameters(model.parameters());
    String scaling =
        model.layers().stream()
            .filter(layer -> SCALING.contains(layer.className()))
            .map(Layer::toString)
            .collect(Collectors.joining(", "));
    if (!scaling.isEmpty()) {
      description.note(
          "It scales its input itself, by %s: feed it pixels as they were before that."
              .formatted(scaling));
    }
    boolean isMixed = model.layers().stream().anyMatch(layer -> layer.dtype().isMixed());
    if (isMixed) {
      description.note("Layers compute with 16 bits, as their mixed precision says.");
    }
    return description.note("Its layers: " + counts(model) + ".");
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
