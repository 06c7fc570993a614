package io.sightline.keras.layer;

import io.sightline.keras.build.DataFormat;
import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.catalog.WeightLayouts;
import io.sightline.keras.function.ActivationFunctions;
import io.sightline.keras.model.LayerConfig;
import io.sightline.keras.window.DepthwiseConvolution;
import io.sightline.keras.window.GroupedConvolution;
import io.sightline.keras.window.SingleAxis;
import io.sightline.keras.window.Window;
import java.util.function.UnaryOperator;
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
        input -> GroupedConvolution.of(scope.tf(), input, kernel(scope, "kernel"), groups, window));
  }

  private static Operand<TNumber> depthwise(LayerScope scope, int axes) {
    Window window = Window.of(scope.config(), axes);
    return inChannelsLast(
        scope,
        axes,
        input ->
            DepthwiseConvolution.of(scope.tf(), input, kernel(scope, "depthwise_kernel"), window));
  }

  private static Operand<TNumber> separable(LayerScope scope, int axes) {
    Ops tf = scope.tf();
    Window window = Window.of(scope.config(), axes);
    return inChannelsLast(
        scope,
        axes,
        input -> {
          Operand<TNumber> ofEach =
              DepthwiseConvolution.of(tf, input, kernel(scope, "depthwise_kernel"), window);
          Operand<TNumber> pointwise = kernel(scope, "pointwise_kernel");
          return Window.pointwise(2).convolve(tf, ofEach, pointwise);
        });
  }

  /** What the step in the middle makes of an input with channels last, and of two axes for one. */
  private static Operand<TNumber> inChannelsLast(
      LayerScope scope, int axes, UnaryOperator<Operand<TNumber>> step) {
    Ops tf = scope.tf();
    DataFormat format = DataFormat.of(scope.config());
    Operand<TNumber> input = format.toLast(tf, scope.computed());
    Operand<TNumber> output =
        SingleAxis.widened(tf, input, wide -> step.apply(padCausally(scope, wide, axes)));
    return ActivationFunctions.after(scope, biased(scope, format.fromLast(tf, output)));
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
  static Operand<TNumber> kernel(LayerScope scope, String role) {
    return SingleAxis.kernel(scope.tf(), scope.weight(role));
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
}
