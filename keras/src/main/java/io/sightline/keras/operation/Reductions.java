package io.sightline.keras.operation;

import io.sightline.keras.build.Arguments;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.function.Einsum;
import java.util.List;
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
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Operations that make one value of those along some axes, or products along an axis. */
final class Reductions implements OperationFamily {
  /** What is left of a tensor. */
  private interface Reduction {
    Operand<TNumber> of(Ops tf, Operand<TNumber> x, Operand<TInt32> axes, boolean keep);
  }

  @Override
  public void addTo(Table table) {
    add(table, Reductions::mean, "mean", "reducemean");
    add(table, Reductions::sum, "sum", "reducesum");
    add(
        table,
        (tf, x, axes, keep) -> tf.reduceMax(x, axes, ReduceMax.keepDims(keep)),
        "max",
        "amax",
        "reducemax");
    add(
        table,
        (tf, x, axes, keep) -> tf.reduceMin(x, axes, ReduceMin.keepDims(keep)),
        "min",
        "amin",
        "reducemin");
    add(
        table,
        (tf, x, axes, keep) -> tf.reduceProd(x, axes, ReduceProd.keepDims(keep)),
        "prod",
        "reduceprod");
    add(table, Reductions::variance, "var", "reducevariance");
    add(
        table,
        (tf, x, axes, keep) -> tf.math.sqrt(variance(tf, x, axes, keep)),
        "std",
        "reducestd");
    add(table, Reductions::logSumExp, "logsumexp", "reducelogsumexp");
    truth(table, (tf, x, axes, keep) -> tf.reduceAny(x, axes, ReduceAny.keepDims(keep)), "any");
    truth(table, (tf, x, axes, keep) -> tf.reduceAll(x, axes, ReduceAll.keepDims(keep)), "all");
    table.one("argmax", (tf, x, arguments) -> extreme(tf, x, arguments, true));
    table.one("argmin", (tf, x, arguments) -> extreme(tf, x, arguments, false));
    table.add("matmul", scope -> List.of(product(new Arguments(scope), scope.tf())));
    table.add(
        "einsum",
        scope -> {
          Arguments arguments = new Arguments(scope);
          String equation =
              arguments
                  .text(-1, "subscripts", "equation")
                  .or(() -> arguments.text(0))
                  .orElseThrow(() -> new IllegalArgumentException("an equation"));
          List<Operand<TNumber>> operands =
              scope.call().tensors().stream()
                  .map(ref -> Tensors.numbers(scope.tensor(ref)))
                  .toList();
          return List.of(Einsum.of(scope.tf(), equation, operands));
        });
  }

  private static void add(Table table, Reduction reduction, String... names) {
    for (String name : names) {
      table.one(
          name,
          (tf, x, arguments) -> {
            int rank = Tensors.rank(x);
            int[] axes =
                arguments.integers(1, "axis").orElseGet(() -> IntStream.range(0, rank).toArray());
            boolean keep = arguments.flag(false, 2, "keepdims", "keep_dims");
            return initial(tf, name, arguments, reduction.of(tf, x, tf.constant(axes), keep));
          });
    }
  }

  /** The largest and smallest may be told a value that they start with. */
  private static Operand<TNumber> initial(
      Ops tf, String name, Arguments arguments, Operand<TNumber> result) {
    if (arguments.number(-1, "initial").isEmpty()) {
      return result;
    }
    Operand<TNumber> initial = arguments.operand(result, -1, "initial");
    return switch (name) {
      case "max" -> tf.math.maximum(result, initial);
      case "min" -> tf.math.minimum(result, initial);
      default -> throw new IllegalArgumentException("no initial value");
    };
  }

  /** What is left of truth values. */
  private interface TruthReduction {
    Operand<TBool> of(Ops tf, Operand<TBool> x, Operand<TInt32> axes, boolean keep);
  }

  private static void truth(Table table, TruthReduction reduction, String name) {
    Unary operation =
        (tf, x, arguments) -> {
          int rank = Tensors.rank(x);
          int[] axes =
              arguments.integers(1, "axis").orElseGet(() -> IntStream.range(0, rank).toArray());
          boolean keep = arguments.flag(false, 2, "keepdims");
          return reduction.of(tf, Tensors.truth(tf, x), tf.constant(axes), keep);
        };
    table.one(name, operation);
    table.one("reduce" + name, operation);
  }

  private static Operand<TNumber> logSumExp(
      Ops tf, Operand<TNumber> x, Operand<TInt32> axes, boolean keep) {
    Operand<TNumber> highest = tf.reduceMax(x, axes, ReduceMax.keepDims(true));
    Operand<TNumber> sums = tf.math.log(sum(tf, tf.math.exp(tf.math.sub(x, highest)), axes, true));
    Operand<TNumber> kept = tf.math.add(sums, highest);
    return keep ? kept : sum(tf, kept, axes, false);
  }

  private static Operand<TNumber> mean(
      Ops tf, Operand<TNumber> x, Operand<TInt32> axes, boolean keep) {
    return tf.math.mean(x, axes, Mean.keepDims(keep));
  }

  private static Operand<TNumber> sum(
      Ops tf, Operand<TNumber> x, Operand<TInt32> axes, boolean keep) {
    return tf.reduceSum(x, axes, ReduceSum.keepDims(keep));
  }

  private static Operand<TNumber> variance(
      Ops tf, Operand<TNumber> x, Operand<TInt32> axes, boolean keep) {
    return mean(tf, tf.math.squaredDifference(x, mean(tf, x, axes, true)), axes, keep);
  }

  /** Where the largest or smallest is: along an axis, or among all values in order. */
  private static Operand<?> extreme(
      Ops tf, Operand<TNumber> x, Arguments arguments, boolean isMax) {
    boolean keep = arguments.flag(false, 2, "keepdims");
    Optional<Integer> given = arguments.integer(1, "axis", "dimension");
    if (given.isEmpty() && keep) {
      throw new IllegalArgumentException("an axis");
    }
    Operand<TNumber> values = given.isPresent() ? x : tf.reshape(x, tf.constant(new int[] {-1}));
    Operand<TInt32> axis = tf.constant(given.orElse(0));
    Operand<TInt32> index =
        isMax
            ? tf.math.argMax(values, axis, TInt32.class)
            : tf.math.argMin(values, axis, TInt32.class);
    return keep ? tf.expandDims(index, axis) : index;
  }

  private static Operand<TNumber> product(Arguments arguments, Ops tf) {
    Operand<TNumber> a =
        Tensors.numbers(
            arguments
                .tensor(0, "x1", "a")
                .orElseThrow(() -> new IllegalArgumentException("tensors as its factors")));
    Operand<TNumber> b = arguments.operand(a, 1, "x2", "b");
    Operand<TNumber> left = turned(tf, a, arguments.flag(false, 2, "transpose_a"));
    Operand<TNumber> right = turned(tf, b, arguments.flag(false, 3, "transpose_b"));
    return Tensors.numbers(tf.train.batchMatMul(left, right, left.type()));
  }

  private static Operand<TNumber> turned(Ops tf, Operand<TNumber> x, boolean isTurned) {
    int rank = Tensors.rank(x);
    return isTurned ? Tensors.moveAxis(tf, x, rank - 2, rank - 1) : x;
  }
}
