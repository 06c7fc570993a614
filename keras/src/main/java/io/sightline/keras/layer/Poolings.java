package io.sightline.keras.layer;

import io.sightline.keras.build.DataFormat;
import io.sightline.keras.build.Dtypes;
import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.model.LayerConfig;
import io.sightline.keras.window.Pooling;
import io.sightline.keras.window.Window;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Layers that take the largest or mean value of windows, of whole pictures, or of equal parts. */
final class Poolings implements LayerFamily {
  private static final int WIDE_MEANS = 3;

  @Override
  public void addTo(Table table) {
    for (int axes = 1; axes <= 3; axes++) {
      int count = axes;
      table.add("MaxPooling" + axes + "D", scope -> windows(scope, count, Pooling.MAX));
      table.add("AveragePooling" + axes + "D", scope -> windows(scope, count, Pooling.AVERAGE));
      table.add("GlobalMaxPooling" + axes + "D", scope -> whole(scope, true));
      table.add("GlobalAveragePooling" + axes + "D", scope -> whole(scope, false));
      table.add("AdaptiveMaxPooling" + axes + "D", scope -> parts(scope, count, Pooling.MAX));
      table.add(
          "AdaptiveAveragePooling" + axes + "D", scope -> parts(scope, count, Pooling.AVERAGE));
    }
  }

  private static Operand<TNumber> windows(LayerScope scope, int axes, Pooling pooling) {
    LayerConfig config = scope.config();
    int[] size = config.integers("pool_size", axes, 2);
    int[] strides = config.has("strides") ? config.integers("strides", axes) : size;
    String padding = Window.padding(config);
    return DataFormat.of(config)
        .apply(
            scope.tf(), scope.input(), x -> pooling.windows(scope.tf(), x, size, strides, padding));
  }

  private static Operand<TNumber> whole(LayerScope scope, boolean isMax) {
    Ops tf = scope.tf();
    LayerConfig config = scope.config();
    Operand<TNumber> x = scope.input();
    int first = DataFormat.of(config).firstSpatialAxis();
    Operand<TInt32> axes =
        tf.constant(IntStream.range(first, first + Tensors.rank(x) - 2).toArray());
    boolean keep = config.flag("keepdims", false);
    return isMax ? tf.reduceMax(x, axes, ReduceMax.keepDims(keep)) : mean(scope, x, axes, keep);
  }

  /** Since Keras 3 the mean of whole numbers and of those of 16 bits is computed with 32 bits. */
  private static Operand<TNumber> mean(
      LayerScope scope, Operand<TNumber> x, Operand<TInt32> axes, boolean keep) {
    Ops tf = scope.tf();
    boolean isWhole = !Dtypes.isFloating(x.type());
    boolean isWide =
        (isWhole || Dtypes.isHalf(x.type())) && scope.version().generation() >= WIDE_MEANS;
    Operand<TNumber> wide = isWide ? Tensors.cast(tf, x, TFloat32.class) : x;
    Operand<TNumber> mean = tf.math.mean(wide, axes, Mean.keepDims(keep));
    return isWhole ? mean : Tensors.castLike(tf, mean, x);
  }

  private static Operand<TNumber> parts(LayerScope scope, int axes, Pooling pooling) {
    LayerConfig config = scope.config();
    int first = DataFormat.of(config).firstSpatialAxis();
    return pooling.parts(scope.tf(), scope.input(), first, config.integers("output_size", axes));
  }
}
