package io.sightline.keras.operation;

import io.sightline.keras.build.Arguments;
import io.sightline.keras.build.Dtypes;
import io.sightline.keras.build.LayerBuilder;
import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Tensors;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/** Operations on two tensors, or on a tensor and numbers. */
final class Arithmetic implements OperationFamily {
  /** What two tensors of one type make. */
  private interface Pair {
    Operand<?> of(Ops tf, Operand<TNumber> a, Operand<TNumber> b);
  }

  @Override
  public void addTo(Table table) {
    add(table, (tf, a, b) -> tf.math.add(a, b), "add", "addv2", "radd");
    add(table, (tf, a, b) -> tf.math.sub(a, b), "subtract", "sub");
    add(table, (tf, a, b) -> tf.math.sub(b, a), "rsub");
    add(table, (tf, a, b) -> tf.math.mul(a, b), "multiply", "mul", "rmul");
    add(table, Arithmetic::divide, "divide", "truediv", "truedivide", "realdiv");
    add(table, (tf, a, b) -> divide(tf, b, a), "rtruediv", "rdiv");
    add(table, (tf, a, b) -> tf.math.divNoNan(a, b), "dividenonan", "divnonan");
    add(table, (tf, a, b) -> tf.math.floorDiv(a, b), "floordivide", "floordiv");
    add(table, (tf, a, b) -> tf.math.floorMod(a, b), "mod", "floormod");
    add(table, (tf, a, b) -> tf.math.pow(a, b), "power", "pow");
    add(table, (tf, a, b) -> tf.math.maximum(a, b), "maximum");
    add(table, (tf, a, b) -> tf.math.minimum(a, b), "minimum");
    add(table, (tf, a, b) -> tf.math.squaredDifference(a, b), "squareddifference");
    add(table, (tf, a, b) -> tf.math.greater(a, b), "greater", "gt");
    add(table, (tf, a, b) -> tf.math.greaterEqual(a, b), "greaterequal", "ge");
    add(table, (tf, a, b) -> tf.math.less(a, b), "less", "lt");
    add(table, (tf, a, b) -> tf.math.lessEqual(a, b), "lessequal", "le");
    add(table, (tf, a, b) -> tf.math.equal(a, b), "equal");
    add(table, (tf, a, b) -> tf.math.notEqual(a, b), "notequal");
    add(table, (tf, a, b) -> tf.math.atan2(a, b), "arctan2", "atan2");
    add(table, (tf, a, b) -> tf.math.logicalAnd(truth(tf, a), truth(tf, b)), "logicaland", "and");
    add(table, (tf, a, b) -> tf.math.logicalOr(truth(tf, a), truth(tf, b)), "logicalor", "or");
    add(table, (tf, a, b) -> tf.math.notEqual(truth(tf, a), truth(tf, b)), "logicalxor", "xor");
    table.one("logicalnot", (tf, x, arguments) -> tf.math.logicalNot(truth(tf, x)));
    table.one("invert", (tf, x, arguments) -> tf.math.logicalNot(truth(tf, x)));
    table.add("where", LayerBuilder.one(Arithmetic::where));
    table.add("addn", LayerBuilder.one(Arithmetic::sum));
  }

  private static void add(Table table, Pair pair, String... names) {
    LayerBuilder builder =
        LayerBuilder.one(
            scope -> {
              Arguments arguments = new Arguments(scope);
              Operand<TNumber> like = OperationFamily.first(scope);
              Operand<TNumber> a = arguments.operand(like, 0, "x1", "x", "a");
              Operand<TNumber> b = arguments.operand(like, 1, "x2", "y", "b");
              Class<? extends TNumber> type = common(a.type(), b.type());
              Ops tf = scope.tf();
              return pair.of(tf, Tensors.cast(tf, a, type), Tensors.cast(tf, b, type));
            });
    List.of(names).forEach(name -> table.add(name, builder));
  }

  private static Operand<TBool> truth(Ops tf, Operand<TNumber> tensor) {
    return Tensors.truth(tf, tensor);
  }

  /** The type that holds the values of both. */
  private static Class<? extends TNumber> common(
      Class<? extends TNumber> a, Class<? extends TNumber> b) {
    if (a.equals(b)) {
      return a;
    }
    if (Dtypes.isFloating(a) != Dtypes.isFloating(b)) {
      return Dtypes.isFloating(a) ? a : b;
    }
    if (!Dtypes.isFloating(a)) {
      return TInt64.class;
    }
    boolean isDouble = a == TFloat64.class || b == TFloat64.class;
    return isDouble ? TFloat64.class : TFloat32.class;
  }

  /** Whole numbers become others. */
  private static Operand<TNumber> divide(Ops tf, Operand<TNumber> a, Operand<TNumber> b) {
    return Dtypes.isFloating(a.type())
        ? tf.math.div(a, b)
        : tf.math.div(Tensors.cast(tf, a, TFloat32.class), Tensors.cast(tf, b, TFloat32.class));
  }

  private static Operand<?> where(LayerScope scope) {
    Ops tf = scope.tf();
    Arguments arguments = new Arguments(scope);
    Operand<?> condition =
        arguments
            .tensor(0, "condition")
            .orElseThrow(() -> new IllegalArgumentException("a tensor as its condition"));
    Operand<TBool> truth = Tensors.truth(tf, condition);
    Operand<TNumber> like =
        arguments
            .tensor(1, "x1", "x")
            .or(() -> arguments.tensor(2, "x2", "y"))
            .map(Tensors::numbers)
            .orElseGet(() -> Tensors.numbers(tf.constant(0f)));
    return tf.select(
        truth, arguments.operand(like, 1, "x1", "x"), arguments.operand(like, 2, "x2", "y"));
  }

  private static Operand<?> sum(LayerScope scope) {
    return scope.call().tensors().stream()
        .map(ref -> Tensors.numbers(scope.tensor(ref)))
        .reduce((a, b) -> scope.tf().math.add(a, b))
        .orElseThrow();
  }
}
