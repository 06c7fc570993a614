package io.sightline.keras.operation;

import io.sightline.keras.build.Arguments;
import io.sightline.keras.build.LayerBuilder;
import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Operands;
import io.sightline.keras.build.OperationFamily;
import io.sightline.keras.build.ResultTypes;
import io.sightline.keras.build.Tensors;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * Operations on two tensors, or on a tensor and numbers, with the types of their results
 * (backend/tensorflow/numpy.py of Keras 3.15.1).
 */
final class Arithmetic implements OperationFamily {
  /** What two tensors of one type make. */
  private interface Pair {
    Operand<?> of(Ops tf, Operand<TNumber> a, Operand<TNumber> b);
  }

  /** The type that two values are computed in. */
  private interface TypeRule {
    Class<? extends TType> of(LayerScope scope, Class<?> a, Class<?> b);
  }

  private static final String[] FIRST = {"x1", "x", "a"};
  private static final String[] SECOND = {"x2", "y", "b"};

  /** Until Keras 2, which hands on to TensorFlow, the types of two tensors are the same. */
  private static final int TYPES_ARE_MIXED = 3;

  @Override
  public void addTo(Table table) {
    for (String name : new String[] {"add", "addv2", "radd"}) {
      table.add(name, Arithmetic::sum);
    }
    add(table, Arithmetic::common, (tf, a, b) -> tf.math.sub(a, b), "subtract", "sub");
    add(table, Arithmetic::common, (tf, a, b) -> tf.math.sub(b, a), "rsub");
    add(table, Arithmetic::common, (tf, a, b) -> tf.math.mul(a, b), "multiply", "mul", "rmul");
    add(table, Arithmetic::common, (tf, a, b) -> tf.math.maximum(a, b), "maximum");
    add(table, Arithmetic::common, (tf, a, b) -> tf.math.minimum(a, b), "minimum");
    add(
        table,
        Arithmetic::common,
        (tf, a, b) -> tf.math.squaredDifference(a, b),
        "squareddifference");
    add(table, Arithmetic::common, Arithmetic::power, "power", "pow");
    add(table, Arithmetic::common, (tf, a, b) -> power(tf, b, a), "rpow");
    addQuotients(table);
    addLengths(table);
    addComparisons(table);
    addLogic(table);
    table.add("where", LayerBuilder.one(Arithmetic::where));
    table.add("addn", LayerBuilder.one(Arithmetic::sumOfAll));
  }

  private static void addQuotients(Table table) {
    add(
        table,
        Arithmetic::ofQuotient,
        (tf, a, b) -> tf.math.div(a, b),
        "divide",
        "truediv",
        "truedivide",
        "realdiv");
    add(table, Arithmetic::ofQuotient, (tf, a, b) -> tf.math.div(b, a), "rtruediv", "rdiv");
    add(
        table,
        (scope, a, b) -> ResultTypes.broken(common(scope, a, b)),
        (tf, a, b) -> tf.math.divNoNan(a, b),
        "dividenonan",
        "divnonan");
    add(table, Arithmetic::common, (tf, a, b) -> tf.math.floorDiv(a, b), "floordivide", "floordiv");
    add(table, Arithmetic::ofRest, (tf, a, b) -> tf.math.floorMod(a, b), "mod", "floormod");
    add(table, Arithmetic::ofRest, Arithmetic::restOfSign, "fmod");
  }

  private static void addLengths(Table table) {
    TypeRule broken = (scope, a, b) -> ResultTypes.broken(ofTensors(scope, a, b));
    add(table, broken, (tf, a, b) -> tf.math.atan2(a, b), "arctan2");
    table.add("atan2", builder(broken, (tf, y, x) -> tf.math.atan2(y, x), new String[] {"y"}, "x"));
    add(table, broken, Arithmetic::logAddExp, "logaddexp");
    add(table, Arithmetic::ofLength, Arithmetic::hypotenuse, "hypot");
  }

  private static void addComparisons(Table table) {
    TypeRule rule = Arithmetic::ofTensors;
    add(table, rule, (tf, a, b) -> tf.math.greater(a, b), "greater", "gt");
    add(table, rule, (tf, a, b) -> tf.math.greaterEqual(a, b), "greaterequal", "ge");
    add(table, rule, (tf, a, b) -> tf.math.less(a, b), "less", "lt");
    add(table, rule, (tf, a, b) -> tf.math.lessEqual(a, b), "lessequal", "le");
    add(table, rule, (tf, a, b) -> tf.math.equal(a, b), "equal", "eq");
    add(table, rule, (tf, a, b) -> tf.math.notEqual(a, b), "notequal", "ne");
  }

  private static void addLogic(Table table) {
    TypeRule truth = (scope, a, b) -> TBool.class;
    add(
        table,
        truth,
        (tf, a, b) -> tf.math.logicalAnd(Tensors.truth(tf, a), Tensors.truth(tf, b)),
        "logicaland",
        "and");
    add(
        table,
        truth,
        (tf, a, b) -> tf.math.logicalOr(Tensors.truth(tf, a), Tensors.truth(tf, b)),
        "logicalor",
        "or");
    add(table, truth, (tf, a, b) -> tf.math.notEqual(a, b), "logicalxor", "xor");
    table.one("logicalnot", (tf, x, arguments) -> tf.math.logicalNot(Tensors.truth(tf, x)));
    table.one("invert", (tf, x, arguments) -> tf.math.logicalNot(Tensors.truth(tf, x)));
  }

  private static void add(Table table, TypeRule rule, Pair pair, String... names) {
    LayerBuilder builder = builder(rule, pair, FIRST, SECOND);
    List.of(names).forEach(name -> table.add(name, builder));
  }

  private static LayerBuilder builder(TypeRule rule, Pair pair, String[] first, String... second) {
    return LayerBuilder.one(
        scope -> {
          Operands operands = new Operands(scope);
          Class<? extends TType> type =
              rule.of(scope, operands.type(0, first), operands.type(1, second));
          return pair.of(scope.tf(), operands.as(type, 0, first), operands.as(type, 1, second));
        });
  }

  private static List<Operand<?>> sum(LayerScope scope) {
    boolean isOfTensorFlow = new Arguments(scope).isOfTensorFlow();
    Pair pair = isOfTensorFlow ? (tf, a, b) -> tf.math.add(a, b) : Arithmetic::biased;
    return builder(Arithmetic::common, pair, FIRST, SECOND).build(scope);
  }

  /** That of both, where a number takes the type of the tensor beside it. */
  private static Class<? extends TType> common(LayerScope scope, Class<?> a, Class<?> b) {
    return ResultTypes.of(a, b);
  }

  /** That of both, where a number is a tensor of its own type. */
  private static Class<? extends TType> ofTensors(LayerScope scope, Class<?> a, Class<?> b) {
    return scope.version().generation() < TYPES_ARE_MIXED
        ? common(scope, a, b)
        : ResultTypes.of(ResultTypes.strong(a), ResultTypes.strong(b));
  }

  /** TensorFlow by itself divides whole numbers with 64 bits if they have 32 or more. */
  private static Class<? extends TType> ofQuotient(LayerScope scope, Class<?> a, Class<?> b) {
    Class<? extends TType> type = common(scope, a, b);
    boolean isWide = type == TInt32.class || type == TInt64.class;
    return isWide && scope.version().generation() < TYPES_ARE_MIXED
        ? TFloat64.class
        : ResultTypes.broken(type);
  }

  private static Class<? extends TType> ofRest(LayerScope scope, Class<?> a, Class<?> b) {
    Class<? extends TType> type = ofTensors(scope, a, b);
    return type == TBool.class ? TInt32.class : type;
  }

  private static Class<? extends TType> ofLength(LayerScope scope, Class<?> a, Class<?> b) {
    Class<? extends TType> type = ofTensors(scope, a, b);
    return type == TInt64.class ? TFloat64.class : ResultTypes.broken(type);
  }

  /**
   * What looks like a bias, a vector as long as the last axis or the second, Keras 3.15.1 adds
   * along that axis, whatever axes of length 1 it has.
   */
  private static Operand<?> biased(Ops tf, Operand<TNumber> a, Operand<TNumber> b) {
    int rank = Tensors.rank(a);
    long[] lengths = Arrays.stream(b.shape().asArray()).filter(length -> length != 1).toArray();
    if (rank < 2 || lengths.length != 1 || lengths[0] < 0) {
      return tf.math.add(a, b);
    }
    boolean isLast = a.shape().get(rank - 1) == lengths[0];
    if (!isLast && a.shape().get(1) != lengths[0]) {
      return tf.math.add(a, b);
    }
    Operand<TNumber> bias = tf.reshape(b, tf.constant(lengths));
    return tf.math.add(a, Tensors.alongAxes(tf, bias, a, isLast ? rank - 1 : 1));
  }

  /** TensorFlow has no powers of unsigned numbers. */
  private static Operand<?> power(Ops tf, Operand<TNumber> a, Operand<TNumber> b) {
    return isUnsigned(a)
        ? Tensors.castLike(
            tf,
            tf.math.pow(Tensors.cast(tf, a, TInt32.class), Tensors.cast(tf, b, TInt32.class)),
            a)
        : tf.math.pow(a, b);
  }

  private static boolean isUnsigned(Operand<TNumber> x) {
    return x.type().equals(TUint8.class) || x.type().equals(TUint16.class);
  }

  /** The rest with the sign of what is divided. */
  private static Operand<?> restOfSign(Ops tf, Operand<TNumber> a, Operand<TNumber> b) {
    if (isUnsigned(a)) {
      return tf.math.floorMod(a, b);
    }
    Operand<TNumber> rest = tf.math.floorMod(tf.math.abs(a), tf.math.abs(b));
    return tf.math.mul(tf.math.sign(a), rest);
  }

  private static Operand<?> logAddExp(Ops tf, Operand<TNumber> a, Operand<TNumber> b) {
    Operand<TNumber> delta = tf.math.sub(a, b);
    Operand<TNumber> smaller = tf.math.log1p(tf.math.exp(tf.math.neg(tf.math.abs(delta))));
    return tf.select(
        tf.math.isNan(delta), tf.math.add(a, b), tf.math.add(tf.math.maximum(a, b), smaller));
  }

  private static Operand<?> hypotenuse(Ops tf, Operand<TNumber> a, Operand<TNumber> b) {
    Operand<TNumber> longer = tf.math.maximum(tf.math.abs(a), tf.math.abs(b));
    Operand<TNumber> shorter = tf.math.minimum(tf.math.abs(a), tf.math.abs(b));
    Operand<TNumber> square = tf.math.square(tf.math.divNoNan(shorter, longer));
    return tf.math.mul(longer, tf.math.sqrt(tf.math.add(Tensors.scalar(tf, 1, square), square)));
  }

  private static Operand<?> where(LayerScope scope) {
    Ops tf = scope.tf();
    Operand<?> condition =
        new Arguments(scope)
            .tensor(0, "condition")
            .orElseThrow(() -> new IllegalArgumentException("a tensor as its condition"));
    Operands operands = new Operands(scope);
    String[] first = {"x1", "x"};
    String[] second = {"x2", "y"};
    Class<? extends TType> type = ResultTypes.of(operands.type(1, first), operands.type(2, second));
    return tf.select(
        Tensors.truth(tf, condition), operands.as(type, 1, first), operands.as(type, 2, second));
  }

  private static Operand<?> sumOfAll(LayerScope scope) {
    return scope.call().tensors().stream()
        .map(ref -> Tensors.numbers(scope.tensor(ref)))
        .reduce((a, b) -> scope.tf().math.add(a, b))
        .orElseThrow();
  }
}
