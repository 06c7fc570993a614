package io.sightline.keras.function;

import io.sightline.keras.build.Tensors;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceMin;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Norms of vectors, along one axis, and of matrices, along two (linalg.py of Keras 3.15.1). */
public final class Norm {
  private Norm() {}

  /**
   * Norms.
   *
   * @param x broken numbers
   * @param order a number, {@code Infinity} or {@code -Infinity}, or {@code fro} or {@code
   *     euclidean}
   * @param keep whether the axes are kept with the length 1
   * @param axes one or two, counted from the front
   */
  public static Operand<TNumber> of(
      Ops tf, Operand<TNumber> x, String order, boolean keep, int... axes) {
    if (axes.length > 2) {
      throw new IllegalArgumentException("one axis or two of a norm");
    }
    boolean isOfSquares =
        order.equals("fro") || order.equals("euclidean") || (axes.length == 1 && isTwo(order));
    if (isOfSquares) {
      return tf.math.sqrt(sum(tf, tf.math.square(x), keep, axes));
    }
    double exponent = exponent(order);
    return axes.length == 1
        ? ofVectors(tf, x, exponent, keep, axes[0])
        : ofMatrices(tf, x, exponent, keep, axes);
  }

  private static boolean isTwo(String order) {
    return order.equals("2") || order.equals("2.0");
  }

  private static double exponent(String order) {
    try {
      return Double.parseDouble(order);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a number or fro as the order of a norm", e);
    }
  }

  private static Operand<TNumber> ofVectors(
      Ops tf, Operand<TNumber> x, double exponent, boolean keep, int axis) {
    Operand<TNumber> sizes = tf.math.abs(x);
    if (Double.isInfinite(exponent)) {
      return exponent > 0 ? largest(tf, sizes, keep, axis) : smallest(tf, sizes, keep, axis);
    }
    if (exponent == 0) {
      Operand<TNumber> zero = Tensors.scalar(tf, 0, x);
      return sum(tf, Tensors.castLike(tf, tf.math.notEqual(x, zero), x), keep, axis);
    }
    Operand<TNumber> power = Tensors.scalar(tf, exponent, x);
    Operand<TNumber> root = tf.math.div(Tensors.scalar(tf, 1, x), power);
    return tf.math.pow(sum(tf, tf.math.pow(sizes, power), keep, axis), root);
  }

  /** The largest or smallest sum of sizes of a column, or, of infinity, of a row. */
  private static Operand<TNumber> ofMatrices(
      Ops tf, Operand<TNumber> x, double exponent, boolean keep, int... axes) {
    boolean isOfRows = Double.isInfinite(exponent);
    if (!isOfRows && Math.abs(exponent) != 1) {
      throw new IllegalArgumentException("1, infinity or fro as the order of a norm of matrices");
    }
    Operand<TNumber> sums = sum(tf, tf.math.abs(x), true, axes[isOfRows ? 1 : 0]);
    int other = axes[isOfRows ? 0 : 1];
    Operand<TNumber> norms =
        exponent > 0 ? largest(tf, sums, true, other) : smallest(tf, sums, true, other);
    return keep ? norms : tf.squeeze(norms, Squeeze.axis(List.of((long) axes[0], (long) axes[1])));
  }

  private static Operand<TNumber> sum(Ops tf, Operand<TNumber> x, boolean keep, int... axes) {
    return tf.reduceSum(x, tf.constant(axes), ReduceSum.keepDims(keep));
  }

  private static Operand<TNumber> largest(Ops tf, Operand<TNumber> x, boolean keep, int axis) {
    Operand<TInt32> along = tf.constant(axis);
    return tf.reduceMax(x, along, ReduceMax.keepDims(keep));
  }

  private static Operand<TNumber> smallest(Ops tf, Operand<TNumber> x, boolean keep, int axis) {
    Operand<TInt32> along = tf.constant(axis);
    return tf.reduceMin(x, along, ReduceMin.keepDims(keep));
  }
}
