package io.sightline.keras.operation;

import io.sightline.keras.build.Arguments;
import io.sightline.keras.build.Dtypes;
import io.sightline.keras.build.OperationFamily;
import io.sightline.keras.build.ResultTypes;
import io.sightline.keras.build.Tensors;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceAll;
import org.tensorflow.op.core.ReduceAny;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceMin;
import org.tensorflow.op.core.ReduceProd;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * Operations that make one value of those along some axes. Those of Keras 3 have types of their own
 * for whole numbers (backend/tensorflow/numpy.py of Keras 3.15.1); those of TensorFlow keep the
 * type.
 */
final class Reductions implements OperationFamily {
  /** What is left of a tensor. */
  private interface Reduction {
    Operand<TNumber> of(Ops tf, Operand<TNumber> x, Operand<TInt32> axes, boolean keep);
  }

  /** What is left of truth values. */
  private interface TruthReduction {
    Operand<TBool> of(Ops tf, Operand<TBool> x, Operand<TInt32> axes, boolean keep);
  }

  /** The larger or smaller of two. */
  private interface Pair {
    Operand<TNumber> of(Ops tf, Operand<TNumber> a, Operand<TNumber> b);
  }

  private static final TruthReduction ANY =
      (tf, x, axes, keep) -> tf.reduceAny(x, axes, ReduceAny.keepDims(keep));
  private static final TruthReduction ALL =
      (tf, x, axes, keep) -> tf.reduceAll(x, axes, ReduceAll.keepDims(keep));

  @Override
  public void addTo(Table table) {
    Reduction mean = (tf, x, axes, keep) -> tf.math.mean(x, axes, Mean.keepDims(keep));
    Reduction product = (tf, x, axes, keep) -> tf.reduceProd(x, axes, ReduceProd.keepDims(keep));
    add(table, inFloat32(mean), "mean");
    add(table, inFloat32(Reductions::variance), "var");
    add(table, inBroken(Reductions::deviation), "std");
    add(table, inTypeOfSum(Reductions::sum), "sum");
    add(table, Reductions::logSumExp, "logsumexp", "reducelogsumexp");
    add(table, mean, "reducemean");
    add(table, Reductions::variance, "reducevariance");
    add(table, Reductions::deviation, "reducestd");
    add(table, Reductions::sum, "reducesum");
    add(table, product, "reduceprod");
    table.one("prod", (tf, x, arguments) -> product(tf, x, arguments, product));
    addExtremes(table);
    addTruth(table);
  }

  private static void addExtremes(Table table) {
    Reduction largest = (tf, x, axes, keep) -> tf.reduceMax(x, axes, ReduceMax.keepDims(keep));
    Reduction smallest = (tf, x, axes, keep) -> tf.reduceMin(x, axes, ReduceMin.keepDims(keep));
    Pair larger = (tf, a, b) -> tf.math.maximum(a, b);
    Pair smaller = (tf, a, b) -> tf.math.minimum(a, b);
    for (String name : new String[] {"max", "amax", "reducemax"}) {
      table.one(name, (tf, x, arguments) -> extreme(tf, x, arguments, ANY, largest, larger));
    }
    for (String name : new String[] {"min", "amin", "reducemin"}) {
      table.one(name, (tf, x, arguments) -> extreme(tf, x, arguments, ALL, smallest, smaller));
    }
    table.one("argmax", (tf, x, arguments) -> place(tf, x, arguments, true));
    table.one("argmin", (tf, x, arguments) -> place(tf, x, arguments, false));
  }

  private static void addTruth(Table table) {
    for (String prefix : new String[] {"", "reduce"}) {
      table.one(prefix + "any", (tf, x, arguments) -> truth(tf, x, arguments, ANY));
      table.one(prefix + "all", (tf, x, arguments) -> truth(tf, x, arguments, ALL));
    }
  }

  private static void add(Table table, Reduction reduction, String... names) {
    for (String name : names) {
      table.one(
          name,
          (tf, x, arguments) -> reduction.of(tf, x, axes(tf, x, arguments), keeps(arguments)));
    }
  }

  private static Operand<TInt32> axes(Ops tf, Operand<TNumber> x, Arguments arguments) {
    int rank = Tensors.rank(x);
    return tf.constant(
        arguments.integers(1, "axis").orElseGet(() -> IntStream.range(0, rank).toArray()));
  }

  private static boolean keeps(Arguments arguments) {
    return arguments.flag(false, 2, "keepdims", "keep_dims");
  }

  /** Computed with 32 bits at least; broken numbers keep their type. */
  private static Reduction inFloat32(Reduction reduction) {
    return (tf, x, axes, keep) -> {
      Operand<TNumber> wide = Tensors.cast(tf, x, ResultTypes.of(x.type(), TFloat32.class));
      Operand<TNumber> result = reduction.of(tf, wide, axes, keep);
      return Dtypes.isFloating(x.type()) ? Tensors.castLike(tf, result, x) : result;
    };
  }

  private static Reduction inBroken(Reduction reduction) {
    return (tf, x, axes, keep) -> reduction.of(tf, Tensors.broken(tf, x), axes, keep);
  }

  private static Reduction inTypeOfSum(Reduction reduction) {
    return (tf, x, axes, keep) ->
        reduction.of(tf, Tensors.cast(tf, x, ResultTypes.ofSum(x.type())), axes, keep);
  }

  /** Keras 3.15.1 leaves the type as it is where one is asked for. */
  private static Operand<?> product(
      Ops tf, Operand<TNumber> x, Arguments arguments, Reduction product) {
    boolean isAsked = arguments.text(-1, "dtype").isPresent();
    Reduction reduction = isAsked ? product : inTypeOfSum(product);
    return reduction.of(tf, x, axes(tf, x, arguments), keeps(arguments));
  }

  private static Operand<?> truth(
      Ops tf, Operand<?> x, Arguments arguments, TruthReduction reduction) {
    return reduction.of(
        tf, Tensors.truth(tf, x), axes(tf, Tensors.numbers(x), arguments), keeps(arguments));
  }

  /** The largest or smallest value, which may be told a value to start with. */
  private static Operand<?> extreme(
      Ops tf,
      Operand<TNumber> x,
      Arguments arguments,
      TruthReduction ofTruth,
      Reduction ofNumbers,
      Pair ofTwo) {
    if (x.type().equals(TBool.class)) {
      requireNoStart(arguments);
      return truth(tf, x, arguments, ofTruth);
    }
    Operand<TNumber> result = ofNumbers.of(tf, x, axes(tf, x, arguments), keeps(arguments));
    return arguments.number(-1, "initial").isPresent()
        ? ofTwo.of(tf, result, arguments.operand(result, -1, "initial"))
        : result;
  }

  private static void requireNoStart(Arguments arguments) {
    if (arguments.constant(-1, "initial").isPresent()) {
      throw new IllegalArgumentException("no initial value for truth values");
    }
  }

  /** The largest value is taken out first, if it is finite. */
  private static Operand<TNumber> logSumExp(
      Ops tf, Operand<TNumber> x, Operand<TInt32> axes, boolean keep) {
    Operand<TNumber> largest = tf.reduceMax(x, axes, ReduceMax.keepDims(true));
    Operand<TNumber> out =
        tf.select(tf.math.isFinite(largest), largest, Tensors.scalar(tf, 0, largest));
    Operand<TNumber> sums = tf.math.log(sum(tf, tf.math.exp(tf.math.sub(x, out)), axes, true));
    Operand<TNumber> kept = tf.math.add(sums, out);
    return keep ? kept : sum(tf, kept, axes, false);
  }

  private static Operand<TNumber> sum(
      Ops tf, Operand<TNumber> x, Operand<TInt32> axes, boolean keep) {
    return tf.reduceSum(x, axes, ReduceSum.keepDims(keep));
  }

  private static Operand<TNumber> variance(
      Ops tf, Operand<TNumber> x, Operand<TInt32> axes, boolean keep) {
    Operand<TNumber> mean = tf.math.mean(x, axes, Mean.keepDims(true));
    return tf.math.mean(tf.math.squaredDifference(x, mean), axes, Mean.keepDims(keep));
  }

  private static Operand<TNumber> deviation(
      Ops tf, Operand<TNumber> x, Operand<TInt32> axes, boolean keep) {
    return tf.math.sqrt(variance(tf, x, axes, keep));
  }

  /**
   * Where the largest or smallest is: along an axis, or, of Keras, among all values in order.
   * TensorFlow takes the first axis if none is named, and counts with 64 bits.
   */
  private static Operand<?> place(
      Ops tf, Operand<TNumber> x, Arguments arguments, boolean isLargest) {
    boolean keep = arguments.flag(false, 2, "keepdims");
    boolean isAmongAll =
        arguments.integer(1, "axis", "dimension").isEmpty() && !arguments.isOfTensorFlow();
    Operand<TNumber> values = isAmongAll ? tf.reshape(x, tf.constant(new int[] {-1})) : x;
    Operand<TInt32> axis = tf.constant(arguments.integer(1, "axis", "dimension").orElse(0));
    Operand<TNumber> index = place(tf, values, axis, typeOfPlace(arguments), isLargest);
    if (!keep) {
      return index;
    }
    int[] ones = new int[Tensors.rank(x)];
    Arrays.fill(ones, 1);
    return isAmongAll ? tf.reshape(index, tf.constant(ones)) : tf.expandDims(index, axis);
  }

  private static Operand<TNumber> place(
      Ops tf,
      Operand<TNumber> x,
      Operand<TInt32> axis,
      Class<? extends TNumber> type,
      boolean isLargest) {
    return Tensors.numbers(
        isLargest ? tf.math.argMax(x, axis, type) : tf.math.argMin(x, axis, type));
  }

  private static Class<? extends TNumber> typeOfPlace(Arguments arguments) {
    if (!arguments.isOfTensorFlow()) {
      return TInt32.class;
    }
    Optional<String> type = arguments.text(-1, "output_type");
    return type.isEmpty() || type.get().equals("int64")
        ? TInt64.class
        : Dtypes.tensorClass(type.get())
            .orElseThrow(() -> new IllegalArgumentException("int32 or int64 as output_type"));
  }
}
