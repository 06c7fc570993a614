package io.sightline.keras.window;

import io.sightline.keras.build.Lengths;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The convolution of each channel by itself along two axes. TensorFlow's kernel knows no dilation:
 * the input is taken apart into inputs whose elements lie side by side (as {@code
 * tf.nn.with_space_to_batch} of TensorFlow 2.21 does).
 */
public final class DepthwiseConvolution {
  private DepthwiseConvolution() {}

  /**
   * A convolution.
   *
   * @param input {@code [batch, height, width, channels]}
   * @param kernel {@code [height, width, channels, multiplier]}
   */
  public static Operand<TNumber> of(
      Ops tf, Operand<TNumber> input, Operand<TNumber> kernel, Window window) {
    if (!window.isDilated()) {
      return tf.nn.depthwiseConv2dNative(input, kernel, window.steps(), window.padding());
    }
    Lengths lengths = new Lengths(tf, input);
    List<Operand<TInt32>> paddings = new ArrayList<>();
    List<Operand<TInt32>> crops = new ArrayList<>();
    for (int axis = 0; axis < 2; axis++) {
      int dilation = Math.toIntExact(window.dilations().get(axis));
      int reach = (Math.toIntExact(kernel.shape().get(axis)) - 1) * dilation;
      int total = window.padding().equals("SAME") ? reach : 0;
      Operand<TInt32> padded = tf.math.add(lengths.of(axis + 1), tf.constant(total));
      Operand<TInt32> missing = tf.math.floorMod(tf.math.neg(padded), tf.constant(dilation));
      Operand<TInt32> after = tf.math.add(missing, tf.constant(total - total / 2));
      paddings.add(tf.stack(List.of(tf.constant(total / 2), after)));
      crops.add(tf.stack(List.of(tf.constant(0), missing)));
    }
    Operand<TInt32> blocks =
        tf.constant(window.dilations().stream().mapToInt(Math::toIntExact).toArray());
    Operand<TNumber> apart = tf.spaceToBatchNd(input, blocks, tf.stack(paddings));
    Operand<TNumber> convolved =
        tf.nn.depthwiseConv2dNative(apart, kernel, window.steps(), "VALID");
    return tf.batchToSpaceNd(convolved, blocks, tf.stack(crops));
  }
}
