package io.sightline.keras.operation;

import static io.sightline.keras.build.Tensors.scalar;

import io.sightline.keras.build.Arguments;
import io.sightline.keras.build.Dtypes;
import io.sightline.keras.build.OperationFamily;
import io.sightline.keras.build.ResultTypes;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.function.ActivationFunctions;
import io.sightline.keras.function.ActivationLayers;
import io.sightline.keras.function.Softmaxes;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.ELU;
import org.tensorflow.framework.activations.GELU;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** Operations on each value of one tensor. */
final class Functions implements OperationFamily {
  private static final float LEAKY_SLOPE = 0.2f;
  private static final double HALF_TURN = 180;
  private static final double LARGEST_HALF = 65504;

  /** {@code (2 - 2^-7) * 2^127}. */
  private static final double LARGEST_BRAIN_HALF = 0x1.fep127;

  @Override
  public void addTo(Table table) {
    for (String name : ActivationFunctions.names()) {
      ActivationFunctions.Function activation = ActivationFunctions.find(name).orElseThrow();
      table.one(StandardOperations.key(name), (tf, x, arguments) -> activation.apply(tf, x));
    }
    addAnalysis(table);
    addArithmetic(table);
    addWithSettings(table);
    addLikenesses(table);
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
    table.one("square", (tf, x, arguments) -> tf.math.square(counted(tf, x)));
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

  /** Truth values as 0 and 1. */
  private static Operand<TNumber> counted(Ops tf, Operand<?> x) {
    return x.type() == TBool.class ? Tensors.cast(tf, x, TInt32.class) : Tensors.numbers(x);
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

  private static void addWithSettings(Table table) {
    table.one("softmax", (tf, x, arguments) -> Softmaxes.along(tf, x, axis(arguments)));
    table.one("logsoftmax", Functions::logSoftmax);
    table.one("leakyrelu", Functions::leakyRelu);
    table.one(
        "elu", (tf, x, arguments) -> ELU.elu(tf, x, arguments.number(1, "alpha").orElse(1.0)));
    table.one(
        "gelu", (tf, x, arguments) -> GELU.gelu(tf, x, arguments.flag(false, 1, "approximate")));
    table.one(
        "celu",
        (tf, x, arguments) ->
            ActivationFunctions.celu(tf, x, arguments.number(1, "alpha").orElse(1.0)));
    table.one(
        "hardshrink",
        (tf, x, arguments) -> ActivationFunctions.hardShrink(tf, x, threshold(arguments)));
    table.one(
        "softshrink",
        (tf, x, arguments) -> ActivationFunctions.softShrink(tf, x, threshold(arguments)));
    table.one(
        "squareplus",
        (tf, x, arguments) ->
            ActivationFunctions.squareplus(
                tf, x, arguments.number(1, "b").orElse(ActivationFunctions.SQUAREPLUS_B)));
    table.one("glu", (tf, x, arguments) -> ActivationFunctions.glu(tf, x, axis(arguments)));
    table.one("sparsemax", Functions::sparsemax);
    table.one("threshold", Functions::threshold);
    table.one("relu", Functions::relu);
    table.one("round", Functions::round);
    table.one("clip", (tf, x, arguments) -> clip(tf, x, arguments));
    table.one("clipbyvalue", (tf, x, arguments) -> clip(tf, x, arguments));
  }

  /** Tensors of the shape that another one has, and such with other values here and there. */
  private static void addLikenesses(Table table) {
    for (String name : new String[] {"identity", "stopgradient", "converttotensor", "copy"}) {
      table.one(name, (tf, x, arguments) -> x);
    }
    table.one("cast", Functions::cast);
    table.one(
        "zeroslike", (tf, x, arguments) -> tf.zerosLike(Tensors.cast(tf, x, dtype(x, arguments))));
    table.one(
        "oneslike", (tf, x, arguments) -> tf.onesLike(Tensors.cast(tf, x, dtype(x, arguments))));
    table.one(
        "fulllike",
        (tf, x, arguments) -> {
          Operand<TNumber> like = Tensors.cast(tf, x, dtype(x, arguments));
          return tf.broadcastTo(arguments.operand(like, 1, "fill_value"), tf.shape(x));
        });
    table.one("nantonum", Functions::withoutSpecial);
  }

  private static Class<? extends TType> dtype(Operand<?> x, Arguments arguments) {
    return arguments.text(-1, "dtype").map(Functions::type).orElse(ResultTypes.strong(x.type()));
  }

  private static Class<? extends TType> type(String dtype) {
    return Dtypes.anyClass(dtype)
        .orElseThrow(() -> new IllegalArgumentException("a type of numbers, not " + dtype));
  }

  /** NaN and infinity become the values that are given, or 0 and the largest that there are. */
  private static Operand<?> withoutSpecial(Ops tf, Operand<TNumber> x, Arguments arguments) {
    if (!Dtypes.isFloating(x.type())) {
      return x;
    }
    Operand<TNumber> largest = scalar(tf, largest(x), x);
    Operand<TNumber> zero = scalar(tf, 0, x);
    Operand<TNumber> noNan =
        tf.select(tf.math.isNan(x), given(arguments, "nan", x).orElse(zero), x);
    Operand<TBool> isInfinite = tf.math.isInf(x);
    Operand<TNumber> above = given(arguments, "posinf", x).orElse(largest);
    Operand<TNumber> below = given(arguments, "neginf", x).orElse(tf.math.neg(largest));
    return tf.select(isInfinite, tf.select(tf.math.greater(x, zero), above, below), noNan);
  }

  private static Optional<Operand<TNumber>> given(
      Arguments arguments, String name, Operand<TNumber> like) {
    return arguments.number(-1, name).map(value -> arguments.operand(like, -1, name));
  }

  private static double largest(Operand<TNumber> x) {
    if (x.type().equals(TFloat16.class)) {
      return LARGEST_HALF;
    }
    if (x.type().equals(TBfloat16.class)) {
      return LARGEST_BRAIN_HALF;
    }
    return x.type().equals(TFloat64.class) ? Double.MAX_VALUE : Float.MAX_VALUE;
  }

  private static double threshold(Arguments arguments) {
    return arguments.number(1, "threshold").orElse(ActivationFunctions.SHRINK_THRESHOLD);
  }

  private static Operand<?> sparsemax(Ops tf, Operand<TNumber> x, Arguments arguments) {
    int last = Tensors.rank(x) - 1;
    int axis = Tensors.axis(axis(arguments), last + 1);
    Operand<TNumber> turned = Tensors.moveAxis(tf, x, axis, last);
    return Tensors.moveAxis(tf, Softmaxes.sparsemax(tf, turned), last, axis);
  }

  /** x where it is above the threshold, else another value. */
  private static Operand<?> threshold(Ops tf, Operand<TNumber> x, Arguments arguments) {
    Operand<TNumber> limit = arguments.operand(x, 1, "threshold");
    Operand<TNumber> otherwise = arguments.operand(x, 2, "default_value", "value");
    return tf.select(tf.math.greater(x, limit), x, otherwise);
  }

  /** That of Keras takes the settings of a ReLU. */
  private static Operand<?> relu(Ops tf, Operand<TNumber> x, Arguments arguments) {
    return ActivationLayers.relu(
        tf,
        x,
        arguments.number(-1, "negative_slope", "alpha").orElse(0.0),
        arguments.number(-1, "threshold").orElse(0.0),
        arguments.number(-1, "max_value").orElse(Double.POSITIVE_INFINITY));
  }

  /** Halves go to even numbers; decimals are those of {@code numpy.round}. */
  private static Operand<?> round(Ops tf, Operand<TNumber> x, Arguments arguments) {
    int decimals = arguments.integer(1, "decimals").orElse(0);
    if (decimals >= 0 && !Dtypes.isFloating(x.type())) {
      return x;
    }
    if (decimals == 0) {
      return tf.math.round(x);
    }
    Operand<TNumber> broken = Tensors.broken(tf, x);
    Operand<TNumber> factor = scalar(tf, Math.pow(10, decimals), broken);
    Operand<TNumber> rounded = tf.math.round(tf.math.mul(broken, factor));
    return Tensors.castLike(tf, tf.math.div(rounded, factor), x);
  }

  private static int axis(Arguments arguments) {
    return arguments.integer(1, "axis").orElse(-1);
  }

  private static Operand<?> logSoftmax(Ops tf, Operand<TNumber> x, Arguments arguments) {
    int last = Tensors.rank(x) - 1;
    int axis = Tensors.axis(axis(arguments), last + 1);
    return Tensors.moveAxis(tf, tf.nn.logSoftmax(Tensors.moveAxis(tf, x, axis, last)), last, axis);
  }

  private static Operand<?> leakyRelu(Ops tf, Operand<TNumber> x, Arguments arguments) {
    double slope = arguments.number(1, "negative_slope", "alpha").orElse((double) LEAKY_SLOPE);
    return tf.nn.leakyRelu(Tensors.broken(tf, x), LeakyRelu.alpha((float) slope));
  }

  private static Operand<?> clip(Ops tf, Operand<TNumber> x, Arguments arguments) {
    Operand<TNumber> values = counted(tf, x);
    return tf.clipByValue(
        values,
        arguments.operand(values, 1, "x_min", "clip_value_min"),
        arguments.operand(values, 2, "x_max", "clip_value_max"));
  }

  private static Operand<?> cast(Ops tf, Operand<TNumber> x, Arguments arguments) {
    return Tensors.cast(tf, x, type(arguments.text(1, "dtype").orElse("float32")));
  }
}
