package io.sightline.keras.operation;

import static io.sightline.keras.build.Tensors.scalar;

import io.sightline.keras.build.Arguments;
import io.sightline.keras.build.Dtypes;
import io.sightline.keras.build.OperationFamily;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.function.ActivationFunctions;
import io.sightline.keras.function.ActivationLayers;
import io.sightline.keras.function.Softmaxes;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.ELU;
import org.tensorflow.framework.activations.GELU;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.family.TNumber;

/** Activation functions and others with settings, of each value of one tensor. */
final class Functions implements OperationFamily {
  private static final float LEAKY_SLOPE = 0.2f;

  @Override
  public void addTo(Table table) {
    for (String name : ActivationFunctions.names()) {
      ActivationFunctions.Function activation = ActivationFunctions.find(name).orElseThrow();
      table.one(StandardOperations.key(name), (tf, x, arguments) -> activation.apply(tf, x));
    }
    addWithSettings(table);
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
    Operand<TNumber> values = Tensors.counted(tf, x);
    return tf.clipByValue(
        values,
        arguments.operand(values, 1, "x_min", "clip_value_min"),
        arguments.operand(values, 2, "x_max", "clip_value_max"));
  }
}
