package io.sightline.keras.operation;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import io.sightline.keras.build.Arguments;
import io.sightline.keras.build.Dtypes;
import io.sightline.keras.build.LayerBuilder;
import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Operands;
import io.sightline.keras.build.OperationFamily;
import io.sightline.keras.build.ResultTypes;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.function.Einsum;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * Products of matrices, and other sums of products along axes. Keras 3 computes them with broken
 * numbers, and gives whole ones for whole ones.
 */
final class Products implements OperationFamily {
  private static final String[] FIRST = {"x1", "a"};
  private static final String[] SECOND = {"x2", "b"};
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

  /** What two tensors of one type make. */
  private interface Pair {
    Operand<TNumber> of(Ops tf, Operand<TNumber> a, Operand<TNumber> b, Arguments arguments);
  }

  @Override
  public void addTo(Table table) {
    add(table, "matmul", Products::matrices);
    add(table, "dot", Products::dot);
    add(table, "vdot", (tf, a, b, arguments) -> along(tf, flat(tf, a), flat(tf, b), 0, 0));
    add(table, "inner", Products::inner);
    add(table, "outer", Products::outer);
    add(table, "tensordot", Products::tensordot);
    table.add("einsum", LayerBuilder.one(Products::einsum));
  }

  private static void add(Table table, String name, Pair pair) {
    table.add(name, LayerBuilder.one(scope -> product(scope, pair)));
  }

  private static Operand<?> product(LayerScope scope, Pair pair) {
    Arguments arguments = new Arguments(scope);
    Operands operands = new Operands(scope);
    Class<? extends TType> type =
        ResultTypes.of(
            ResultTypes.strong(operands.type(0, FIRST)),
            ResultTypes.strong(operands.type(1, SECOND)));
    Class<? extends TType> computed = arguments.isOfTensorFlow() ? type : ResultTypes.broken(type);
    Operand<TNumber> product =
        pair.of(
            scope.tf(),
            operands.as(computed, 0, FIRST),
            operands.as(computed, 1, SECOND),
            arguments);
    return Tensors.cast(scope.tf(), product, type);
  }

  /**
   * The last two axes of both are multiplied; a vector is a row on the left, a column right.
   * TensorFlow for Java has no batches of matrices of 16 bits.
   */
  private static Operand<TNumber> matrices(
      Ops tf, Operand<TNumber> a, Operand<TNumber> b, Arguments arguments) {
    if (Tensors.rank(a) == 1 || Tensors.rank(b) == 1) {
      return along(tf, a, b, Tensors.rank(a) - 1, Math.max(Tensors.rank(b) - 2, 0));
    }
    Operand<TNumber> left = turned(tf, a, arguments.flag(false, 2, "transpose_a"));
    Operand<TNumber> right = turned(tf, b, arguments.flag(false, 3, "transpose_b"));
    if (Tensors.rank(left) == 2 && Tensors.rank(right) == 2) {
      return tf.linalg.matMul(left, right);
    }
    return Dtypes.isHalf(left.type())
        ? Einsum.of(tf, "...ij,...jk->...ik", List.of(left, right))
        : Tensors.numbers(tf.train.batchMatMul(left, right, left.type()));
  }

  private static Operand<TNumber> turned(Ops tf, Operand<TNumber> x, boolean isTurned) {
    int rank = Tensors.rank(x);
    return isTurned ? Tensors.moveAxis(tf, x, rank - 2, rank - 1) : x;
  }

  private static Operand<TNumber> dot(
      Ops tf, Operand<TNumber> a, Operand<TNumber> b, Arguments arguments) {
    if (Tensors.rank(a) == 0 || Tensors.rank(b) == 0) {
      return tf.math.mul(a, b);
    }
    return along(tf, a, b, Tensors.rank(a) - 1, Math.max(Tensors.rank(b) - 2, 0));
  }

  private static Operand<TNumber> inner(
      Ops tf, Operand<TNumber> a, Operand<TNumber> b, Arguments arguments) {
    return Tensors.rank(a) == 0 || Tensors.rank(b) == 0
        ? tf.math.mul(a, b)
        : along(tf, a, b, Tensors.rank(a) - 1, Tensors.rank(b) - 1);
  }

  private static Operand<TNumber> outer(
      Ops tf, Operand<TNumber> a, Operand<TNumber> b, Arguments arguments) {
    return tf.math.mul(tf.expandDims(flat(tf, a), tf.constant(1)), flat(tf, b));
  }

  private static Operand<TNumber> flat(Ops tf, Operand<TNumber> x) {
    return tf.reshape(x, tf.constant(new int[] {-1}));
  }

  /** Along as many of the last and first axes, or along those that are named for each. */
  private static Operand<TNumber> tensordot(
      Ops tf, Operand<TNumber> a, Operand<TNumber> b, Arguments arguments) {
    JsonElement axes =
        arguments
            .constant(2, "axes")
            .orElseThrow(() -> new IllegalArgumentException("axes as a constant"));
    int rankOfA = Tensors.rank(a);
    if (!(axes instanceof JsonArray both)) {
      int count = axes.getAsInt();
      return along(
          tf,
          a,
          b,
          IntStream.range(rankOfA - count, rankOfA).toArray(),
          IntStream.range(0, count).toArray());
    }
    return along(tf, a, b, axes(both.get(0), rankOfA), axes(both.get(1), Tensors.rank(b)));
  }

  private static int[] axes(JsonElement given, int rank) {
    JsonElement plain = Arguments.plain(given);
    Stream<JsonElement> all =
        plain instanceof JsonArray several ? several.asList().stream() : Stream.of(plain);
    return all.mapToInt(axis -> Tensors.axis(axis.getAsInt(), rank)).toArray();
  }

  private static Operand<TNumber> along(
      Ops tf, Operand<TNumber> a, Operand<TNumber> b, int axisOfA, int axisOfB) {
    return along(tf, a, b, new int[] {axisOfA}, new int[] {axisOfB});
  }

  /** The sums along axes of both; the other axes of the first come before those of the second. */
  private static Operand<TNumber> along(
      Ops tf, Operand<TNumber> a, Operand<TNumber> b, int[] axesOfA, int[] axesOfB) {
    int rankOfA = Tensors.rank(a);
    char[] first = LETTERS.substring(0, rankOfA).toCharArray();
    char[] second = LETTERS.substring(rankOfA, rankOfA + Tensors.rank(b)).toCharArray();
    for (int i = 0; i < axesOfA.length; i++) {
      second[axesOfB[i]] = first[axesOfA[i]];
    }
    String left = String.valueOf(first);
    String right = String.valueOf(second);
    String rest =
        (left + right)
            .chars()
            .filter(name -> left.indexOf(name) < 0 || right.indexOf(name) < 0)
            .mapToObj(Character::toString)
            .reduce("", String::concat);
    return tf.linalg.einsum(List.of(a, b), "%s,%s->%s".formatted(left, right, rest));
  }

  private static Operand<?> einsum(LayerScope scope) {
    Arguments arguments = new Arguments(scope);
    String equation =
        arguments
            .text(-1, "subscripts", "equation")
            .or(() -> arguments.text(0))
            .orElseThrow(() -> new IllegalArgumentException("an equation"));
    List<? extends Operand<?>> given = scope.call().tensors().stream().map(scope::tensor).toList();
    Class<?>[] types = given.stream().map(Operand::type).toArray(Class<?>[]::new);
    Class<? extends TType> type = ResultTypes.of(types);
    boolean isSame = Arrays.stream(types).allMatch(type::equals);
    if (!isSame && arguments.isOfTensorFlow()) {
      throw new IllegalArgumentException("tensors of one type");
    }
    return Einsum.of(
        scope.tf(),
        equation,
        given.stream().map(tensor -> Tensors.cast(scope.tf(), tensor, type)).toList());
  }
}
