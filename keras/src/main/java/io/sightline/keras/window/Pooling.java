package io.sightline.keras.window;

import io.sightline.keras.build.Lengths;
import io.sightline.keras.build.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.family.TNumber;

/** What is left of a window. */
public enum Pooling {
  /** The largest value. */
  MAX,
  /** The mean of the values. */
  AVERAGE;

  /**
   * Windows that move over a tensor.
   *
   * @param x {@code [batch, axes..., channels]}
   * @param size of a window, along one to three axes
   * @param strides its steps along the axes
   * @param padding {@code SAME} or {@code VALID}
   */
  public Operand<TNumber> windows(
      Ops tf, Operand<TNumber> x, int[] size, int[] strides, String padding) {
    return SingleAxis.widened(
        tf, x, wide -> pool(tf, wide, around(size), around(strides), padding));
  }

  private Operand<TNumber> pool(
      Ops tf, Operand<TNumber> x, List<Long> size, List<Long> strides, String padding) {
    if (size.size() == 5) {
      return this == MAX
          ? tf.nn.maxPool3d(x, size, strides, padding)
          : tf.nn.avgPool3d(x, size, strides, padding);
    }
    return this == MAX
        ? tf.nn.maxPool(x, tf.constant(ints(size)), tf.constant(ints(strides)), padding)
        : tf.nn.avgPool(x, size, strides, padding);
  }

  private static int[] ints(List<Long> values) {
    return values.stream().mapToInt(Math::toIntExact).toArray();
  }

  private static List<Long> around(int... spatial) {
    int[] values = spatial.length == 1 ? new int[] {1, spatial[0]} : spatial;
    return Window.around(Arrays.stream(values).mapToObj(value -> (long) value).toList());
  }

  /**
   * Windows that share a tensor out: part i of n goes from floor(i * length / n) to ceil((i + 1) *
   * length / n). They are products of the parts of each axis, so that one axis after the other will
   * do.
   *
   * @param firstAxis the first of the axes
   * @param counts how many parts there are along each of the axes
   */
  public Operand<TNumber> parts(Ops tf, Operand<TNumber> x, int firstAxis, int... counts) {
    Operand<TNumber> result = x;
    for (int i = 0; i < counts.length; i++) {
      result = alongAxis(tf, result, firstAxis + i, counts[i]);
    }
    return result;
  }

  private Operand<TNumber> alongAxis(Ops tf, Operand<TNumber> x, int axis, int count) {
    long length = new Lengths(tf, x).required(axis);
    List<Operand<TNumber>> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long begin = i * length / count;
      long end = ((i + 1) * length + count - 1) / count;
      int[] begins = new int[Tensors.rank(x)];
      int[] sizes = new int[Tensors.rank(x)];
      Arrays.fill(sizes, -1);
      begins[axis] = Math.toIntExact(begin);
      sizes[axis] = Math.toIntExact(end - begin);
      Operand<TNumber> part = tf.slice(x, tf.constant(begins), tf.constant(sizes));
      parts.add(
          this == MAX
              ? tf.reduceMax(part, tf.constant(axis), ReduceMax.keepDims(true))
              : tf.math.mean(part, tf.constant(axis), Mean.keepDims(true)));
    }
    return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(axis));
  }
}
