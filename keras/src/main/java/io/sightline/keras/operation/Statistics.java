package io.sightline.keras.operation;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import io.sightline.keras.build.Arguments;
import io.sightline.keras.build.Dtypes;
import io.sightline.keras.build.LayerBuilder;
import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Lengths;
import io.sightline.keras.build.Operands;
import io.sightline.keras.build.OperationFamily;
import io.sightline.keras.build.ResultTypes;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.function.Norm;
import io.sightline.keras.function.Standardization;
import io.sightline.keras.function.UnitLength;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceAny;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceMin;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** Operations that say how values along some axes are spread, and norms. */
final class Statistics implements OperationFamily {
  @Override
  public void addTo(Table table) {
    table.add("moments", Statistics::moments);
    table.add("average", LayerBuilder.one(Statistics::average));
    table.one("countnonzero", Statistics::countNonZero);
    table.one("ptp", Statistics::range);
    table.one("median", (tf, x, arguments) -> quantile(tf, x, arguments, 0.5));
    table.one("quantile", Statistics::quantiles);
    table.one("norm", Statistics::norm);
    table.one("normalize", Statistics::normalize);
    table.one("l2normalize", Statistics::unitLength);
  }

  private static int[] axes(
      Operand<TNumber> x, Arguments arguments, int position, String... names) {
    int rank = Tensors.rank(x);
    return arguments
        .integers(position, names)
        .map(axes -> Arrays.stream(axes).map(axis -> Tensors.axis(axis, rank)).toArray())
        .orElseGet(() -> IntStream.range(0, rank).toArray());
  }

  /** Mean and variance; those of 16 bits are computed with 32. */
  private static List<Operand<?>> moments(LayerScope scope) {
    Ops tf = scope.tf();
    Arguments arguments = new Arguments(scope);
    Operand<TNumber> x = OperationFamily.first(scope);
    if (arguments.flag(false, -1, "synchronized") || arguments.find(-1, "shift").isPresent()) {
      throw new IllegalArgumentException("moments of one device and without a shift");
    }
    Operand<TNumber> wide = Dtypes.isHalf(x.type()) ? Tensors.cast(tf, x, TFloat32.class) : x;
    int[] axes = axes(x, arguments, 1, "axes");
    boolean keep = arguments.flag(false, -1, "keepdims");
    return List.of(
        kept(tf, Tensors.castLike(tf, Standardization.mean(tf, wide, axes), x), keep, axes),
        kept(tf, Tensors.castLike(tf, Standardization.variance(tf, wide, axes), x), keep, axes));
  }

  private static Operand<TNumber> kept(Ops tf, Operand<TNumber> x, boolean keep, int... axes) {
    return keep
        ? x
        : tf.squeeze(x, Squeeze.axis(Arrays.stream(axes).asLongStream().boxed().toList()));
  }

  /** The weights are as many as all values, or as those of the axis. */
  private static Operand<?> average(LayerScope scope) {
    Ops tf = scope.tf();
    Arguments arguments = new Arguments(scope);
    Operands operands = new Operands(scope);
    Operand<TNumber> given = operands.tensor(0, "x");
    int[] axes = axes(given, arguments, -1, "axis");
    Operand<TInt32> along = tf.constant(axes);
    if (arguments.find(1, "weights").isEmpty()) {
      return tf.math.mean(Tensors.broken(tf, given), along);
    }
    Class<? extends TType> type =
        ResultTypes.broken(
            ResultTypes.of(given.type(), ResultTypes.strong(operands.type(1, "weights"))));
    Operand<TNumber> x = Tensors.cast(tf, given, type);
    Operand<TNumber> weights = operands.as(type, 1, "weights");
    boolean isOfAxis = Tensors.rank(weights) == 1 && axes.length == 1;
    Operand<TNumber> fitting = isOfAxis ? Tensors.alongAxes(tf, weights, x, axes) : weights;
    return tf.math.div(
        tf.reduceSum(tf.math.mul(x, fitting), along),
        isOfAxis ? tf.reduceSum(weights, tf.constant(0)) : tf.reduceSum(weights, along));
  }

  /** TensorFlow by itself counts with 64 bits. */
  private static Operand<?> countNonZero(Ops tf, Operand<TNumber> x, Arguments arguments) {
    if (arguments.find(-1, "dtype").isPresent()) {
      throw new IllegalArgumentException("no dtype");
    }
    Operand<TNumber> counted =
        Tensors.cast(
            tf, Tensors.truth(tf, x), arguments.isOfTensorFlow() ? TInt64.class : TInt32.class);
    return tf.reduceSum(
        counted,
        tf.constant(axes(x, arguments, 1, "axis")),
        ReduceSum.keepDims(arguments.flag(false, 2, "keepdims")));
  }

  /** From the smallest to the largest. */
  private static Operand<?> range(Ops tf, Operand<TNumber> x, Arguments arguments) {
    Operand<TInt32> axes = tf.constant(axes(x, arguments, 1, "axis"));
    boolean keep = arguments.flag(false, 2, "keepdims");
    return tf.math.sub(
        tf.reduceMax(x, axes, ReduceMax.keepDims(keep)),
        tf.reduceMin(x, axes, ReduceMin.keepDims(keep)));
  }

  /** Several are along a new first axis. */
  private static Operand<?> quantiles(Ops tf, Operand<TNumber> x, Arguments arguments) {
    if (!arguments.text(-1, "method").orElse("linear").equals("linear")) {
      throw new IllegalArgumentException("the method linear");
    }
    JsonElement shares =
        arguments
            .constant(1, "q")
            .orElseThrow(() -> new IllegalArgumentException("numbers from 0 to 1"));
    if (!(shares instanceof JsonArray several)) {
      return quantile(tf, x, arguments, shares.getAsDouble());
    }
    List<Operand<TNumber>> each = new ArrayList<>();
    several.forEach(share -> each.add(quantile(tf, x, arguments, share.getAsDouble())));
    return tf.stack(each);
  }

  /** Between the two values whose places in the order are next to a share of all. */
  private static Operand<TNumber> quantile(
      Ops tf, Operand<TNumber> given, Arguments arguments, double share) {
    Operand<TNumber> x = Tensors.broken(tf, given);
    int rank = Tensors.rank(x);
    int[] axes =
        Arrays.stream(arguments.integers(-1, "axis").orElse(IntStream.range(0, rank).toArray()))
            .map(axis -> Tensors.axis(axis, rank))
            .sorted()
            .toArray();
    Operand<TNumber> rows = rows(tf, x, axes);
    int last = Tensors.rank(rows) - 1;
    int count = new Lengths(tf, rows).required(last);
    double place = (count - 1) * share;
    int upper = Math.min(Math.max((int) Math.ceil(place), 1), count - 1);
    int lower = Math.max(upper - 1, 0);
    Operand<TNumber> falling = tf.nn.topK(rows, tf.constant(count), TInt32.class).values();
    Operand<TNumber> part = Tensors.scalar(tf, upper - place, x);
    Operand<TNumber> rest = tf.math.sub(Tensors.scalar(tf, 1, x), part);
    Operand<TNumber> between =
        tf.math.add(
            tf.math.mul(at(tf, falling, count - 1 - upper), rest),
            tf.math.mul(at(tf, falling, count - 1 - lower), part));
    Operand<TBool> isUnknown =
        tf.reduceAny(tf.math.isNan(rows), tf.constant(last), ReduceAny.keepDims(false));
    Operand<TNumber> result = tf.select(isUnknown, Tensors.scalar(tf, Double.NaN, x), between);
    return arguments.flag(false, -1, "keepdims") ? expanded(tf, result, axes) : result;
  }

  private static Operand<TNumber> at(Ops tf, Operand<TNumber> rows, int place) {
    return tf.gather(rows, tf.constant(place), tf.constant(Tensors.rank(rows) - 1));
  }

  private static Operand<TNumber> expanded(Ops tf, Operand<TNumber> x, int... axes) {
    Operand<TNumber> result = x;
    for (int axis : axes) {
      result = tf.expandDims(result, tf.constant(axis));
    }
    return result;
  }

  /** A tensor with the values of some axes in one, the last. */
  private static Operand<TNumber> rows(Ops tf, Operand<TNumber> x, int... axes) {
    List<Integer> chosen = Arrays.stream(axes).boxed().toList();
    List<Integer> order = new ArrayList<>();
    List<Operand<TInt32>> lengths = new ArrayList<>();
    Lengths known = new Lengths(tf, x);
    for (int i = 0; i < Tensors.rank(x); i++) {
      if (!chosen.contains(i)) {
        order.add(i);
        lengths.add(known.of(i));
      }
    }
    order.addAll(chosen);
    int count = chosen.stream().mapToInt(known::required).reduce(1, Math::multiplyExact);
    lengths.add(tf.constant(count));
    int[] turned = order.stream().mapToInt(Integer::intValue).toArray();
    return Lengths.reshape(tf, Tensors.transpose(tf, x, turned), lengths);
  }

  private static Operand<?> norm(Ops tf, Operand<TNumber> given, Arguments arguments) {
    Operand<TNumber> x = Tensors.broken(tf, given);
    String order = arguments.text(1, "ord").orElse("euclidean");
    boolean keep = arguments.flag(false, 3, "keepdims");
    boolean isRow = arguments.isOfTensorFlow() && arguments.integers(2, "axis").isEmpty();
    if (isRow && !keep) {
      return Norm.of(tf, tf.reshape(x, tf.constant(new int[] {-1})), order, false, 0);
    }
    int rank = Tensors.rank(x);
    int[] axes =
        arguments
            .integers(2, "axis")
            .map(some -> Arrays.stream(some).map(axis -> Tensors.axis(axis, rank)).toArray())
            .orElseGet(() -> IntStream.range(0, rank).toArray());
    boolean isKnownOrder = axes.length == 1 || order.equals("euclidean") || order.equals("fro");
    if (isRow || (arguments.isOfTensorFlow() && !isKnownOrder)) {
      throw new IllegalArgumentException("the euclidean norm along one axis or two");
    }
    return Norm.of(tf, x, order, keep, axes);
  }

  /** {@code keras.ops.normalize}; {@code tf.linalg.normalize} has two results. */
  private static Operand<?> normalize(Ops tf, Operand<TNumber> x, Arguments arguments) {
    if (arguments.isOfTensorFlow()) {
      throw new IllegalArgumentException("tf.math.l2_normalize in place of tf.linalg.normalize");
    }
    String order = arguments.text(2, "order").orElse("2");
    double epsilon = arguments.number(3, "epsilon").orElse(Standardization.SMALL_EPSILON);
    int[] axes = arguments.isNone("axis") ? axes(x, arguments, 1, "axis") : last(x, arguments);
    if (order.equals("2")) {
      return UnitLength.bounded(tf, x, epsilon, axes);
    }
    Operand<TNumber> broken = Tensors.broken(tf, x);
    Operand<TNumber> norm = Norm.of(tf, broken, order, true, axes);
    return tf.math.div(broken, tf.math.maximum(norm, Tensors.scalar(tf, epsilon, norm)));
  }

  private static int[] last(Operand<TNumber> x, Arguments arguments) {
    int rank = Tensors.rank(x);
    return Arrays.stream(arguments.integers(1, "axis").orElse(new int[] {-1}))
        .map(axis -> Tensors.axis(axis, rank))
        .toArray();
  }

  /** {@code tf.math.l2_normalize}: without axis of all values. */
  private static Operand<?> unitLength(Ops tf, Operand<TNumber> x, Arguments arguments) {
    Optional<Double> smallest = arguments.number(2, "epsilon");
    return UnitLength.along(
        tf, x, smallest.orElse(UnitLength.SMALLEST), axes(x, arguments, 1, "axis", "dim"));
  }
}
