package io.sightline.keras.layer;

import io.sightline.keras.build.DataFormat;
import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Lengths;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.catalog.WeightLayouts;
import io.sightline.keras.function.ActivationFunctions;
import io.sightline.keras.function.DepthwiseConvolution;
import io.sightline.keras.function.Window;
import io.sightline.keras.model.LayerConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** Convolutions along one, two and three axes: plain, grouped, of each channel, separable. */
final class Convolutions implements LayerFamily {
  private static final int BIAS_BY_LENGTH = 3;

  @Override
  public void addTo(Table table) {
    for (int axes = 1; axes <= 3; axes++) {
      int count = axes;
      table.add(
          "Conv" + axes + "D",
          config -> WeightLayouts.convolution(config, count),
          scope -> convolution(scope, count));
    }
    for (int axes = 1; axes <= 2; axes++) {
      int count = axes;
      table.add(
          "DepthwiseConv" + axes + "D",
          config -> WeightLayouts.depthwiseConvolution(config, count),
          scope -> depthwise(scope, count));
      table.add(
          "SeparableConv" + axes + "D",
          config -> WeightLayouts.separableConvolution(config, count),
          scope -> separable(scope, count));
    }
  }

  private static Operand<TNumber> convolution(LayerScope scope, int axes) {
    LayerConfig config = scope.config();
    Window window = Window.of(config, axes);
    int groups = config.integer("groups", 1);
    return inChannelsLast(
        scope,
        axes,
        input -> grouped(scope.tf(), input, widened(scope, "kernel", axes), groups, window));
  }

  private static Operand<TNumber> depthwise(LayerScope scope, int axes) {
    Window window = Window.of(scope.config(), axes);
    return inChannelsLast(
        scope,
        axes,
        input ->
            DepthwiseConvolution.of(
                scope.tf(), input, widened(scope, "depthwise_kernel", axes), window));
  }

  private static Operand<TNumber> separable(LayerScope scope, int axes) {
    Ops tf = scope.tf();
    Window window = Window.of(scope.config(), axes);
    return inChannelsLast(
        scope,
        axes,
        input -> {
          Operand<TNumber> ofEach =
              DepthwiseConvolution.of(tf, input, widened(scope, "depthwise_kernel", axes), window);
          Operand<TNumber> pointwise = widened(scope, "pointwise_kernel", axes);
          return Window.pointwise(2).convolve(tf, ofEach, pointwise);
        });
  }

  /** What the step in the middle makes of an input with channels last, and of two axes for one. */
  private static Operand<TNumber> inChannelsLast(
      LayerScope scope, int axes, java.util.function.UnaryOperator<Operand<TNumber>> step) {
    Ops tf = scope.tf();
    DataFormat format = DataFormat.of(scope.config());
    Operand<TNumber> input = format.toLast(tf, scope.computed());
    Operand<TNumber> wide = axes == 1 ? tf.expandDims(input, tf.constant(1)) : input;
    Operand<TNumber> output = step.apply(padCausally(scope, wide, axes));
    Operand<TNumber> narrow =
        axes == 1 ? tf.squeeze(output, org.tensorflow.op.core.Squeeze.axis(List.of(1L))) : output;
    return ActivationFunctions.after(scope, biased(scope, format.fromLast(tf, narrow)));
  }

  /**
   * The output of a convolution in its own format, with the bias of each channel. Keras 3.15.1 with
   * TensorFlow adds the bias along the last axis where that is as long as the channels, even if
   * those come first ({@code add} in backend/tensorflow/numpy.py), and so it is done here.
   */
  static Operand<TNumber> biased(LayerScope scope, Operand<TNumber> output) {
    if (!scope.hasWeight("bias")) {
      return output;
    }
    Ops tf = scope.tf();
    Operand<TNumber> bias = scope.weight("bias");
    int last = Tensors.rank(output) - 1;
    int axis = DataFormat.of(scope.config()).channelAxis(last + 1);
    boolean isLast =
        axis == last
            || (scope.version().generation() >= BIAS_BY_LENGTH
                && output.shape().get(last) == bias.shape().get(0));
    if (isLast) {
      return last == 4 ? tf.math.add(output, bias) : tf.nn.biasAdd(output, bias);
    }
    return tf.math.add(output, Tensors.alongAxes(tf, bias, output, axis));
  }

  /** A kernel; that of one axis as one of two, the first of length 1. */
  static Operand<TNumber> widened(LayerScope scope, String role, int axes) {
    Operand<TNumber> kernel = scope.weight(role);
    return axes == 1 ? scope.tf().expandDims(kernel, scope.tf().constant(0)) : kernel;
  }

  private static Operand<TNumber> padCausally(LayerScope scope, Operand<TNumber> input, int axes) {
    LayerConfig config = scope.config();
    if (axes != 1 || !config.text("padding", "valid").equals("causal")) {
      return input;
    }
    int before =
        config.integers("dilation_rate", 1, 1)[0] * (config.integers("kernel_size", 1)[0] - 1);
    Ops tf = scope.tf();
    return tf.pad(
        input,
        tf.constant(new int[][] {{0, 0}, {0, 0}, {before, 0}, {0, 0}}),
        Tensors.scalar(tf, 0, input));
  }

  /** TensorFlow has grouped convolutions for a GPU only. */
  private static Operand<TNumber> grouped(
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
