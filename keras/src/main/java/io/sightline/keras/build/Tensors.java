package io.sightline.keras.build;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * Tensors whose element type is known when the graph is built. The compiler sees {@link TNumber};
 * TensorFlow checks that types agree.
 */
public final class Tensors {
  private Tensors() {}

  /** A tensor as one of numbers. */
  @SuppressWarnings("unchecked") // The parameter is not there at run time, where TensorFlow checks.
  public static Operand<TNumber> numbers(Operand<?> tensor) {
    return (Operand<TNumber>) tensor;
  }

  /** A tensor of another type; the same one if it has that type. */
  public static Operand<TNumber> cast(Ops tf, Operand<?> tensor, Class<? extends TType> type) {
    return tensor.type() == type ? numbers(tensor) : numbers(tf.dtypes.cast(tensor, type));
  }

  /** A tensor of broken numbers: those of whole numbers and truth values have 32 bits. */
  public static Operand<TNumber> broken(Ops tf, Operand<?> tensor) {
    return cast(tf, tensor, ResultTypes.broken(tensor.type()));
  }

  /** A tensor of numbers: truth values as 0 and 1 of 32 bits. */
  public static Operand<TNumber> counted(Ops tf, Operand<?> tensor) {
    return tensor.type() == TBool.class ? cast(tf, tensor, TInt32.class) : numbers(tensor);
  }

  /** A tensor of truth values: of numbers those that are not 0. */
  @SuppressWarnings("unchecked") // The type is looked at.
  public static Operand<TBool> truth(Ops tf, Operand<?> tensor) {
    return tensor.type() == TBool.class
        ? (Operand<TBool>) tensor
        : tf.dtypes.cast(tensor, TBool.class);
  }

  /** A tensor of the type that another one has. */
  public static Operand<TNumber> castLike(Ops tf, Operand<?> tensor, Operand<TNumber> like) {
    return cast(tf, tensor, like.type());
  }

  /** A single number of the type that a tensor has. */
  public static Operand<TNumber> scalar(Ops tf, double value, Operand<TNumber> like) {
    boolean isDouble = like.type().equals(TFloat64.class);
    return isDouble ? numbers(tf.constant(value)) : castLike(tf, tf.constant((float) value), like);
  }

  /** Numbers in a row, of the type that a tensor has. */
  public static Operand<TNumber> vector(Ops tf, double[] values, Operand<TNumber> like) {
    return castLike(tf, tf.constant(values), like);
  }

  /** How many axes a tensor has. */
  public static int rank(Operand<?> tensor) {
    int rank = tensor.shape().numDimensions();
    if (rank < 0) {
      throw new IllegalArgumentException("a tensor whose number of axes is not known");
    }
    return rank;
  }

  /** An axis counted from the front, of one that may be counted from the back. */
  public static int axis(int axis, int rank) {
    int counted = axis < 0 ? axis + rank : axis;
    if (counted < 0 || counted >= rank) {
      throw new IllegalArgumentException("axis %s of %s".formatted(axis, rank));
    }
    return counted;
  }

  /** A tensor with its axes in another order. */
  public static Operand<TNumber> transpose(Ops tf, Operand<TNumber> tensor, int... order) {
    boolean isSame = IntStream.range(0, order.length).allMatch(i -> order[i] == i);
    return isSame ? tensor : tf.linalg.transpose(tensor, tf.constant(order));
  }

  /** A tensor with one of its axes moved to another place. */
  public static Operand<TNumber> moveAxis(Ops tf, Operand<TNumber> tensor, int from, int to) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, rank(tensor)).boxed().toList());
    order.add(to, order.remove(from));
    return transpose(tf, tensor, order.stream().mapToInt(Integer::intValue).toArray());
  }

  /**
   * Weights as they have to be to meet a tensor: of length 1 along all axes that they do not have.
   *
   * @param weights one axis for each of the axes
   * @param axes the axes of the tensor that they belong to, counted from the front
   */
  public static Operand<TNumber> alongAxes(
      Ops tf, Operand<TNumber> weights, Operand<TNumber> tensor, int... axes) {
    int rank = rank(tensor);
    if (axes.length == 1 && axes[0] == rank - 1 && rank(weights) == 1) {
      return weights;
    }
    long[] shape = new long[rank];
    for (int i = 0; i < rank; i++) {
      shape[i] = 1;
    }
    long[] lengths = tensor.shape().asArray();
    for (int axis : axes) {
      shape[axis] = axes.length == 1 ? -1 : lengths[axis];
    }
    return tf.reshape(weights, tf.constant(shape));
  }
}
