package io.sightline.keras.layer;

import static io.sightline.keras.build.Tensors.scalar;

import io.sightline.keras.build.Dtypes;
import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Lengths;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.catalog.WeightLayout;
import io.sightline.keras.catalog.WeightLayouts;
import io.sightline.keras.catalog.WeightSpec;
import io.sightline.keras.function.Standardization;
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
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Layers that bring values to a mean of 0 and a variance of 1. */
final class Normalizations implements LayerFamily {
  /** Since Keras 3 whole numbers stay whole. */
  private static final int WHOLE_NUMBERS_KEPT = 3;

  /** Since Keras 3 a length is bounded, where its square was. */
  private static final int LENGTH_IS_BOUNDED = 3;

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
            FusedBatchNorm.epsilon(
                (float) scope.config().number("epsilon", Standardization.EPSILON)),
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

  /** With the weights of the layer, of which each is brought to a shape that fits x. */
  private static Operand<TNumber> normalized(
      LayerScope scope,
      Operand<TNumber> x,
      Operand<TNumber> mean,
      Operand<TNumber> variance,
      UnaryOperator<Operand<TNumber>> along) {
    return Standardization.apply(
        scope.tf(),
        x,
        mean,
        variance,
        scope.config().number("epsilon", Standardization.EPSILON),
        find(scope, "gamma", x).map(along),
        find(scope, "beta", x).map(along));
  }

  /**
   * Since Keras 3 these are functions that give the type of what they are given: of whole numbers
   * whole ones.
   */
  private static Operand<TNumber> inTypeOfInput(
      LayerScope scope, UnaryOperator<Operand<TNumber>> step) {
    Operand<TNumber> given = scope.input();
    Operand<TNumber> result = wide(scope, step);
    boolean isWhole = !Dtypes.isFloating(given.type());
    return isWhole && scope.version().generation() >= WHOLE_NUMBERS_KEPT
        ? Tensors.castLike(scope.tf(), result, given)
        : result;
  }

  private static Operand<TNumber> layer(LayerScope scope) {
    Ops tf = scope.tf();
    Operand<TNumber> result =
        inTypeOfInput(
            scope,
            x -> {
              int[] axes = axes(scope.config(), Tensors.rank(x));
              UnaryOperator<Operand<TNumber>> along =
                  weight -> Tensors.alongAxes(tf, weight, x, axes);
              if (scope.config().flag("rms_scaling", false)) {
                double epsilon = scope.config().number("epsilon", Standardization.EPSILON);
                return Standardization.byDeviation(
                    tf, x, epsilon, find(scope, "gamma", x).map(along), axes);
              }
              return normalized(
                  scope,
                  x,
                  Standardization.mean(tf, x, axes),
                  Standardization.variance(tf, x, axes),
                  along);
            });
    return Tensors.cast(tf, result, scope.computeType());
  }

  private static Operand<TNumber> group(LayerScope scope) {
    Operand<TNumber> result = inTypeOfInput(scope, x -> group(scope, x));
    return Tensors.cast(scope.tf(), result, scope.computeType());
  }

  /** The channels go last, and apart into groups; -1 groups are one for each channel. */
  private static Operand<TNumber> group(LayerScope scope, Operand<TNumber> x) {
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
    Operand<TInt32> weightShape = tf.constant(new int[] {count, channels / count});
    Operand<TNumber> result =
        normalized(
            scope,
            grouped,
            Standardization.mean(tf, grouped, axes),
            Standardization.variance(tf, grouped, axes),
            weight -> tf.reshape(weight, weightShape));
    return Tensors.moveAxis(tf, Lengths.reshape(tf, result, lengths.all()), rank - 1, axis);
  }

  private static Operand<TNumber> rms(LayerScope scope) {
    Ops tf = scope.tf();
    return inTypeOfInput(
        scope,
        x -> {
          int[] axes = axes(scope.config(), Tensors.rank(x));
          double epsilon = scope.config().number("epsilon", Standardization.SMALL_EPSILON);
          Operand<TNumber> scale = find(scope, "scale", x).orElseThrow();
          return Standardization.byMeanSquare(
              tf, x, epsilon, Optional.of(Tensors.alongAxes(tf, scale, x, axes)), axes);
        });
  }

  private static Operand<TNumber> unit(LayerScope scope) {
    Ops tf = scope.tf();
    Operand<TNumber> x = scope.computed();
    int[] axes = axes(scope.config(), Tensors.rank(x));
    return scope.version().generation() >= LENGTH_IS_BOUNDED
        ? UnitLength.bounded(tf, x, UnitLength.SMALLEST, axes)
        : UnitLength.along(tf, x, axes);
  }
}
