package io.sightline.keras.layer;

import io.sightline.keras.build.DataFormat;
import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Lengths;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.function.AspectRatio;
import io.sightline.keras.function.ImageResize;
import io.sightline.keras.function.Repetition;
import io.sightline.keras.model.LayerConfig;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Layers that make pictures larger or smaller. */
final class Resizings implements LayerFamily {
  /** Since Keras 3 a RandomCrop leaves pictures as they are outside of training. */
  private static final int RANDOM_CROP_CHANGED = 3;

  /** Since Keras 3 a Resizing gives whole numbers where it is given some. */
  private static final int WHOLE_NUMBERS_KEPT = 3;

  @Override
  public void addTo(Table table) {
    table.add("UpSampling1D", scope -> repeat(scope, 1));
    table.add("UpSampling2D", Resizings::upSample);
    table.add("UpSampling3D", scope -> repeat(scope, 3));
    table.add("Resizing", Resizings::resize);
    table.add("CenterCrop", Resizings::centerCrop);
    table.add("RandomCrop", Resizings::randomCrop);
  }

  private static Operand<TNumber> upSample(LayerScope scope) {
    Ops tf = scope.tf();
    LayerConfig config = scope.config();
    String method = config.text("interpolation", "nearest");
    if (method.equals("nearest")) {
      return repeat(scope, 2);
    }
    int[] factors = config.integers("size", 2, 2);
    return ImageResize.rounded(
        tf,
        wholeNumbersIfKept(scope),
        given ->
            DataFormat.of(config)
                .apply(
                    tf,
                    Tensors.cast(tf, given, scope.computeType()),
                    x -> ImageResize.of(tf, x, enlarged(tf, x, factors), method, false)));
  }

  private static Operand<TInt32> enlarged(Ops tf, Operand<TNumber> x, int... factors) {
    Lengths lengths = new Lengths(tf, x);
    return tf.stack(
        List.of(
            tf.math.mul(lengths.of(1), tf.constant(factors[0])),
            tf.math.mul(lengths.of(2), tf.constant(factors[1]))));
  }

  /** Each value several times side by side along each axis. */
  private static Operand<TNumber> repeat(LayerScope scope, int axes) {
    int[] factors = scope.config().integers("size", axes, 2);
    int first = DataFormat.of(scope.config()).firstSpatialAxis();
    Operand<TNumber> x = scope.input();
    for (int i = 0; i < axes; i++) {
      x = Repetition.along(scope.tf(), x, first + i, factors[i]);
    }
    return x;
  }

  private static Operand<TNumber> resize(LayerScope scope) {
    Ops tf = scope.tf();
    LayerConfig config = scope.config();
    int height = config.integer("height");
    int width = config.integer("width");
    String method = config.text("interpolation", "bilinear");
    boolean antialias = config.flag("antialias", false);
    return ImageResize.rounded(
        tf,
        wholeNumbersIfKept(scope),
        given ->
            DataFormat.of(config)
                .apply(
                    tf,
                    Tensors.cast(tf, given, scope.computeType()),
                    x -> {
                      Operand<TNumber> fitted = fitted(tf, x, config, height, width);
                      Operand<TInt32> size = tf.constant(new int[] {height, width});
                      return ImageResize.of(tf, fitted, size, method, antialias);
                    }));
  }

  /** The input, with broken numbers for whole ones where Keras makes those. */
  private static Operand<TNumber> wholeNumbersIfKept(LayerScope scope) {
    return scope.version().generation() >= WHOLE_NUMBERS_KEPT ? scope.input() : scope.computed();
  }

  /** Cut or filled up to the proportions of the size, if the settings say so. */
  private static Operand<TNumber> fitted(
      Ops tf, Operand<TNumber> x, LayerConfig config, int height, int width) {
    if (config.flag("crop_to_aspect_ratio", false)) {
      return AspectRatio.crop(tf, x, height, width);
    }
    return config.flag("pad_to_aspect_ratio", false)
        ? AspectRatio.pad(tf, x, height, width, config.number("fill_value", 0))
        : x;
  }

  /** A picture that is too small in one direction is resized instead. */
  private static Operand<TNumber> centerCrop(LayerScope scope) {
    Ops tf = scope.tf();
    LayerConfig config = scope.config();
    int height = config.integer("height");
    int width = config.integer("width");
    return DataFormat.of(config)
        .apply(
            tf,
            scope.computed(),
            x -> {
              Lengths lengths = new Lengths(tf, x);
              long highest = lengths.known(1);
              long widest = lengths.known(2);
              if (highest >= height && widest >= width) {
                return center(tf, x, height, width);
              }
              boolean isKnown = highest >= 0 && widest >= 0;
              return isKnown
                  ? smartResize(tf, x, height, width)
                  : centerOrResize(tf, x, height, width);
            });
  }

  private static Operand<TNumber> center(Ops tf, Operand<TNumber> x, int height, int width) {
    Lengths lengths = new Lengths(tf, x);
    Operand<TInt32> zero = tf.constant(0);
    Operand<TInt32> top = halfOfRest(tf, lengths.of(1), height);
    Operand<TInt32> left = halfOfRest(tf, lengths.of(2), width);
    return tf.slice(
        x,
        tf.stack(List.of(zero, top, left, zero)),
        tf.constant(new int[] {-1, height, width, -1}));
  }

  private static Operand<TInt32> halfOfRest(Ops tf, Operand<TInt32> length, int part) {
    return tf.math.floorDiv(tf.math.sub(length, tf.constant(part)), tf.constant(2));
  }

  /** Both, of which a run takes the one that the size of the picture asks for. */
  private static Operand<TNumber> centerOrResize(
      Ops tf, Operand<TNumber> x, int height, int width) {
    Lengths lengths = new Lengths(tf, x);
    Operand<TInt32> below = missing(tf, lengths.of(1), height);
    Operand<TInt32> right = missing(tf, lengths.of(2), width);
    Operand<TInt32> zero = tf.constant(0);
    Operand<TInt32> none = tf.stack(List.of(zero, zero));
    Operand<TInt32> margins =
        tf.stack(
            List.of(none, tf.stack(List.of(zero, below)), tf.stack(List.of(zero, right)), none));
    Operand<TNumber> large = tf.pad(x, margins, Tensors.scalar(tf, 0, x));
    return tf.select(
        tf.math.equal(tf.math.add(below, right), zero),
        center(tf, large, height, width),
        smartResize(tf, x, height, width));
  }

  private static Operand<TInt32> missing(Ops tf, Operand<TInt32> length, int wanted) {
    return tf.math.maximum(tf.math.sub(tf.constant(wanted), length), tf.constant(0));
  }

  /** {@code smart_resize}: the largest part of the wanted proportions, resized. */
  private static Operand<TNumber> smartResize(Ops tf, Operand<TNumber> x, int height, int width) {
    Operand<TNumber> part = AspectRatio.crop(tf, x, height, width);
    return ImageResize.of(tf, part, tf.constant(new int[] {height, width}), "bilinear", false);
  }

  private static Operand<TNumber> randomCrop(LayerScope scope) {
    if (scope.version().generation() >= RANDOM_CROP_CHANGED) {
      return scope.input();
    }
    Ops tf = scope.tf();
    LayerConfig config = scope.config();
    return DataFormat.of(config)
        .apply(
            tf,
            scope.computed(),
            x -> smartResize(tf, x, config.integer("height"), config.integer("width")));
  }
}
