package io.sightline.keras.operation;

import static io.sightline.keras.build.Tensors.scalar;

import io.sightline.keras.build.Dtypes;
import io.sightline.keras.build.OperationFamily;
import io.sightline.keras.build.Tensors;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;

/**
 * The functions of mathematics, of each value of one tensor (backend/tensorflow/numpy.py of Keras
 * 3.15.1).
 */
final class Mathematics implements OperationFamily {
  private static final double HALF_TURN = 180;

  @Override
  public void addTo(Table table) {
    addAnalysis(table);
    addArithmetic(table);
  }

  /** Functions of broken numbers, which whole ones and truth values become. */
  private static void addAnalysis(Table table) {
    broken(table, (tf, x) -> tf.math.exp(x), "exp");
    broken(table, (tf, x) -> tf.math.pow(scalar(tf, 2, x), x), "exp2");
    broken(table, (tf, x) -> tf.math.expm1(x), "expm1");
    broken(table, (tf, x) -> tf.math.log(x), "log");
    broken(table, (tf, x) -> tf.math.log1p(x), "log1p");
    broken(table, (tf, x) -> logarithm(tf, x, 2), "log2");
    broken(table, (tf, x) -> logarithm(tf, x, 10), "log10");
    broken(table, (tf, x) -> tf.math.sqrt(x), "sqrt");
    broken(table, (tf, x) -> tf.math.sin(x), "sin");
    broken(table, (tf, x) -> tf.math.cos(x), "cos");
    broken(table, (tf, x) -> tf.math.tan(x), "tan");
    broken(table, (tf, x) -> tf.math.atan(x), "arctan", "atan");
    broken(table, (tf, x) -> tf.math.asin(x), "arcsin", "asin");
    broken(table, (tf, x) -> tf.math.acos(x), "arccos", "acos");
    broken(table, (tf, x) -> tf.math.sinh(x), "sinh");
    broken(table, (tf, x) -> tf.math.cosh(x), "cosh");
    broken(table, (tf, x) -> tf.math.tanh(x), "tanh");
    broken(table, (tf, x) -> tf.math.asinh(x), "arcsinh", "asinh");
    broken(table, (tf, x) -> tf.math.acosh(x), "arccosh", "acosh");
    broken(table, (tf, x) -> tf.math.atanh(x), "arctanh", "atanh");
    broken(table, (tf, x) -> tf.math.floor(x), "floor");
    broken(table, (tf, x) -> tf.math.ceil(x), "ceil");
    broken(table, (tf, x) -> tf.math.abs(x), "fabs");
    table.one("cbrt", (tf, x, arguments) -> cubeRoot(tf, wide(tf, x)));
    table.one("deg2rad", (tf, x, arguments) -> scaled(tf, wide(tf, x), Math.PI / HALF_TURN));
    table.one("rad2deg", (tf, x, arguments) -> scaled(tf, wide(tf, x), HALF_TURN / Math.PI));
  }

  private static void addArithmetic(Table table) {
    for (String name : new String[] {"abs", "absolute"}) {
      table.one(name, (tf, x, arguments) -> isSigned(x) ? tf.math.abs(x) : x);
    }
    for (String name : new String[] {"negative", "neg"}) {
      table.one(name, (tf, x, arguments) -> tf.math.neg(x));
    }
    table.one("rsqrt", (tf, x, arguments) -> tf.math.rsqrt(x));
    table.one("square", (tf, x, arguments) -> tf.math.square(Tensors.counted(tf, x)));
    table.one("reciprocal", (tf, x, arguments) -> tf.math.reciprocal(x));
    table.one("sign", (tf, x, arguments) -> sign(tf, x));
    table.one("erf", (tf, x, arguments) -> tf.math.erf(x));
    table.one("trunc", (tf, x, arguments) -> truncated(tf, x));
    table.one("isnan", (tf, x, arguments) -> special(tf, x, tf.math::isNan));
    table.one("isinf", (tf, x, arguments) -> special(tf, x, tf.math::isInf));
    table.one(
        "isfinite",
        (tf, x, arguments) -> tf.math.logicalNot(special(tf, x, y -> notFinite(tf, y))));
  }

  /** What a function makes of a tensor. */
  private interface Plain {
    Operand<TNumber> of(Ops tf, Operand<TNumber> x);
  }

  private static void broken(Table table, Plain function, String... names) {
    for (String name : names) {
      table.one(name, (tf, x, arguments) -> function.of(tf, Tensors.broken(tf, x)));
    }
  }

  /** Broken numbers, which of whole ones of 64 bits have as many. */
  private static Operand<TNumber> wide(Ops tf, Operand<TNumber> x) {
    return x.type().equals(TInt64.class)
        ? Tensors.cast(tf, x, TFloat64.class)
        : Tensors.broken(tf, x);
  }

  private static Operand<TNumber> scaled(Ops tf, Operand<TNumber> x, double factor) {
    return tf.math.mul(x, scalar(tf, factor, x));
  }

  private static Operand<TNumber> logarithm(Ops tf, Operand<TNumber> x, double base) {
    return tf.math.div(tf.math.log(x), tf.math.log(scalar(tf, base, x)));
  }

  private static Operand<TNumber> cubeRoot(Ops tf, Operand<TNumber> x) {
    Operand<TNumber> root = tf.math.pow(tf.math.abs(x), scalar(tf, 1.0 / 3, x));
    return tf.math.mul(tf.math.sign(x), root);
  }

  private static boolean isSigned(Operand<?> x) {
    return !List.of(TBool.class, TUint8.class, TUint16.class).contains(x.type());
  }

  /** TensorFlow has no signs of unsigned numbers. */
  private static Operand<TNumber> sign(Ops tf, Operand<TNumber> x) {
    return isSigned(x)
        ? tf.math.sign(x)
        : Tensors.castLike(tf, tf.math.sign(Tensors.cast(tf, x, TInt32.class)), x);
  }

  private static Operand<TNumber> truncated(Ops tf, Operand<TNumber> x) {
    return Dtypes.isFloating(x.type())
        ? tf.select(tf.math.less(x, scalar(tf, 0, x)), tf.math.ceil(x), tf.math.floor(x))
        : x;
  }

  /** Where broken numbers are special; nowhere among whole numbers and truth values. */
  private static Operand<TBool> special(
      Ops tf, Operand<TNumber> x, Function<Operand<TNumber>, Operand<TBool>> test) {
    return test.apply(Tensors.broken(tf, x));
  }

  private static Operand<TBool> notFinite(Ops tf, Operand<TNumber> x) {
    return tf.math.logicalNot(tf.math.isFinite(x));
  }
}
