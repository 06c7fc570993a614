package io.sightline.keras.function;

import io.sightline.keras.build.Lengths;
import io.sightline.keras.build.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Each value several times side by side. */
public final class Repetition {
  private Repetition() {}

  /** Repeats values along an axis, which is counted from the front. */
  public static Operand<TNumber> along(Ops tf, Operand<TNumber> x, int axis, int factor) {
    if (factor == 1) {
      return x;
    }
    int[] times = new int[Tensors.rank(x) + 1];
    Arrays.fill(times, 1);
    times[axis + 1] = factor;
    Operand<TNumber> repeated =
        tf.tile(tf.expandDims(x, tf.constant(axis + 1)), tf.constant(times));
    List<Operand<TInt32>> lengths = new ArrayList<>(new Lengths(tf, x).all());
    lengths.set(axis, tf.math.mul(lengths.get(axis), tf.constant(factor)));
    return Lengths.reshape(tf, repeated, lengths);
  }
}
