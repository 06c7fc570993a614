package io.sightline.keras.layer;

import io.sightline.keras.build.DataFormat;
import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Lengths;
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
    return DataFormat.of(config)
        .apply(
            tf,
            scope.computed(),
            x -> {
              Lengths lengths = new Lengths(tf, x);
              Operand<TInt32> size =
                  tf.stack(
                      List.of(
                          tf.math.mul(lengths.of(1), tf.constant(factors[0])),
                          tf.math.mul(lengths.of(2), tf.constant(factors[1]))));
              return ImageResize.of(tf, x, size, method, false);
            });
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
    return DataFormat.of(config)
        .apply(
            tf,
            scope.computed(),
            x -> {
              Operand<TNumber> fitted = x;
              if (config.flag("crop_to_aspect_ratio", false)) {
                fitted = AspectRatio.crop(tf, x, height, width);
              } else if (config.flag("pad_to_aspect_ratio", false)) {
                fitted = AspectRatio.pad(tf, x, height, width, config.number("fill_value", 0));
              }
              Operand<TInt32> size = tf.constant(new int[] {height, width});
              return ImageResize.of(tf, fitted, size, method, antialias);
            });
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
              int extraHeight = new Lengths(tf, x).required(1) - height;
              int extraWidth = new Lengths(tf, x).required(2) - width;
              return extraHeight < 0 || extraWidth < 0
                  ? smartResize(tf, x, height, width)
                  : tf.slice(
                      x,
                      tf.constant(new int[] {0, extraHeight / 2, extraWidth / 2, 0}),
                      tf.constant(new int[] {-1, height, width, -1}));
            });
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
