package io.sightline.keras.layer;

import static io.sightline.keras.build.Tensors.scalar;

import io.sightline.keras.build.Dtypes;
import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Lengths;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.catalog.WeightLayout;
import io.sightline.keras.catalog.WeightLayouts;
import io.sightline.keras.catalog.WeightSpec;
import io.sightline.keras.function.UnitLength;
import io.sightline.keras.model.LayerConfig;
import io.sightline.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Layers that bring values to a mean of 0 and a variance of 1. */
final class Normalizations implements LayerFamily {
  private static final double EPSILON = 1e-3;
  private static final double RMS_EPSILON = 1e-7;

  @Override
  public void addTo(Table table) {
    table.add("BatchNormalization", WeightLayouts::batchNormalization, Normalizations::batch);
    table.add("LayerNormalization", WeightLayouts::layerNormalization, Normalizations::layer);
    table.add("GroupNormalization", WeightLayouts::groupNormalization, Normalizations::group);
    table.add(
        "RMSNormalization",
        config -> WeightLayout.of(WeightSpec.trainable("scale", Shape.unknown())),
        Normalizations::rms);
    table.add("UnitNormalization", Normalizations::unit);
  }

  /** 16 bits are too few for squares: Keras computes these layers with 32. */
  private static Operand<TNumber> wide(LayerScope scope, UnaryOperator<Operand<TNumber>> step) {
    Ops tf = scope.tf();
    Operand<TNumber> x = scope.computed();
    boolean isHalf = Dtypes.isHalf(x.type());
    Operand<TNumber> result = step.apply(isHalf ? Tensors.cast(tf, x, TFloat32.class) : x);
    return Tensors.castLike(tf, result, x);
  }

  private static int[] axes(LayerConfig config, int rank) {
    int[] axes = config.has("axis") ? config.integers("axis") : new int[] {-1};
    return Arrays.stream(axes).map(axis -> Tensors.axis(axis, rank)).sorted().toArray();
  }

  private static Optional<Operand<TNumber>> find(
      LayerScope scope, String role, Operand<TNumber> like) {
    return scope.hasWeight(role)
        ? Optional.of(Tensors.castLike(scope.tf(), scope.variable(role), like))
        : Optional.empty();
  }

  /** A mask counts in training alone. */
  private static Operand<TNumber> batch(LayerScope scope) {
    return wide(
        scope.withoutMask(),
        x -> {
          int rank = Tensors.rank(x);
          int[] axes = axes(scope.config(), rank);
          boolean isFused = rank == 4 && axes.length == 1 && x.type().equals(TFloat32.class);
          return isFused ? fusedBatch(scope, x, axes[0]) : plainBatch(scope, x, axes);
        });
  }

  private static Operand<TNumber> fusedBatch(LayerScope scope, Operand<TNumber> x, int axis) {
    Ops tf = scope.tf();
    Operand<TNumber> mean = find(scope, "moving_mean", x).orElseThrow();
    Operand<TNumber> variance = find(scope, "moving_variance", x).orElseThrow();
    int channels = Math.toIntExact(variance.shape().get(0));
    Operand<TInt32> shape = tf.constant(new int[] {channels});
    Operand<TNumber> scale =
        find(scope, "gamma", x).orElseGet(() -> tf.fill(shape, scalar(tf, 1, x)));
    Operand<TNumber> offset =
        find(scope, "beta", x).orElseGet(() -> tf.fill(shape, scalar(tf, 0, x)));
    FusedBatchNorm<TNumber, TNumber> normalized =
        tf.nn.fusedBatchNorm(
            Tensors.moveAxis(tf, x, axis, 3),
            scale,
            offset,
            mean,
            variance,
            FusedBatchNorm.epsilon((float) scope.config().number("epsilon", EPSILON)),
            FusedBatchNorm.isTraining(false));
    return Tensors.moveAxis(tf, normalized.y(), 3, axis);
  }

  private static Operand<TNumber> plainBatch(LayerScope scope, Operand<TNumber> x, int... axes) {
    Ops tf = scope.tf();
    UnaryOperator<Operand<TNumber>> along = weight -> Tensors.alongAxes(tf, weight, x, axes);
    return normalized(
        scope,
        x,
        find(scope, "moving_mean", x).map(along).orElseThrow(),
        find(scope, "moving_variance", x).map(along).orElseThrow(),
        along);
  }

  /** {@code (x - mean) / sqrt(variance + epsilon) * gamma + beta}. */
  private static Operand<TNumber> normalized(
      LayerScope scope,
      Operand<TNumber> x,
      Operand<TNumber> mean,
      Operand<TNumber> variance,
      UnaryOperator<Operand<TNumber>> along) {
    Ops tf = scope.tf();
    Operand<TNumber> epsilon = scalar(tf, scope.config().number("epsilon", EPSILON), x);
    Operand<TNumber> factor = tf.math.rsqrt(tf.math.add(variance, epsilon));
    Operand<TNumber> scale =
        find(scope, "gamma", x)
            .map(along)
            .<Operand<TNumber>>map(gamma -> tf.math.mul(factor, gamma))
            .orElse(factor);
    Operand<TNumber> centered = tf.math.mul(tf.math.sub(x, mean), scale);
    return find(scope, "beta", x)
        .map(along)
        .<Operand<TNumber>>map(beta -> tf.math.add(centered, beta))
        .orElse(centered);
  }

  private static Operand<TNumber> mean(Ops tf, Operand<TNumber> x, int... axes) {
    return tf.math.mean(x, tf.constant(axes), Mean.keepDims(true));
  }

  private static Operand<TNumber> layer(LayerScope scope) {
    return wide(
        scope,
        x -> {
          Ops tf = scope.tf();
          int[] axes = axes(scope.config(), Tensors.rank(x));
          UnaryOperator<Operand<TNumber>> along = weight -> Tensors.alongAxes(tf, weight, x, axes);
          Operand<TNumber> mean = mean(tf, x, axes);
          if (scope.config().flag("rms_scaling", false)) {
            Operand<TNumber> variance = mean(tf, tf.math.squaredDifference(x, mean), axes);
            Operand<TNumber> epsilon = scalar(tf, scope.config().number("epsilon", EPSILON), x);
            Operand<TNumber> scaled = tf.math.mul(x, tf.math.rsqrt(tf.math.add(variance, epsilon)));
            return tf.math.mul(scaled, along.apply(find(scope, "gamma", x).orElseThrow()));
          }
          Operand<TNumber> variance = mean(tf, tf.math.squaredDifference(x, mean), axes);
          return normalized(scope, x, mean, variance, along);
        });
  }

  /** The channels go last, and apart into groups; -1 groups are one for each channel. */
  private static Operand<TNumber> group(LayerScope scope) {
    return wide(
        scope,
        x -> {
          Ops tf = scope.tf();
          int rank = Tensors.rank(x);
          int axis = axes(scope.config(), rank)[0];
          Operand<TNumber> last = Tensors.moveAxis(tf, x, axis, rank - 1);
          Lengths lengths = new Lengths(tf, last);
          int channels = lengths.required(rank - 1);
          int groups = scope.config().integer("groups", 32);
          int count = groups == -1 ? channels : groups;
          List<Operand<TInt32>> apart = new ArrayList<>(lengths.all().subList(0, rank - 1));
          apart.add(tf.constant(count));
          apart.add(tf.constant(channels / count));
          Operand<TNumber> grouped = Lengths.reshape(tf, last, apart);
          int[] axes = IntStream.rangeClosed(1, rank).filter(i -> i != rank - 1).toArray();
          Operand<TNumber> mean = mean(tf, grouped, axes);
          Operand<TNumber> variance = mean(tf, tf.math.squaredDifference(grouped, mean), axes);
          Operand<TInt32> weightShape = tf.constant(new int[] {count, channels / count});
          Operand<TNumber> result =
              normalized(scope, grouped, mean, variance, weight -> tf.reshape(weight, weightShape));
          return Tensors.moveAxis(tf, Lengths.reshape(tf, result, lengths.all()), rank - 1, axis);
        });
  }

  private static Operand<TNumber> rms(LayerScope scope) {
    return wide(
        scope,
        x -> {
          Ops tf = scope.tf();
          int[] axes = axes(scope.config(), Tensors.rank(x));
          Operand<TNumber> epsilon = scalar(tf, scope.config().number("epsilon", RMS_EPSILON), x);
          Operand<TNumber> squares = mean(tf, tf.math.square(x), axes);
          Operand<TNumber> scaled = tf.math.mul(x, tf.math.rsqrt(tf.math.add(squares, epsilon)));
          Operand<TNumber> scale = find(scope, "scale", x).orElseThrow();
          return tf.math.mul(scaled, Tensors.alongAxes(tf, scale, x, axes));
        });
  }

  private static Operand<TNumber> unit(LayerScope scope) {
    Operand<TNumber> x = scope.computed();
    return UnitLength.along(scope.tf(), x, axes(scope.config(), Tensors.rank(x)));
  }
}
