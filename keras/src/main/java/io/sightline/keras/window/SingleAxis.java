package io.sightline.keras.window;

import io.sightline.keras.build.Tensors;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.family.TNumber;

/** Windows along one axis, computed as along two of which the first has length 1. */
public final class SingleAxis {
  private static final int RANK = 3;

  private SingleAxis() {}

  /**
   * What a step for two axes or more makes of a tensor.
   *
   * @param x {@code [batch, axes..., channels]}, of one axis or more
   * @param step is given two axes in place of one
   */
  public static Operand<TNumber> widened(
      Ops tf, Operand<TNumber> x, UnaryOperator<Operand<TNumber>> step) {
    return Tensors.rank(x) == RANK
        ? tf.squeeze(step.apply(tf.expandDims(x, tf.constant(1))), Squeeze.axis(List.of(1L)))
        : step.apply(x);
  }

  /** A kernel {@code [axes..., inputs, outputs]} for what {@link #widened} gives to its step. */
  public static Operand<TNumber> kernel(Ops tf, Operand<TNumber> kernel) {
    return Tensors.rank(kernel) == RANK ? tf.expandDims(kernel, tf.constant(0)) : kernel;
  }
}
