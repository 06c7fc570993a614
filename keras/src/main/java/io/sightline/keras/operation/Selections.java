package io.sightline.keras.operation;

import io.sightline.keras.build.Arguments;
import io.sightline.keras.build.Dtypes;
import io.sightline.keras.build.LayerBuilder;
import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Lengths;
import io.sightline.keras.build.Operands;
import io.sightline.keras.build.OperationFamily;
import io.sightline.keras.build.ResultTypes;
import io.sightline.keras.build.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gather;
import org.tensorflow.op.core.OneHot;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** Operations that take values out by their places, or put 1 at places. */
final class Selections implements OperationFamily {
  @Override
  public void addTo(Table table) {
    table.add("take", LayerBuilder.one(Selections::take));
    table.add("takealongaxis", LayerBuilder.one(Selections::takeAlongAxis));
    table.add("gather", LayerBuilder.one(Selections::gather));
    table.add("slice", LayerBuilder.one(Selections::slice));
    table.add("onehot", LayerBuilder.one(Selections::oneHot));
  }

  /** Places count from the back if they are negative; without axis among all values in order. */
  private static Operand<?> take(LayerScope scope) {
    Ops tf = scope.tf();
    Operand<TNumber> x = new Operands(scope).tensor(0, "x");
    Optional<Integer> axis = new Arguments(scope).integer(2, "axis");
    Operand<TNumber> values = axis.isPresent() ? x : tf.reshape(x, tf.constant(new int[] {-1}));
    int counted = Tensors.axis(axis.orElse(0), Tensors.rank(values));
    return tf.gather(
        values, fromFront(tf, places(scope, 1, "indices"), values, counted), tf.constant(counted));
  }

  private static Operand<TNumber> places(LayerScope scope, int position, String name) {
    Operands operands = new Operands(scope);
    boolean isLong = operands.type(position, name) == TInt64.class;
    return operands.as(isLong ? TInt64.class : TInt32.class, position, name);
  }

  private static Operand<TNumber> fromFront(
      Ops tf, Operand<TNumber> places, Operand<TNumber> x, int axis) {
    Operand<TNumber> length = Tensors.castLike(tf, new Lengths(tf, x).of(axis), places);
    Operand<TNumber> zero = Tensors.scalar(tf, 0, places);
    return tf.select(tf.math.less(places, zero), tf.math.add(places, length), places);
  }

  /** A place of its own for each of the others; axes of length 1 fit any. */
  private static Operand<?> takeAlongAxis(LayerScope scope) {
    Ops tf = scope.tf();
    Operand<TNumber> x = new Operands(scope).tensor(0, "x");
    Operand<TNumber> places = new Operands(scope).as(TInt64.class, 1, "indices");
    Optional<Integer> axis = new Arguments(scope).integer(2, "axis");
    Operand<TNumber> values = axis.isPresent() ? x : tf.reshape(x, tf.constant(new int[] {-1}));
    int last = Tensors.rank(values) - 1;
    if (Tensors.rank(places) != last + 1) {
      throw new IllegalArgumentException("places of %s axes".formatted(last + 1));
    }
    int counted = Tensors.axis(axis.orElse(0), last + 1);
    Operand<TNumber> counting = fromFront(tf, places, values, counted);
    Operand<TNumber> rows = Tensors.moveAxis(tf, values, counted, last);
    Operand<TNumber> turned = Tensors.moveAxis(tf, counting, counted, last);
    Operand<TNumber> taken =
        tf.gather(
            tf.broadcastTo(rows, common(tf, rows, turned)),
            tf.broadcastTo(turned, common(tf, turned, rows)),
            tf.constant(last),
            Gather.batchDims((long) last));
    return Tensors.moveAxis(tf, taken, last, counted);
  }

  /** The lengths of two tensors where they have to fit; the first one's own of the last axis. */
  private static Operand<TInt32> common(Ops tf, Operand<TNumber> x, Operand<TNumber> other) {
    Lengths first = new Lengths(tf, x);
    Lengths second = new Lengths(tf, other);
    List<Operand<TInt32>> lengths = new ArrayList<>();
    for (int i = 0; i < Tensors.rank(x) - 1; i++) {
      lengths.add(tf.math.maximum(first.of(i), second.of(i)));
    }
    lengths.add(first.of(Tensors.rank(x) - 1));
    return Lengths.vector(tf, lengths);
  }

  /** {@code tf.gather}: without axis along that after those of the batch. */
  private static Operand<?> gather(LayerScope scope) {
    Arguments arguments = new Arguments(scope);
    Operand<TNumber> x = new Operands(scope).tensor(0, "params");
    int batch = arguments.integer(-1, "batch_dims").orElse(0);
    int axis = Tensors.axis(arguments.integer(-1, "axis").orElse(batch), Tensors.rank(x));
    return scope
        .tf()
        .gather(
            x,
            places(scope, 1, "indices"),
            scope.tf().constant(axis),
            Gather.batchDims((long) batch));
  }

  private static Operand<?> slice(LayerScope scope) {
    Operands operands = new Operands(scope);
    return scope
        .tf()
        .slice(
            operands.tensor(0, "inputs", "input_"),
            operands.as(TInt32.class, 1, "start_indices", "begin"),
            operands.as(TInt32.class, 2, "shape", "size"));
  }

  /** Places outside of the classes give 0 alone. */
  private static Operand<?> oneHot(LayerScope scope) {
    Ops tf = scope.tf();
    Arguments arguments = new Arguments(scope);
    if (arguments.flag(false, -1, "sparse")) {
      throw new IllegalArgumentException("a dense result");
    }
    Operands operands = new Operands(scope);
    Class<? extends TType> type = typeOfOneHot(arguments, operands);
    int count =
        arguments
            .integer(1, "num_classes", "depth")
            .orElseThrow(() -> new IllegalArgumentException("a number of classes"));
    Operand<TNumber> zero = Tensors.cast(tf, tf.constant(0), type);
    Operand<TNumber> one = Tensors.cast(tf, tf.constant(1), type);
    return tf.oneHot(
        operands.as(TInt64.class, 0, "x", "indices"),
        tf.constant(count),
        operands.find(type, -1, "on_value").orElse(one),
        operands.find(type, -1, "off_value").orElse(zero),
        OneHot.axis((long) arguments.integer(-1, "axis").orElse(-1)));
  }

  /** The type that is asked for, or that of the values. */
  private static Class<? extends TType> typeOfOneHot(Arguments arguments, Operands operands) {
    Optional<String> asked = arguments.text(-1, "dtype");
    if (asked.isPresent()) {
      return Dtypes.anyClass(asked.get())
          .orElseThrow(() -> new IllegalArgumentException("a type of numbers, not " + asked));
    }
    for (String name : new String[] {"on_value", "off_value"}) {
      if (arguments.find(-1, name).isPresent()) {
        return ResultTypes.strong(operands.type(-1, name));
      }
    }
    return TFloat32.class;
  }
}
