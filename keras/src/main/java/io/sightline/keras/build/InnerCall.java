package io.sightline.keras.build;

import io.sightline.keras.model.Layer;
import org.tensorflow.Operand;

/** Applies the layer that a wrapper holds. */
@FunctionalInterface
public interface InnerCall {
  /** Adds a call of a layer with one input and one result. */
  Operand<?> apply(Layer layer, Operand<?> input);
}
