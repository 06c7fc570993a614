package io.sightline.keras.function;

import io.sightline.keras.build.Tensors;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.family.TNumber;

/** Vectors of length 1 ({@code l2_normalize}). */
public final class UnitLength {
  /**
   * The smallest square of a length that tf.math.l2_normalize of TensorFlow 2.21 divides by, and
   * the smallest length that a UnitNormalization of Keras 3.15.1 does.
   */
  public static final double SMALLEST = 1e-12;

  private UnitLength() {}

  /** A tensor whose vectors along the axes have the length 1. */
  public static Operand<TNumber> along(Ops tf, Operand<TNumber> x, int... axes) {
    return along(tf, x, SMALLEST, axes);
  }

  /**
   * The same.
   *
   * @param smallest the smallest square of a length that is divided by
   */
  public static Operand<TNumber> along(Ops tf, Operand<TNumber> x, double smallest, int... axes) {
    Operand<TNumber> bound = Tensors.scalar(tf, smallest, x);
    return tf.math.mul(x, tf.math.rsqrt(tf.math.maximum(squares(tf, x, axes), bound)));
  }

  /**
   * The same as {@code keras.ops.normalize} of Keras 3.15.1 does it.
   *
   * @param smallest the smallest length that is divided by
   */
  public static Operand<TNumber> bounded(Ops tf, Operand<TNumber> x, double smallest, int... axes) {
    Operand<TNumber> bound = Tensors.scalar(tf, 1 / smallest, x);
    return tf.math.mul(x, tf.math.minimum(tf.math.rsqrt(squares(tf, x, axes)), bound));
  }

  private static Operand<TNumber> squares(Ops tf, Operand<TNumber> x, int... axes) {
    return tf.reduceSum(tf.math.square(x), tf.constant(axes), ReduceSum.keepDims(true));
  }
}
