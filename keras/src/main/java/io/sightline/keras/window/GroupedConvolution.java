package io.sightline.keras.window;

import io.sightline.keras.build.Lengths;
import io.sightline.keras.build.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** The convolution of groups of channels, which TensorFlow has for a GPU only. */
public final class GroupedConvolution {
  private GroupedConvolution() {}

  /**
   * A convolution.
   *
   * @param input {@code [batch, axes..., channels]}, of two axes or three
   * @param kernel {@code [axes..., channels / groups, outputs]}
   * @param groups into how many parts the channels go
   */
  public static Operand<TNumber> of(
      Ops tf, Operand<TNumber> input, Operand<TNumber> kernel, int groups, Window window) {
    int rank = Tensors.rank(input);
    if (groups == 1) {
      return window.convolve(tf, input, kernel);
    }
    int channels = new Lengths(tf, input).required(rank - 1);
    if (groups == channels && rank == 4) {
      return DepthwiseConvolution.of(tf, input, perChannel(tf, kernel, channels), window);
    }
    Iterable<Operand<TNumber>> inputs = tf.split(tf.constant(rank - 1), input, (long) groups);
    List<Operand<TNumber>> kernels = new ArrayList<>();
    tf.split(tf.constant(rank - 1), kernel, (long) groups).forEach(kernels::add);
    List<Operand<TNumber>> outputs = new ArrayList<>();
    for (Operand<TNumber> part : inputs) {
      outputs.add(window.convolve(tf, part, kernels.get(outputs.size())));
    }
    return tf.concat(outputs, tf.constant(rank - 1));
  }

  /** The kernel {@code [h, w, 1, channels * multiplier]} as one of each channel. */
  private static Operand<TNumber> perChannel(Ops tf, Operand<TNumber> kernel, int channels) {
    long[] lengths = kernel.shape().asArray();
    long[] perChannel = Arrays.copyOf(lengths, lengths.length);
    perChannel[lengths.length - 2] = channels;
    perChannel[lengths.length - 1] = lengths[lengths.length - 1] / channels;
    return tf.reshape(kernel, tf.constant(perChannel));
  }
}
