package io.sightline.keras.operation;

import io.sightline.keras.build.Arguments;
import io.sightline.keras.build.Dtypes;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.function.ActivationFunctions;
import io.sightline.keras.function.ActivationLayers;
import io.sightline.keras.function.Softmaxes;
import io.sightline.keras.function.UnitLength;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.ELU;
import org.tensorflow.framework.activations.GELU;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/** Operations on each value of one tensor. */
final class Functions implements OperationFamily {
  private static final float LEAKY_SLOPE = 0.2f;

  @Override
  public void addTo(Table table) {
    for (String name : ActivationFunctions.names()) {
      ActivationFunctions.Function function = ActivationFunctions.find(name).orElseThrow();
      table.one(StandardOperations.key(name), (tf, x, arguments) -> function.apply(tf, x));
    }
    addMathematics(table);
    addWithSettings(table);
    for (String name : new String[] {"identity", "stopgradient", "converttotensor", "copy"}) {
      table.one(name, (tf, x, arguments) -> x);
    }
  }

  private static void addMathematics(Table table) {
    table.one("abs", (tf, x, arguments) -> tf.math.abs(x));
    table.one("absolute", (tf, x, arguments) -> tf.math.abs(x));
    table.one("negative", (tf, x, arguments) -> tf.math.neg(x));
    table.one("neg", (tf, x, arguments) -> tf.math.neg(x));
    table.one("exp", (tf, x, arguments) -> tf.math.exp(x));
    table.one("expm1", (tf, x, arguments) -> tf.math.expm1(x));
    table.one("log", (tf, x, arguments) -> tf.math.log(x));
    table.one("log1p", (tf, x, arguments) -> tf.math.log1p(x));
    table.one("sqrt", (tf, x, arguments) -> tf.math.sqrt(x));
    table.one("rsqrt", (tf, x, arguments) -> tf.math.rsqrt(x));
    table.one("square", (tf, x, arguments) -> tf.math.square(x));
    table.one("reciprocal", (tf, x, arguments) -> tf.math.reciprocal(x));
    table.one("sign", (tf, x, arguments) -> tf.math.sign(x));
    table.one("sin", (tf, x, arguments) -> tf.math.sin(x));
    table.one("cos", (tf, x, arguments) -> tf.math.cos(x));
    table.one("tan", (tf, x, arguments) -> tf.math.tan(x));
    table.one("arctan", (tf, x, arguments) -> tf.math.atan(x));
    table.one("atan", (tf, x, arguments) -> tf.math.atan(x));
    table.one("sinh", (tf, x, arguments) -> tf.math.sinh(x));
    table.one("cosh", (tf, x, arguments) -> tf.math.cosh(x));
    table.one("arcsin", (tf, x, arguments) -> tf.math.asin(x));
    table.one("arccos", (tf, x, arguments) -> tf.math.acos(x));
    table.one("arcsinh", (tf, x, arguments) -> tf.math.asinh(x));
    table.one("arccosh", (tf, x, arguments) -> tf.math.acosh(x));
    table.one("arctanh", (tf, x, arguments) -> tf.math.atanh(x));
    table.one("isnan", (tf, x, arguments) -> tf.math.isNan(x));
    table.one("isinf", (tf, x, arguments) -> tf.math.isInf(x));
    table.one("isfinite", (tf, x, arguments) -> tf.math.isFinite(x));
    table.one("zeroslike", (tf, x, arguments) -> tf.zerosLike(x));
    table.one("oneslike", (tf, x, arguments) -> tf.onesLike(x));
    table.one("erf", (tf, x, arguments) -> tf.math.erf(x));
    table.one("floor", (tf, x, arguments) -> tf.math.floor(x));
    table.one("ceil", (tf, x, arguments) -> tf.math.ceil(x));
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
    table.one("cast", Functions::cast);
    table.one("normalize", Functions::normalize);
    table.one(
        "l2normalize",
        (tf, x, arguments) ->
            UnitLength.along(tf, x, arguments.integers(1, "axis").orElse(new int[] {-1})));
  }

  private static Operand<?> normalize(Ops tf, Operand<TNumber> x, Arguments arguments) {
    if (arguments.number(2, "order").orElse(2.0) != 2) {
      throw new IllegalArgumentException("the order 2");
    }
    return UnitLength.along(tf, x, arguments.integers(1, "axis").orElse(new int[] {-1}));
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
    if (decimals == 0) {
      return tf.math.round(x);
    }
    Operand<TNumber> factor = Tensors.scalar(tf, Math.pow(10, decimals), x);
    return tf.math.div(tf.math.round(tf.math.mul(x, factor)), factor);
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
    return tf.nn.leakyRelu(x, LeakyRelu.alpha((float) slope));
  }

  private static Operand<?> clip(Ops tf, Operand<TNumber> x, Arguments arguments) {
    return tf.clipByValue(
        x,
        arguments.operand(x, 1, "x_min", "clip_value_min"),
        arguments.operand(x, 2, "x_max", "clip_value_max"));
  }

  private static Operand<?> cast(Ops tf, Operand<TNumber> x, Arguments arguments) {
    String dtype = arguments.text(1, "dtype").orElse("float32");
    if (dtype.equals("bool")) {
      return tf.dtypes.cast(x, TBool.class);
    }
    return Tensors.cast(
        tf,
        x,
        Dtypes.tensorClass(dtype)
            .orElseThrow(() -> new IllegalArgumentException("a type of numbers, not " + dtype)));
  }
}
