package io.sightline.keras;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * What a layer or activation computes that Keras does not have: its {@code call} in Java. Called
 * once for each place in which the model uses the layer, when the model is opened; safe for use by
 * several threads if loaders are.
 */
@FunctionalInterface
public interface LayerFunction {
  /**
   * Adds the layer to the graph.
   *
   * @param layer its settings and weights; of an activation, those of the layer that has it
   * @param inputs what it is given, in order; never empty. Axes are in the order of Keras, the
   *     batch first.
   * @param tf makes operations, under the layer's name
   * @return its result
   */
  Operand<? extends TNumber> apply(CustomLayer layer, List<Operand<TNumber>> inputs, Ops tf);
}
