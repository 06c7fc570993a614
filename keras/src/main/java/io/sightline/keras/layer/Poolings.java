package io.sightline.keras.layer;

import io.sightline.keras.build.DataFormat;
import io.sightline.keras.build.Dtypes;
import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Lengths;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.function.Window;
import io.sightline.keras.model.LayerConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.Squeeze;
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
      table.add("MaxPooling" + axes + "D", scope -> windows(scope, count, true));
      table.add("AveragePooling" + axes + "D", scope -> windows(scope, count, false));
      table.add("GlobalMaxPooling" + axes + "D", scope -> whole(scope, true));
      table.add("GlobalAveragePooling" + axes + "D", scope -> whole(scope, false));
      table.add("AdaptiveMaxPooling" + axes + "D", scope -> parts(scope, count, true));
      table.add("AdaptiveAveragePooling" + axes + "D", scope -> parts(scope, count, false));
    }
  }

  private static Operand<TNumber> windows(LayerScope scope, int axes, boolean isMax) {
    Ops tf = scope.tf();
    LayerConfig config = scope.config();
    int[] size = config.integers("pool_size", axes, 2);
    int[] strides = config.has("strides") ? config.integers("strides", axes) : size;
    String padding = Window.padding(config);
    return DataFormat.of(config)
        .apply(
            tf,
            scope.input(),
            x -> {
              Operand<TNumber> wide = axes == 1 ? tf.expandDims(x, tf.constant(1)) : x;
              Operand<TNumber> pooled =
                  pool(tf, wide, around(size), around(strides), padding, isMax);
              return axes == 1 ? tf.squeeze(pooled, Squeeze.axis(List.of(1L))) : pooled;
            });
  }

  private static Operand<TNumber> pool(
      Ops tf,
      Operand<TNumber> x,
      List<Long> size,
      List<Long> strides,
      String padding,
      boolean isMax) {
    if (size.size() == 5) {
      return isMax
          ? tf.nn.maxPool3d(x, size, strides, padding)
          : tf.nn.avgPool3d(x, size, strides, padding);
    }
    return isMax
        ? tf.nn.maxPool(x, tf.constant(ints(size)), tf.constant(ints(strides)), padding)
        : tf.nn.avgPool(x, size, strides, padding);
  }

  private static int[] ints(List<Long> values) {
    return values.stream().mapToInt(Math::toIntExact).toArray();
  }

  private static List<Long> around(int... spatial) {
    int[] values = spatial.length == 1 ? new int[] {1, spatial[0]} : spatial;
    return Window.around(Arrays.stream(values).mapToObj(value -> (long) value).toList());
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

  /** Windows are products of the parts of each axis, so that one axis after the other will do. */
  private static Operand<TNumber> parts(LayerScope scope, int axes, boolean isMax) {
    LayerConfig config = scope.config();
    int[] counts = config.integers("output_size", axes);
    int first = DataFormat.of(config).firstSpatialAxis();
    Operand<TNumber> x = scope.input();
    for (int i = 0; i < axes; i++) {
      x = parts(scope.tf(), x, first + i, counts[i], isMax);
    }
    return x;
  }

  /** Part i of n goes from floor(i * length / n) to ceil((i + 1) * length / n). */
  private static Operand<TNumber> parts(
      Ops tf, Operand<TNumber> x, int axis, int count, boolean isMax) {
    long length = new Lengths(tf, x).required(axis);
    List<Operand<TNumber>> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long begin = i * length / count;
      long end = ((i + 1) * length + count - 1) / count;
      int[] begins = new int[Tensors.rank(x)];
      int[] sizes = new int[Tensors.rank(x)];
      Arrays.fill(sizes, -1);
      begins[axis] = Math.toIntExact(begin);
      sizes[axis] = Math.toIntExact(end - begin);
      Operand<TNumber> part = tf.slice(x, tf.constant(begins), tf.constant(sizes));
      parts.add(
          isMax
              ? tf.reduceMax(part, tf.constant(axis), ReduceMax.keepDims(true))
              : tf.math.mean(part, tf.constant(axis), Mean.keepDims(true)));
    }
    return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(axis));
  }
}
