package io.sightline.keras.vision;

import io.sightline.keras.build.Arguments;
import io.sightline.keras.build.DataFormat;
import io.sightline.keras.build.LayerBuilder;
import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Lengths;
import io.sightline.keras.build.Operands;
import io.sightline.keras.build.OperationFamily;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.window.DepthwiseConvolution;
import io.sightline.keras.window.GroupedConvolution;
import io.sightline.keras.window.Pooling;
import io.sightline.keras.window.SingleAxis;
import io.sightline.keras.window.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Operations of windows that move over pictures: pooling, convolutions, patches. */
final class WindowOperations implements OperationFamily {
  private static final int FIRST_AXIS = 1;

  /** What a window and a kernel make of a tensor with the channels last. */
  private interface Convolution {
    Operand<TNumber> of(Operand<TNumber> x, Operand<TNumber> kernel, Window window);
  }

  @Override
  public void addTo(Table table) {
    for (String name : new String[] {"maxpool", "maxpool2d"}) {
      table.one(name, (tf, x, arguments) -> pool(tf, x, arguments, Pooling.MAX));
    }
    for (String name : new String[] {"averagepool", "avgpool", "avgpool2d"}) {
      table.one(name, (tf, x, arguments) -> pool(tf, x, arguments, Pooling.AVERAGE));
    }
    table.one("adaptivemaxpool", (tf, x, arguments) -> share(tf, x, arguments, Pooling.MAX));
    table.one(
        "adaptiveaveragepool", (tf, x, arguments) -> share(tf, x, arguments, Pooling.AVERAGE));
    for (String name : new String[] {"conv", "conv2d"}) {
      table.add(name, LayerBuilder.one(WindowOperations::convolution));
    }
    for (String name : new String[] {"depthwiseconv", "depthwiseconv2d"}) {
      table.add(name, LayerBuilder.one(WindowOperations::depthwise));
    }
    table.add("separableconv", LayerBuilder.one(WindowOperations::separable));
    table.one("extractpatches", WindowOperations::patches);
    table.one("unfold", WindowOperations::unfold);
  }

  private static Operand<?> pool(Ops tf, Operand<TNumber> x, Arguments arguments, Pooling pooling) {
    int axes = Tensors.rank(x) - 2;
    int[] size = required(arguments, axes, 1, "pool_size", "ksize");
    int[] strides = lengths(arguments, axes, size, 2, "strides");
    String padding = padding(arguments);
    return DataFormat.of(arguments)
        .apply(tf, x, y -> pooling.windows(tf, y, size, strides, padding));
  }

  private static Operand<?> share(
      Ops tf, Operand<TNumber> x, Arguments arguments, Pooling pooling) {
    int[] counts = required(arguments, Tensors.rank(x) - 2, 1, "output_size");
    return pooling.parts(tf, x, DataFormat.of(arguments).firstSpatialAxis(), counts);
  }

  private static Operand<?> convolution(LayerScope scope) {
    Ops tf = scope.tf();
    return convolve(
        scope,
        "kernel",
        (x, kernel, window) -> {
          int channels = new Lengths(tf, x).required(Tensors.rank(x) - 1);
          int taken = new Lengths(tf, kernel).required(Tensors.rank(kernel) - 2);
          return GroupedConvolution.of(tf, x, kernel, channels / taken, window);
        });
  }

  private static Operand<?> depthwise(LayerScope scope) {
    return convolve(
        scope,
        "kernel",
        (x, kernel, window) -> DepthwiseConvolution.of(scope.tf(), x, kernel, window));
  }

  private static Operand<?> separable(LayerScope scope) {
    Ops tf = scope.tf();
    return convolve(
        scope,
        "depthwise_kernel",
        (x, kernel, window) -> {
          Operand<TNumber> pointwise = new Operands(scope).as(x.type(), 2, "pointwise_kernel");
          return Window.pointwise(2)
              .convolve(
                  tf,
                  DepthwiseConvolution.of(tf, x, kernel, window),
                  SingleAxis.kernel(tf, pointwise));
        });
  }

  /** The kernel bears the first of the names, or one that TensorFlow gives it. */
  private static Operand<?> convolve(LayerScope scope, String name, Convolution convolution) {
    Ops tf = scope.tf();
    Arguments arguments = new Arguments(scope);
    Operands operands = new Operands(scope);
    Operand<TNumber> x = operands.tensor(0, "inputs", "input");
    Operand<TNumber> kernel =
        SingleAxis.kernel(tf, operands.as(x.type(), 1, name, "filters", "filter"));
    int axes = Tensors.rank(x) - 2;
    int[] one = {1};
    Window window =
        new Window(
            Window.widened(lengths(arguments, axes, one, -1, "strides")),
            Window.widened(lengths(arguments, axes, one, -1, "dilation_rate", "dilations")),
            padding(arguments));
    return DataFormat.of(arguments)
        .apply(tf, x, last -> SingleAxis.widened(tf, last, y -> convolution.of(y, kernel, window)));
  }

  private static Operand<?> patches(Ops tf, Operand<TNumber> x, Arguments arguments) {
    int[] size = required(arguments, 2, 1, "size", "sizes");
    int[] strides = lengths(arguments, 2, size, 2, "strides");
    int[] rates = lengths(arguments, 2, new int[] {1}, 3, "dilation_rate", "rates");
    String padding = padding(arguments);
    return SinglePicture.widened(
        tf,
        x,
        DataFormat.of(arguments),
        y ->
            tf.image.extractImagePatches(y, around(size), around(strides), around(rates), padding));
  }

  /** Patches of {@code [batch, channels, height, width]} as {@code [batch, values, patches]}. */
  private static Operand<?> unfold(Ops tf, Operand<TNumber> x, Arguments arguments) {
    int[] size = required(arguments, 2, 1, "kernel_size");
    int[] zero = {0};
    int[] one = {1};
    int[] margins = lengths(arguments, 2, zero, 3, "padding");
    int[][] around = {{0, 0}, {0, 0}, {margins[0], margins[0]}, {margins[1], margins[1]}};
    Operand<TNumber> last =
        DataFormat.CHANNELS_FIRST.toLast(
            tf, tf.pad(x, tf.constant(around), Tensors.scalar(tf, 0, x)));
    Operand<TNumber> patches =
        tf.image.extractImagePatches(
            last,
            around(size),
            around(lengths(arguments, 2, one, 4, "stride")),
            around(lengths(arguments, 2, one, 2, "dilation")),
            "VALID");
    Lengths lengths = new Lengths(tf, patches);
    Operand<TInt32> batch = lengths.of(0);
    int channels = new Lengths(tf, x).required(1);
    int values = Math.multiplyExact(size[0], size[1]);
    Operand<TInt32> count = tf.math.mul(lengths.of(1), lengths.of(2));
    Operand<TNumber> apart =
        Lengths.reshape(
            tf, patches, List.of(batch, count, tf.constant(values), tf.constant(channels)));
    return Lengths.reshape(
        tf,
        Tensors.transpose(tf, apart, 0, 3, 2, 1),
        List.of(batch, tf.constant(values * channels), count));
  }

  private static List<Long> around(int... lengths) {
    return Window.around(Window.widened(lengths));
  }

  private static String padding(Arguments arguments) {
    String padding = arguments.text(-1, "padding").orElse("valid").toUpperCase(Locale.ROOT);
    if (!padding.equals("VALID") && !padding.equals("SAME")) {
      throw new IllegalArgumentException("the padding valid or same");
    }
    return padding;
  }

  private static int[] required(Arguments arguments, int axes, int position, String... names) {
    int[] given =
        arguments
            .integers(position, names)
            .orElseThrow(() -> new IllegalArgumentException("lengths as " + names[0]));
    return along(given, axes, arguments);
  }

  private static int[] lengths(
      Arguments arguments, int axes, int[] otherwise, int position, String... names) {
    return along(arguments.integers(position, names).orElse(otherwise), axes, arguments);
  }

  /** A number for each axis: one for all, one for each, or, of TensorFlow, those of all axes. */
  private static int[] along(int[] given, int axes, Arguments arguments) {
    if (given.length == 1) {
      int[] same = new int[axes];
      Arrays.fill(same, given[0]);
      return same;
    }
    if (given.length == axes + 2) {
      int first = DataFormat.of(arguments) == DataFormat.CHANNELS_LAST ? FIRST_AXIS : 2;
      return Arrays.copyOfRange(given, first, first + axes);
    }
    if (given.length != axes) {
      throw new IllegalArgumentException("%s numbers or one for all".formatted(axes));
    }
    return given;
  }
}
