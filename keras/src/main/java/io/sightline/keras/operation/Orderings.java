package io.sightline.keras.operation;

import io.sightline.keras.build.Arguments;
import io.sightline.keras.build.Dtypes;
import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Lengths;
import io.sightline.keras.build.OperationFamily;
import io.sightline.keras.build.Tensors;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Cumprod;
import org.tensorflow.op.math.Cumsum;
import org.tensorflow.op.nn.TopK;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;

/** Operations along an axis in which the order of the values counts: sorting, running sums. */
final class Orderings implements OperationFamily {
  private static final int MOST_OF_8_BITS = 255;
  private static final int MOST_OF_16_BITS = 65535;

  /** What is made of a tensor along an axis, which is counted from the front. */
  private interface Along {
    Operand<TNumber> of(Ops tf, Operand<TNumber> x, int axis);
  }

  @Override
  public void addTo(Table table) {
    table.one("sort", Orderings::sort);
    table.one("argsort", Orderings::argsort);
    table.add("topk", Orderings::topK);
    table.one("cumsum", Orderings::runningSum);
    table.one("cumprod", Orderings::runningProduct);
  }

  private static Operand<?> sort(Ops tf, Operand<TNumber> x, Arguments arguments) {
    Operand<TNumber> numbers = Tensors.counted(tf, x);
    boolean rises = rises(arguments);
    Operand<TNumber> sorted =
        alongAxis(
            tf,
            numbers,
            arguments.integer(1, "axis"),
            isFlat(arguments),
            (inner, values, axis) -> {
              Operand<TNumber> falling = largest(inner, rises ? negated(inner, values) : values);
              return rises ? negated(inner, falling) : falling;
            });
    return Tensors.castLike(tf, sorted, x);
  }

  /** Equal values stay in their order. */
  private static Operand<?> argsort(Ops tf, Operand<TNumber> x, Arguments arguments) {
    boolean rises = rises(arguments);
    return alongAxis(
        tf,
        Tensors.counted(tf, x),
        arguments.integer(1, "axis"),
        isFlat(arguments),
        (inner, values, axis) ->
            Tensors.numbers(all(inner, rises ? negated(inner, values) : values).indices()));
  }

  private static boolean rises(Arguments arguments) {
    String direction = arguments.text(2, "direction").orElse("ASCENDING");
    return direction.toUpperCase(Locale.ROOT).equals("ASCENDING");
  }

  /**
   * Of Keras 3 {@code None} is all values in one row; where nothing is said, it is the last axis.
   */
  private static boolean isFlat(Arguments arguments) {
    return !arguments.isOfTensorFlow() && arguments.isNone("axis");
  }

  private static Operand<TNumber> alongAxis(
      Ops tf, Operand<TNumber> x, Optional<Integer> axis, boolean isFlat, Along step) {
    Operand<TNumber> values = isFlat ? tf.reshape(x, tf.constant(new int[] {-1})) : x;
    int last = Tensors.rank(values) - 1;
    int counted = Tensors.axis(isFlat ? 0 : axis.orElse(-1), last + 1);
    Operand<TNumber> turned = Tensors.moveAxis(tf, values, counted, last);
    return Tensors.moveAxis(tf, step.of(tf, turned, last), last, counted);
  }

  private static Operand<TNumber> largest(Ops tf, Operand<TNumber> x) {
    return all(tf, x).values();
  }

  /** All values of the last axis, the largest first. */
  private static TopK<TNumber, TInt32> all(Ops tf, Operand<TNumber> x) {
    return tf.nn.topK(x, new Lengths(tf, x).of(Tensors.rank(x) - 1), TInt32.class);
  }

  /** Values in the opposite order; what was negated twice is as it was. */
  private static Operand<TNumber> negated(Ops tf, Operand<TNumber> x) {
    if (Dtypes.isFloating(x.type())) {
      return tf.math.neg(x);
    }
    int most =
        x.type().equals(TUint8.class)
            ? MOST_OF_8_BITS
            : x.type().equals(TUint16.class) ? MOST_OF_16_BITS : -1;
    return tf.math.sub(Tensors.scalar(tf, most, x), x);
  }

  private static List<Operand<?>> topK(LayerScope scope) {
    Ops tf = scope.tf();
    Arguments arguments = new Arguments(scope);
    if (arguments.text(-1, "index_type").filter(type -> !type.equals("int32")).isPresent()) {
      throw new IllegalArgumentException("int32 as index_type");
    }
    TopK<TNumber, TInt32> found =
        tf.nn.topK(
            OperationFamily.first(scope),
            tf.constant(arguments.integer(1, "k").orElse(1)),
            TInt32.class,
            TopK.sorted(arguments.flag(true, 2, "sorted")));
    return List.of(found.values(), found.indices());
  }

  private static Operand<?> runningSum(Ops tf, Operand<TNumber> x, Arguments arguments) {
    return running(
        tf,
        x,
        arguments,
        (inner, values, axis) ->
            inner.math.cumsum(
                values,
                inner.constant(axis),
                Cumsum.exclusive(arguments.flag(false, 2, "exclusive")),
                Cumsum.reverse(arguments.flag(false, 3, "reverse"))));
  }

  private static Operand<?> runningProduct(Ops tf, Operand<TNumber> x, Arguments arguments) {
    return running(
        tf,
        x,
        arguments,
        (inner, values, axis) ->
            inner.math.cumprod(
                values,
                inner.constant(axis),
                Cumprod.exclusive(arguments.flag(false, 2, "exclusive")),
                Cumprod.reverse(arguments.flag(false, 3, "reverse"))));
  }

  /** Where no axis is named, that of TensorFlow takes the first, that of Keras all in one row. */
  private static Operand<?> running(Ops tf, Operand<TNumber> x, Arguments arguments, Along step) {
    Operand<TNumber> typed =
        arguments
            .text(-1, "dtype")
            .map(dtype -> Tensors.cast(tf, x, Dtypes.anyClass(dtype).orElseThrow()))
            .orElse(x);
    Operand<TNumber> numbers = Tensors.counted(tf, typed);
    Optional<Integer> axis = arguments.integer(1, "axis");
    boolean isFlat = axis.isEmpty() && !arguments.isOfTensorFlow();
    Operand<TNumber> values = isFlat ? tf.reshape(numbers, tf.constant(new int[] {-1})) : numbers;
    return step.of(tf, values, Tensors.axis(axis.orElse(0), Tensors.rank(values)));
  }
}
