package io.sightline.keras.layer;

import io.sightline.keras.build.LayerBuilder;
import io.sightline.keras.catalog.WeightLayout;
import io.sightline.keras.model.LayerConfig;
import java.util.function.Function;

/** Layers that are built alike. */
interface LayerFamily {
  /** Where families put their layers. */
  interface Table {
    /**
     * Adds a layer.
     *
     * @param className its class
     * @param weights its weights by its settings
     * @param builder adds a call of it to a graph
     */
    void addAll(
        String className, Function<LayerConfig, WeightLayout> weights, LayerBuilder builder);

    /** Adds a layer without weights and with one result. */
    default void add(String className, LayerBuilder.OfOne builder) {
      add(className, config -> WeightLayout.NONE, builder);
    }

    /** Adds a layer with weights and with one result. */
    default void add(
        String className, Function<LayerConfig, WeightLayout> weights, LayerBuilder.OfOne builder) {
      addAll(className, weights, LayerBuilder.one(builder));
    }
  }

  /** Puts the layers of this family into a table. */
  void addTo(Table table);
}
