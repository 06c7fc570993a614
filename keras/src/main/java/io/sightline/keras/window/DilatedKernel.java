package io.sightline.keras.window;

import io.sightline.keras.build.Tensors;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** Kernels with zeros between their values, for operations that know no dilation. */
public final class DilatedKernel {
  private DilatedKernel() {}

  /**
   * Puts zeros between values.
   *
   * @param kernel {@code [axes..., a, b]}
   * @param dilations the distances between the values along the axes; 1 leaves them as they are
   * @return a kernel of {@code (length - 1) * dilation + 1} along each axis
   */
  public static Operand<TNumber> of(Ops tf, Operand<TNumber> kernel, List<Long> dilations) {
    Operand<TNumber> result = kernel;
    for (int axis = 0; axis < dilations.size(); axis++) {
      if (dilations.get(axis) > 1) {
        result = along(tf, result, axis, Math.toIntExact(dilations.get(axis)));
      }
    }
    return result;
  }

  private static Operand<TNumber> along(Ops tf, Operand<TNumber> kernel, int axis, int dilation) {
    long[] lengths = kernel.shape().asArray();
    int rank = lengths.length;
    int[][] zeros = new int[rank + 1][2];
    zeros[axis + 1][1] = dilation - 1;
    Operand<TNumber> spread =
        tf.pad(
            tf.expandDims(kernel, tf.constant(axis + 1)),
            tf.constant(zeros),
            Tensors.scalar(tf, 0, kernel));
    long[] joined = Arrays.copyOf(lengths, rank);
    joined[axis] = lengths[axis] * dilation;
    long[] wanted = Arrays.copyOf(lengths, rank);
    wanted[axis] = (lengths[axis] - 1) * dilation + 1;
    return tf.slice(
        tf.reshape(spread, tf.constant(joined)), tf.constant(new long[rank]), tf.constant(wanted));
  }
}
