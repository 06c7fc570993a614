package io.sightline.keras.operation;

import io.sightline.keras.build.Arguments;
import io.sightline.keras.build.Lengths;
import io.sightline.keras.build.OperationFamily;
import io.sightline.keras.build.Tensors;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/** Operations that flip, shift and turn tensors, and those that clear one side of a diagonal. */
final class Turnings implements OperationFamily {
  private static final int HALF_TURN = 2;
  private static final int FULL_TURN = 4;

  @Override
  public void addTo(Table table) {
    table.one("flip", (tf, x, arguments) -> flip(tf, x, axes(x, arguments)));
    table.one("reverse", (tf, x, arguments) -> flip(tf, x, axes(x, arguments)));
    table.one("fliplr", (tf, x, arguments) -> flip(tf, x, 1));
    table.one("flipud", (tf, x, arguments) -> flip(tf, x, 0));
    table.one("flipleftright", (tf, x, arguments) -> flip(tf, x, Tensors.rank(x) - 2));
    table.one("flipupdown", (tf, x, arguments) -> flip(tf, x, Tensors.rank(x) - 3));
    table.one("roll", Turnings::roll);
    table.one("rot90", Turnings::turn);
    table.one(
        "bandpart",
        (tf, x, arguments) ->
            band(tf, x, width(arguments, 1, "num_lower"), width(arguments, 2, "num_upper")));
    table.one("tril", (tf, x, arguments) -> below(tf, x, arguments.integer(1, "k").orElse(0)));
    table.one("triu", (tf, x, arguments) -> above(tf, x, arguments.integer(1, "k").orElse(0)));
  }

  private static int width(Arguments arguments, int position, String name) {
    return arguments
        .integer(position, name)
        .orElseThrow(() -> new IllegalArgumentException("a number as " + name));
  }

  private static int[] axes(Operand<TNumber> x, Arguments arguments) {
    int rank = Tensors.rank(x);
    return arguments
        .integers(1, "axis")
        .map(axes -> Arrays.stream(axes).map(axis -> Tensors.axis(axis, rank)).toArray())
        .orElseGet(() -> IntStream.range(0, rank).toArray());
  }

  private static Operand<TNumber> flip(Ops tf, Operand<TNumber> x, int... axes) {
    return tf.reverse(x, tf.constant(axes));
  }

  /** Without axis all values in one row are shifted. */
  private static Operand<?> roll(Ops tf, Operand<TNumber> x, Arguments arguments) {
    int[] shifts =
        arguments.integers(1, "shift").orElseThrow(() -> new IllegalArgumentException("a shift"));
    Optional<int[]> axes = arguments.integers(2, "axis");
    if (axes.isEmpty()) {
      Operand<TNumber> row = tf.reshape(x, tf.constant(new int[] {-1}));
      Operand<TNumber> shifted = tf.roll(row, tf.constant(shifts), tf.constant(new int[] {0}));
      return tf.reshape(shifted, tf.shape(x));
    }
    int[] each = new int[axes.get().length];
    for (int i = 0; i < each.length; i++) {
      each[i] = shifts[shifts.length == 1 ? 0 : i];
    }
    return tf.roll(x, tf.constant(each), tf.constant(axes.get()));
  }

  /** By 90 degrees against the clock, as often as is said. */
  private static Operand<?> turn(Ops tf, Operand<TNumber> x, Arguments arguments) {
    int rank = Tensors.rank(x);
    int[] plane = arguments.isOfTensorFlow() ? new int[] {-3, -2} : new int[] {0, 1};
    int[] axes = arguments.integers(2, "axes").orElse(plane);
    int first = Tensors.axis(axes[0], rank);
    int second = Tensors.axis(axes[1], rank);
    int quarters = Math.floorMod(arguments.integer(1, "k").orElse(1), FULL_TURN);
    if (quarters == HALF_TURN) {
      requireSquare(tf, x, arguments, first, second);
    }
    return switch (quarters) {
      case 0 -> x;
      case 1 -> swap(tf, flip(tf, x, second), first, second);
      case HALF_TURN -> flip(tf, x, first, second);
      default -> flip(tf, swap(tf, x, first, second), second);
    };
  }

  /** Keras 3.15.1 mixes the values of half a turn up where the lengths differ. */
  private static void requireSquare(
      Ops tf, Operand<TNumber> x, Arguments arguments, int first, int second) {
    Lengths lengths = new Lengths(tf, x);
    boolean isSquare = lengths.known(first) >= 0 && lengths.known(first) == lengths.known(second);
    if (!isSquare && !arguments.isOfTensorFlow()) {
      throw new IllegalArgumentException("a square for half a turn");
    }
  }

  private static Operand<TNumber> swap(Ops tf, Operand<TNumber> x, int first, int second) {
    int[] order = IntStream.range(0, Tensors.rank(x)).toArray();
    order[first] = second;
    order[second] = first;
    return Tensors.transpose(tf, x, order);
  }

  /** What is on a diagonal and below it, the rest 0. */
  private static Operand<TNumber> below(Ops tf, Operand<TNumber> x, int diagonal) {
    return diagonal >= 0
        ? band(tf, x, -1, diagonal)
        : cleared(tf, x, band(tf, tf.onesLike(x), -(diagonal + 1), -1));
  }

  /** What is on a diagonal and above it, the rest 0. */
  private static Operand<TNumber> above(Ops tf, Operand<TNumber> x, int diagonal) {
    return diagonal <= 0
        ? band(tf, x, -diagonal, -1)
        : cleared(tf, x, band(tf, tf.onesLike(x), -1, diagonal - 1));
  }

  private static Operand<TNumber> band(Ops tf, Operand<TNumber> x, long lower, long upper) {
    Operand<TInt64> below = tf.constant(lower);
    return tf.linalg.bandPart(x, below, tf.constant(upper));
  }

  private static Operand<TNumber> cleared(Ops tf, Operand<TNumber> x, Operand<TNumber> where) {
    Operand<TBool> isCleared = Tensors.truth(tf, where);
    return tf.select(isCleared, tf.zerosLike(x), x);
  }
}
