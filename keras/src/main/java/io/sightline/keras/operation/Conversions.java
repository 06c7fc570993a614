package io.sightline.keras.operation;

import static io.sightline.keras.build.Tensors.scalar;

import io.sightline.keras.build.Arguments;
import io.sightline.keras.build.Dtypes;
import io.sightline.keras.build.OperationFamily;
import io.sightline.keras.build.ResultTypes;
import io.sightline.keras.build.Tensors;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** Operations that give a tensor another type, or make one like it with other values. */
final class Conversions implements OperationFamily {
  private static final double LARGEST_HALF = 65504;

  /** {@code (2 - 2^-7) * 2^127}. */
  private static final double LARGEST_BRAIN_HALF = 0x1.fep127;

  @Override
  public void addTo(Table table) {
    for (String name : new String[] {"identity", "stopgradient", "converttotensor", "copy"}) {
      table.one(name, (tf, x, arguments) -> x);
    }
    table.one("cast", Conversions::cast);
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
    table.one("nantonum", Conversions::withoutSpecial);
  }

  private static Class<? extends TType> dtype(Operand<?> x, Arguments arguments) {
    return arguments.text(-1, "dtype").map(Conversions::type).orElse(ResultTypes.strong(x.type()));
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

  private static Operand<?> cast(Ops tf, Operand<TNumber> x, Arguments arguments) {
    return Tensors.cast(tf, x, type(arguments.text(1, "dtype").orElse("float32")));
  }
}
