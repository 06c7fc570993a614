package io.sightline.keras.layer;

import io.sightline.keras.build.DataFormat;
import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Lengths;
import io.sightline.keras.catalog.WeightLayouts;
import io.sightline.keras.function.ActivationFunctions;
import io.sightline.keras.model.LayerConfig;
import io.sightline.keras.window.DilatedKernel;
import io.sightline.keras.window.SingleAxis;
import io.sightline.keras.window.Window;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Transposed convolutions along one, two and three axes. */
final class TransposedConvolutions implements LayerFamily {
  @Override
  public void addTo(Table table) {
    for (int axes = 1; axes <= 3; axes++) {
      int count = axes;
      table.add(
          "Conv" + axes + "DTranspose",
          config -> WeightLayouts.transposedConvolution(config, count),
          scope -> transposed(scope, count));
    }
  }

  private static Operand<TNumber> transposed(LayerScope scope, int axes) {
    Ops tf = scope.tf();
    DataFormat format = DataFormat.of(scope.config());
    Operand<TNumber> input = format.toLast(tf, scope.computed());
    Operand<TNumber> output = SingleAxis.widened(tf, input, wide -> convolve(scope, wide, axes));
    return ActivationFunctions.after(
        scope, Convolutions.biased(scope, format.fromLast(tf, output)));
  }

  private static Operand<TNumber> convolve(LayerScope scope, Operand<TNumber> input, int axes) {
    Ops tf = scope.tf();
    LayerConfig config = scope.config();
    int[] strides = config.integers("strides", axes, 1);
    Operand<TNumber> kernel =
        DilatedKernel.of(
            tf,
            Convolutions.kernel(scope, "kernel"),
            Window.widened(config.integers("dilation_rate", axes, 1)));
    Operand<TInt32> shape = outputShape(scope, input, kernel, strides);
    List<Long> steps = steps(strides);
    String padding = Window.padding(config);
    return axes == 3
        ? tf.nn.conv3dBackpropInput(shape, kernel, input, steps, padding)
        : tf.nn.conv2dBackpropInput(shape, kernel, input, steps, padding);
  }

  private static List<Long> steps(int... strides) {
    return strides.length == 1
        ? List.of(1L, 1L, (long) strides[0], 1L)
        : Window.around(Window.widened(strides));
  }

  private static Operand<TInt32> outputShape(
      LayerScope scope, Operand<TNumber> input, Operand<TNumber> kernel, int... strides) {
    Ops tf = scope.tf();
    LayerConfig config = scope.config();
    boolean same = Window.padding(config).equals("SAME");
    int axes = strides.length;
    boolean hasExtra = config.has("output_padding");
    int[] extra = hasExtra ? config.integers("output_padding", axes) : new int[axes];
    Lengths lengths = new Lengths(tf, input);
    List<Operand<TInt32>> shape = new ArrayList<>();
    shape.add(lengths.of(0));
    if (axes == 1) {
      shape.add(tf.constant(1));
    }
    for (int i = 0; i < axes; i++) {
      int inputAxis = axes == 1 ? 2 : i + 1;
      int reach = Math.toIntExact(kernel.shape().get(inputAxis - 1));
      int more =
          hasExtra
              ? (same ? reach % 2 : reach) - strides[i] + extra[i]
              : same ? 0 : Math.max(reach - strides[i], 0);
      shape.add(
          tf.math.add(
              tf.math.mul(lengths.of(inputAxis), tf.constant(strides[i])), tf.constant(more)));
    }
    shape.add(tf.constant(Math.toIntExact(kernel.shape().get(kernel.shape().numDimensions() - 2))));
    return Lengths.vector(tf, shape);
  }
}
