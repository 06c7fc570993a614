package io.sightline.keras.operation;

import io.sightline.keras.build.Arguments;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.function.ImageResize;
import java.util.Locale;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** Operations on pictures: resizing, margins, and channels that become pixels. */
final class SpatialOperations implements OperationFamily {
  @Override
  public void addTo(Table table) {
    table.one("resize", SpatialOperations::resize);
    table.one("pad", SpatialOperations::pad);
    table.one("padv2", SpatialOperations::pad);
    table.one(
        "depthtospace",
        (tf, x, arguments) -> {
          requireChannelsLast(arguments);
          return tf.nn.depthToSpace(x, (long) blockSize(arguments));
        });
    table.one(
        "spacetodepth",
        (tf, x, arguments) -> {
          requireChannelsLast(arguments);
          return tf.nn.spaceToDepth(x, (long) blockSize(arguments));
        });
  }

  private static int blockSize(Arguments arguments) {
    return arguments
        .integer(1, "block_size")
        .orElseThrow(() -> new IllegalArgumentException("a block size"));
  }

  private static void requireChannelsLast(Arguments arguments) {
    String format = arguments.text(-1, "data_format").orElse("channels_last");
    if (!format.equals("channels_last") && !format.equals("NHWC")) {
      throw new IllegalArgumentException("channels last");
    }
  }

  private static Operand<?> resize(Ops tf, Operand<TNumber> x, Arguments arguments) {
    requireChannelsLast(arguments);
    boolean fits =
        arguments.flag(false, -1, "crop_to_aspect_ratio", "preserve_aspect_ratio")
            || arguments.flag(false, -1, "pad_to_aspect_ratio");
    int[] size =
        arguments.integers(1, "size").orElseThrow(() -> new IllegalArgumentException("a size"));
    if (fits || size.length != 2 || Tensors.rank(x) != 4) {
      throw new IllegalArgumentException("a batch resized to a height and width");
    }
    String method = arguments.text(2, "interpolation", "method").orElse("bilinear");
    return ImageResize.of(tf, x, tf.constant(size), method, arguments.flag(false, -1, "antialias"));
  }

  /** One margin for all sides, or two for each axis. */
  private static Operand<?> pad(Ops tf, Operand<TNumber> x, Arguments arguments) {
    String mode = arguments.text(2, "mode").orElse("constant").toLowerCase(Locale.ROOT);
    int[] given =
        arguments
            .integers(1, "pad_width", "paddings")
            .orElseThrow(() -> new IllegalArgumentException("margins"));
    int[][] margins = new int[Tensors.rank(x)][2];
    for (int i = 0; i < margins.length; i++) {
      for (int side = 0; side < 2; side++) {
        int index = given.length == 1 ? 0 : given.length == 2 ? side : 2 * i + side;
        margins[i][side] = given[index];
      }
    }
    if (!mode.equals("constant")) {
      return tf.mirrorPad(x, tf.constant(margins), mode.toUpperCase(Locale.ROOT));
    }
    double value = arguments.number(3, "constant_values").orElse(0.0);
    return tf.pad(x, tf.constant(margins), Tensors.scalar(tf, value, x));
  }
}
