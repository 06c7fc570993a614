package io.sightline.keras.operation;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import io.sightline.keras.build.Arguments;
import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Lengths;
import io.sightline.keras.build.Operands;
import io.sightline.keras.build.OperationFamily;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.function.Repetition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Operations that order values in another way, join tensors and take them apart. */
final class ShapeOperations implements OperationFamily {
  @Override
  public void addTo(Table table) {
    table.one("reshape", ShapeOperations::reshape);
    table.one("transpose", ShapeOperations::transpose);
    table.one("expanddims", ShapeOperations::expandDims);
    table.one("squeeze", ShapeOperations::squeeze);
    table.one("tile", ShapeOperations::tile);
    table.one("repeat", ShapeOperations::repeat);
    table.one("swapaxes", ShapeOperations::swapAxes);
    table.one("moveaxis", ShapeOperations::moveAxes);
    table.one("ravel", (tf, x, arguments) -> tf.reshape(x, tf.constant(new int[] {-1})));
    table.one("flatten", (tf, x, arguments) -> tf.reshape(x, tf.constant(new int[] {-1})));
    table.one("broadcastto", ShapeOperations::broadcast);
    for (String name : new String[] {"concatenate", "concat", "concatv2"}) {
      table.add(name, scope -> List.of(concatenate(scope)));
    }
    table.add("vstack", scope -> List.of(join(scope, 0)));
    table.add("hstack", scope -> List.of(join(scope, 1)));
    for (String name : new String[] {"stack", "pack"}) {
      table.add(name, scope -> List.of(stack(scope)));
    }
    table.add("split", ShapeOperations::split);
    for (String name : new String[] {"unstack", "unpack"}) {
      table.add(name, ShapeOperations::unstack);
    }
  }

  private static int[] all(Operand<TNumber> x) {
    return IntStream.range(0, Tensors.rank(x)).toArray();
  }

  private static IllegalArgumentException missing(String what) {
    return new IllegalArgumentException(what);
  }

  /** A length that is {@code None} is that of the batch. */
  private static Operand<?> reshape(Ops tf, Operand<TNumber> x, Arguments arguments) {
    JsonElement shape =
        arguments
            .constant(1, "newshape", "shape")
            .orElseThrow(() -> missing("a shape as a constant"));
    if (!(shape instanceof JsonArray lengths)) {
      return tf.reshape(x, tf.constant(new int[] {shape.getAsInt()}));
    }
    List<Operand<TInt32>> wanted = new ArrayList<>();
    for (JsonElement length : lengths) {
      wanted.add(length.isJsonNull() ? new Lengths(tf, x).of(0) : tf.constant(length.getAsInt()));
    }
    return Lengths.reshape(tf, x, wanted);
  }

  private static Operand<?> transpose(Ops tf, Operand<TNumber> x, Arguments arguments) {
    int rank = Tensors.rank(x);
    int[] reversed = IntStream.range(0, rank).map(i -> rank - 1 - i).toArray();
    int[] order = arguments.integers(1, "axes", "perm").orElse(reversed);
    return Tensors.transpose(
        tf, x, Arrays.stream(order).map(axis -> Tensors.axis(axis, rank)).toArray());
  }

  private static Operand<?> swapAxes(Ops tf, Operand<TNumber> x, Arguments arguments) {
    int rank = Tensors.rank(x);
    int[] order = all(x);
    int a = Tensors.axis(arguments.integer(1, "axis1").orElse(0), rank);
    int b = Tensors.axis(arguments.integer(2, "axis2").orElse(1), rank);
    order[a] = b;
    order[b] = a;
    return Tensors.transpose(tf, x, order);
  }

  /** The axes that are not named stay in order. */
  private static Operand<?> moveAxes(Ops tf, Operand<TNumber> x, Arguments arguments) {
    int rank = Tensors.rank(x);
    int[] from = arguments.integers(1, "source").orElseThrow(() -> missing("axes"));
    int[] to = arguments.integers(2, "destination").orElseThrow(() -> missing("places"));
    Integer[] order = new Integer[rank];
    List<Integer> rest = new ArrayList<>(Arrays.stream(all(x)).boxed().toList());
    for (int i = 0; i < from.length; i++) {
      Integer axis = Tensors.axis(from[i], rank);
      order[Tensors.axis(to[i], rank)] = axis;
      rest.remove(axis);
    }
    for (int i = 0; i < rank; i++) {
      if (order[i] == null) {
        order[i] = rest.remove(0);
      }
    }
    return Tensors.transpose(tf, x, Arrays.stream(order).mapToInt(Integer::intValue).toArray());
  }

  private static Operand<?> expandDims(Ops tf, Operand<TNumber> x, Arguments arguments) {
    int[] axes = arguments.integers(1, "axis").orElseThrow(() -> missing("an axis"));
    Operand<TNumber> result = x;
    int rank = Tensors.rank(x) + axes.length;
    for (int axis : Arrays.stream(axes).map(a -> Tensors.axis(a, rank)).sorted().toArray()) {
      result = tf.expandDims(result, tf.constant(axis));
    }
    return result;
  }

  private static Operand<?> squeeze(Ops tf, Operand<TNumber> x, Arguments arguments) {
    return arguments
        .integers(1, "axis")
        .map(
            axes ->
                tf.squeeze(x, Squeeze.axis(Arrays.stream(axes).asLongStream().boxed().toList())))
        .orElseGet(() -> tf.squeeze(x));
  }

  private static Operand<?> tile(Ops tf, Operand<TNumber> x, Arguments arguments) {
    int[] given =
        arguments
            .integers(1, "repeats", "multiples")
            .orElseThrow(() -> missing("numbers of repetitions"));
    int rank = Tensors.rank(x);
    int[] times = new int[Math.max(rank, given.length)];
    Arrays.fill(times, 1);
    System.arraycopy(given, 0, times, times.length - given.length, given.length);
    Operand<TNumber> wide = x;
    for (int i = rank; i < times.length; i++) {
      wide = tf.expandDims(wide, tf.constant(0));
    }
    return tf.tile(wide, tf.constant(times));
  }

  /** As often for each value, or as often as a list says; of all values in one row without axis. */
  private static Operand<?> repeat(Ops tf, Operand<TNumber> x, Arguments arguments) {
    int[] times = arguments.integers(1, "repeats").orElseThrow(() -> missing("numbers"));
    Optional<Integer> axis = arguments.integer(2, "axis");
    Operand<TNumber> values = axis.isPresent() ? x : tf.reshape(x, tf.constant(new int[] {-1}));
    int counted = Tensors.axis(axis.orElse(0), Tensors.rank(values));
    if (times.length == 1) {
      return Repetition.along(tf, values, counted, times[0]);
    }
    int[] places =
        IntStream.range(0, times.length)
            .flatMap(i -> IntStream.generate(() -> i).limit(times[i]))
            .toArray();
    return tf.gather(values, tf.constant(places), tf.constant(counted));
  }

  private static Operand<?> broadcast(Ops tf, Operand<TNumber> x, Arguments arguments) {
    int[] shape =
        arguments.integers(1, "shape").orElseThrow(() -> missing("a shape as a constant"));
    return tf.broadcastTo(x, tf.constant(shape));
  }

  private static Operand<TNumber> concatenate(LayerScope scope) {
    int axis = new Arguments(scope).integer(1, "axis").orElse(-1);
    List<Operand<TNumber>> tensors = new Operands(scope).list(0, "xs", "values");
    return scope.tf().concat(tensors, scope.tf().constant(axis));
  }

  /** Along an axis; vectors along theirs. */
  private static Operand<TNumber> join(LayerScope scope, int axis) {
    List<Operand<TNumber>> tensors = new Operands(scope).list(0, "xs");
    int counted = Math.min(axis, Tensors.rank(tensors.get(0)) - 1);
    return scope.tf().concat(tensors, scope.tf().constant(counted));
  }

  private static Operand<TNumber> stack(LayerScope scope) {
    long axis = new Arguments(scope).integer(1, "axis").orElse(0);
    return scope.tf().stack(new Operands(scope).list(0, "x", "xs", "values"), Stack.axis(axis));
  }

  /** Into equal parts, at places (Keras 3), or into parts of given lengths (TensorFlow). */
  private static List<Operand<?>> split(LayerScope scope) {
    Ops tf = scope.tf();
    Arguments arguments = new Arguments(scope);
    Operand<TNumber> x = OperationFamily.first(scope);
    int axis = Tensors.axis(arguments.integer(2, "axis").orElse(0), Tensors.rank(x));
    JsonElement parts =
        arguments
            .constant(1, "indices_or_sections", "num_or_size_splits")
            .orElseThrow(() -> missing("a number of parts"));
    if (!parts.isJsonArray()) {
      return List.copyOf(tf.split(tf.constant(axis), x, parts.getAsLong()).output());
    }
    boolean isPlaces = arguments.constant(-1, "indices_or_sections").isPresent();
    int[] numbers =
        arguments.integers(1, "indices_or_sections", "num_or_size_splits").orElseThrow();
    int[] lengths = isPlaces ? lengths(numbers, new Lengths(tf, x).required(axis)) : numbers;
    return List.copyOf(
        tf.splitV(x, tf.constant(lengths), tf.constant(axis), (long) lengths.length).output());
  }

  private static int[] lengths(int[] places, int whole) {
    int[] lengths = new int[places.length + 1];
    int last = 0;
    for (int i = 0; i < places.length; i++) {
      lengths[i] = places[i] - last;
      last = places[i];
    }
    lengths[places.length] = whole - last;
    return lengths;
  }

  private static List<Operand<?>> unstack(LayerScope scope) {
    Ops tf = scope.tf();
    Operand<TNumber> x = OperationFamily.first(scope);
    int axis = Tensors.axis(new Arguments(scope).integer(2, "axis").orElse(0), Tensors.rank(x));
    long count = new Lengths(tf, x).required(axis);
    return List.copyOf(tf.unstack(x, count, Unstack.axis((long) axis)).output());
  }
}
