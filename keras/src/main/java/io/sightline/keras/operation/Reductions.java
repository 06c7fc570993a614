package io.sightline.keras.operation;

import io.sightline.keras.build.Arguments;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.function.Einsum;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceMin;
import org.tensorflow.op.core.ReduceProd;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.math.Mean;
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
    table.one("argmax", Reductions::argMax);
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
            return reduction.of(tf, x, tf.constant(axes), keep);
          });
    }
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

  private static Operand<?> argMax(Ops tf, Operand<TNumber> x, Arguments arguments) {
    int axis =
        arguments.integer(1, "axis").orElseThrow(() -> new IllegalArgumentException("an axis"));
    Operand<TInt32> index = tf.math.argMax(x, tf.constant(axis), TInt32.class);
    return arguments.flag(false, 2, "keepdims") ? tf.expandDims(index, tf.constant(axis)) : index;
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
