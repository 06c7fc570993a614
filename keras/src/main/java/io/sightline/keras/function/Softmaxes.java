package io.sightline.keras.function;

import static io.sightline.keras.build.Tensors.scalar;

import io.sightline.keras.build.Lengths;
import io.sightline.keras.build.Tensors;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Softmax along any axis, and sparsemax. */
public final class Softmaxes {
  private Softmaxes() {}

  /** The softmax along an axis, counted from the front or back. */
  public static Operand<TNumber> along(Ops tf, Operand<TNumber> x, int axis) {
    int last = Tensors.rank(x) - 1;
    int counted = Tensors.axis(axis, last + 1);
    return counted == last
        ? tf.nn.softmax(x)
        : Tensors.moveAxis(
            tf, tf.nn.softmax(Tensors.moveAxis(tf, x, counted, last)), last, counted);
  }

  /**
   * Along the last axis what Keras 3.15.1 calls sparsemax. Its threshold is of the sum of the
   * cumulative sums of the support, where Martins and Astudillo (From Softmax to Sparsemax, 2016)
   * have the last of them, so that its results do not add up to 1.
   */
  public static Operand<TNumber> sparsemax(Ops tf, Operand<TNumber> x) {
    int axis = Tensors.rank(x) - 1;
    int length = new Lengths(tf, x).required(axis);
    Operand<TNumber> one = scalar(tf, 1, x);
    Operand<TNumber> sorted = tf.nn.topK(x, tf.constant(length), TInt32.class).values();
    Operand<TNumber> sums = tf.math.cumsum(sorted, tf.constant(axis));
    double[] ranks = new double[length];
    for (int i = 0; i < length; i++) {
      ranks[i] = i + 1;
    }
    Operand<TNumber> bounds = tf.math.add(one, tf.math.mul(Tensors.vector(tf, ranks, x), sorted));
    Operand<TNumber> support = Tensors.castLike(tf, tf.math.greater(bounds, sums), x);
    Operand<TNumber> count = sum(tf, support, axis);
    Operand<TNumber> total = sum(tf, tf.math.mul(support, sums), axis);
    Operand<TNumber> threshold = tf.math.div(tf.math.sub(total, one), count);
    return tf.nn.relu(tf.math.sub(x, threshold));
  }

  private static Operand<TNumber> sum(Ops tf, Operand<TNumber> x, int axis) {
    return tf.reduceSum(x, tf.constant(axis), ReduceSum.keepDims(true));
  }
}
