package io.sightline.keras.build;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** The weights of one layer in the graph. */
@FunctionalInterface
public interface WeightSource {
  /** The weight with the role, such as {@code kernel}; empty if the layer has none. */
  Optional<Operand<TFloat32>> find(String role);
}
