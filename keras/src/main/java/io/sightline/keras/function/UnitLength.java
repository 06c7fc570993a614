package io.sightline.keras.function;

import io.sightline.keras.build.Tensors;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.family.TNumber;

/** Vectors of length 1 ({@code l2_normalize}). */
public final class UnitLength {
  /**
   * The smallest square of a length that is divided by (tf.math.l2_normalize of TensorFlow 2.21).
   */
  private static final double SMALLEST = 1e-12;

  private UnitLength() {}

  /** A tensor whose vectors along the axes have the length 1. */
  public static Operand<TNumber> along(Ops tf, Operand<TNumber> x, int... axes) {
    Operand<TNumber> squares =
        tf.reduceSum(tf.math.square(x), tf.constant(axes), ReduceSum.keepDims(true));
    return tf.math.mul(x, tf.math.rsqrt(tf.math.maximum(squares, Tensors.scalar(tf, SMALLEST, x))));
  }
}
