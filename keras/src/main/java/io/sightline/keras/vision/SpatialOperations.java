package io.sightline.keras.vision;

import io.sightline.keras.build.Arguments;
import io.sightline.keras.build.DataFormat;
import io.sightline.keras.build.Lengths;
import io.sightline.keras.build.OperationFamily;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.function.AspectRatio;
import io.sightline.keras.function.ImageResize;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Operations on the sizes of pictures: resizing, margins, and channels that become pixels. */
final class SpatialOperations implements OperationFamily {
  @Override
  public void addTo(Table table) {
    table.one("resize", SpatialOperations::resize);
    table.one("pad", SpatialOperations::pad);
    table.one("padv2", SpatialOperations::pad);
    table.one("padimages", SpatialOperations::padPictures);
    table.one("cropimages", SpatialOperations::cropPictures);
    table.one(
        "depthtospace",
        (tf, x, arguments) ->
            DataFormat.of(arguments)
                .apply(tf, x, y -> tf.nn.depthToSpace(y, blockSize(arguments))));
    table.one(
        "spacetodepth",
        (tf, x, arguments) ->
            DataFormat.of(arguments)
                .apply(tf, x, y -> tf.nn.spaceToDepth(y, blockSize(arguments))));
  }

  private static long blockSize(Arguments arguments) {
    return arguments
        .integer(1, "block_size")
        .orElseThrow(() -> new IllegalArgumentException("a block size"));
  }

  private static Operand<?> resize(Ops tf, Operand<TNumber> x, Arguments arguments) {
    int[] size =
        arguments.integers(1, "size").orElseThrow(() -> new IllegalArgumentException("a size"));
    boolean isPlain =
        size.length == 2
            && !arguments.flag(false, -1, "preserve_aspect_ratio")
            && arguments.text(-1, "fill_mode").orElse("constant").equals("constant");
    if (!isPlain) {
      throw new IllegalArgumentException("pictures resized to a height and width");
    }
    return SinglePicture.widened(
        tf,
        x,
        DataFormat.of(arguments),
        y -> resized(tf, fitted(tf, y, size, arguments), size, arguments));
  }

  /** Cut or filled up to the proportions of the size, if the arguments say so. */
  private static Operand<TNumber> fitted(
      Ops tf, Operand<TNumber> x, int[] size, Arguments arguments) {
    if (arguments.flag(false, -1, "crop_to_aspect_ratio")) {
      return AspectRatio.crop(tf, x, size[0], size[1]);
    }
    double fill = arguments.number(-1, "fill_value").orElse(0.0);
    return arguments.flag(false, -1, "pad_to_aspect_ratio")
        ? AspectRatio.pad(tf, x, size[0], size[1], fill)
        : x;
  }

  /**
   * Keras 3 gives the type of the pictures; TensorFlow gives values of 32 bits, but for the
   * nearest.
   */
  private static Operand<TNumber> resized(
      Ops tf, Operand<TNumber> x, int[] size, Arguments arguments) {
    String method = arguments.text(2, "interpolation", "method").orElse("bilinear");
    boolean antialias = arguments.flag(false, -1, "antialias");
    UnaryOperator<Operand<TNumber>> resize =
        y -> ImageResize.of(tf, y, tf.constant(size), method, antialias);
    if (method.toLowerCase(Locale.ROOT).equals("nearest")) {
      return resize.apply(x);
    }
    return arguments.isOfTensorFlow()
        ? resize.apply(Tensors.cast(tf, x, TFloat32.class))
        : ImageResize.rounded(tf, x, resize);
  }

  /** Each side by its margin; one margin of an axis may follow from the length that is wanted. */
  private static Operand<?> padPictures(Ops tf, Operand<TNumber> x, Arguments arguments) {
    return SinglePicture.widened(
        tf,
        x,
        DataFormat.of(arguments),
        y -> {
          Lengths lengths = new Lengths(tf, y);
          Operand<TInt32> none = tf.constant(new int[] {0, 0});
          Operand<TInt32> high =
              margins(
                  tf, lengths.of(1), arguments, "top_padding", "bottom_padding", "target_height");
          Operand<TInt32> wide =
              margins(
                  tf, lengths.of(2), arguments, "left_padding", "right_padding", "target_width");
          return tf.pad(y, tf.stack(List.of(none, high, wide, none)), Tensors.scalar(tf, 0, y));
        });
  }

  private static Operand<TInt32> margins(
      Ops tf,
      Operand<TInt32> length,
      Arguments arguments,
      String before,
      String after,
      String target) {
    Optional<Integer> first = arguments.integer(-1, before);
    Optional<Integer> second = arguments.integer(-1, after);
    return tf.stack(
        List.of(
            rest(tf, length, arguments, first, second, target),
            rest(tf, length, arguments, second, first, target)));
  }

  /** A margin that is given, or what the length that is wanted has more. */
  private static Operand<TInt32> rest(
      Ops tf,
      Operand<TInt32> length,
      Arguments arguments,
      Optional<Integer> given,
      Optional<Integer> other,
      String target) {
    if (given.isPresent()) {
      return tf.constant(given.get());
    }
    int wanted = required(arguments.integer(-1, target), target);
    return tf.math.sub(tf.constant(wanted - required(other, target)), length);
  }

  private static int required(Optional<Integer> value, String target) {
    return value.orElseThrow(
        () -> new IllegalArgumentException("two of both margins and " + target));
  }

  private static Operand<?> cropPictures(Ops tf, Operand<TNumber> x, Arguments arguments) {
    return SinglePicture.widened(
        tf,
        x,
        DataFormat.of(arguments),
        y -> {
          Lengths lengths = new Lengths(tf, y);
          List<Operand<TInt32>> high =
              part(
                  tf, lengths.of(1), arguments, "top_cropping", "bottom_cropping", "target_height");
          List<Operand<TInt32>> wide =
              part(tf, lengths.of(2), arguments, "left_cropping", "right_cropping", "target_width");
          Operand<TInt32> zero = tf.constant(0);
          Operand<TInt32> all = tf.constant(-1);
          return tf.slice(
              y,
              tf.stack(List.of(zero, high.get(0), wide.get(0), zero)),
              tf.stack(List.of(all, high.get(1), wide.get(1), all)));
        });
  }

  /** Where the part that is left begins and how long it is. */
  private static List<Operand<TInt32>> part(
      Ops tf,
      Operand<TInt32> length,
      Arguments arguments,
      String before,
      String after,
      String target) {
    Optional<Integer> first = arguments.integer(-1, before);
    Optional<Integer> second = arguments.integer(-1, after);
    Optional<Integer> wanted = arguments.integer(-1, target);
    if (first.isEmpty()) {
      int rest = required(wanted, target) + required(second, target);
      return List.of(tf.math.sub(length, tf.constant(rest)), tf.constant(wanted.orElseThrow()));
    }
    return List.of(
        tf.constant(first.get()),
        wanted.isPresent()
            ? tf.constant(wanted.get())
            : tf.math.sub(length, tf.constant(first.get() + required(second, target))));
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
