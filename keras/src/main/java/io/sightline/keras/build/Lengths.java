package io.sightline.keras.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The lengths of a tensor's axes: constants where they are known when the graph is built, computed
 * in each run where they are not.
 */
public final class Lengths {
  private final Ops tf;
  private final Operand<?> tensor;
  private final long[] known;

  /** The lengths of a tensor. */
  public Lengths(Ops tf, Operand<?> tensor) {
    this.tf = tf;
    this.tensor = tensor;
    this.known = tensor.shape().asArray();
  }

  /** The length of an axis; -1 if only a run can tell. */
  public long known(int axis) {
    return known[axis];
  }

  /** The length of an axis that must be known, such as that of channels. */
  public int required(int axis) {
    if (known[axis] < 0) {
      throw new IllegalArgumentException(
          "a known length of axis %s of %s".formatted(axis, tensor.shape()));
    }
    return Math.toIntExact(known[axis]);
  }

  /** The length of an axis as a single number in the graph. */
  public Operand<TInt32> of(int axis) {
    return known[axis] >= 0
        ? tf.constant(Math.toIntExact(known[axis]))
        : tf.squeeze(
            tf.slice(tf.shape(tensor), tf.constant(new int[] {axis}), tf.constant(new int[] {1})));
  }

  /** The lengths of all axes. */
  public List<Operand<TInt32>> all() {
    List<Operand<TInt32>> all = new ArrayList<>();
    for (int i = 0; i < known.length; i++) {
      all.add(of(i));
    }
    return all;
  }

  /** The lengths of all axes as a vector. */
  public Operand<TInt32> vector() {
    return vector(tf, all());
  }

  /** A shape of lengths that may be computed in each run. */
  public static Operand<TInt32> vector(Ops tf, List<Operand<TInt32>> lengths) {
    return tf.stack(lengths);
  }

  /**
   * A tensor in another shape, of which one length may be -1.
   *
   * @param lengths the new lengths
   */
  public static Operand<TNumber> reshape(
      Ops tf, Operand<TNumber> tensor, List<Operand<TInt32>> lengths) {
    return tf.reshape(tensor, vector(tf, lengths));
  }

  /** A tensor with all elements but those of the batch axis in the given shape. */
  public static Operand<TNumber> reshapeItems(Ops tf, Operand<TNumber> tensor, int... lengths) {
    List<Operand<TInt32>> shape = new ArrayList<>();
    shape.add(new Lengths(tf, tensor).of(0));
    Arrays.stream(lengths).forEach(length -> shape.add(tf.constant(length)));
    return reshape(tf, tensor, shape);
  }
}
