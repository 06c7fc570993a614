package io.sightline.keras.build;

import java.util.List;
import org.tensorflow.Operand;

/** Adds one call of a layer or operation to a graph. */
@FunctionalInterface
public interface LayerBuilder {
  /**
   * Adds a call.
   *
   * @param scope the layer, its weights, and what it is given
   * @return its results, in the order of Keras
   */
  List<Operand<?>> build(LayerScope scope);

  /** Most layers: those with one result. */
  @FunctionalInterface
  interface OfOne {
    /** Adds a call and returns its result. */
    Operand<?> build(LayerScope scope);
  }

  /** The builder of a layer with one result. */
  static LayerBuilder one(OfOne builder) {
    return scope -> List.of(builder.build(scope));
  }
}
