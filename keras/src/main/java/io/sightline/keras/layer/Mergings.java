package io.sightline.keras.layer;

import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.ResultTypes;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.function.UnitLength;
import io.sightline.keras.model.LayerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** Layers that make one tensor of several. */
final class Mergings implements LayerFamily {
  /** What two tensors make. */
  private interface Pair {
    Operand<TNumber> of(Ops tf, Operand<TNumber> a, Operand<TNumber> b);
  }

  @Override
  public void addTo(Table table) {
    table.add("Add", scope -> fold(scope, (tf, a, b) -> tf.math.add(a, b)));
    table.add("Multiply", scope -> fold(scope, (tf, a, b) -> tf.math.mul(a, b)));
    table.add("Maximum", scope -> fold(scope, (tf, a, b) -> tf.math.maximum(a, b)));
    table.add("Minimum", scope -> fold(scope, (tf, a, b) -> tf.math.minimum(a, b)));
    table.add("Subtract", Mergings::subtract);
    table.add("Average", Mergings::average);
    table.add("Concatenate", Mergings::concatenate);
    table.add("Dot", Mergings::dot);
  }

  /** The inputs in the one type that holds the values of all. */
  private static List<Operand<TNumber>> inputs(LayerScope scope) {
    List<Operand<TNumber>> inputs = scope.inputs();
    Class<? extends TType> type =
        ResultTypes.of(inputs.stream().map(Operand::type).toArray(Class<?>[]::new));
    return inputs.stream().map(input -> Tensors.cast(scope.tf(), input, type)).toList();
  }

  private static Operand<TNumber> fold(LayerScope scope, Pair pair) {
    BinaryOperator<Operand<TNumber>> step = (a, b) -> pair.of(scope.tf(), a, b);
    return sameRank(scope.tf(), inputs(scope)).stream().reduce(step).orElseThrow();
  }

  private static Operand<TNumber> subtract(LayerScope scope) {
    List<Operand<TNumber>> inputs = sameRank(scope.tf(), inputs(scope));
    return scope.tf().math.sub(inputs.get(0), inputs.get(1));
  }

  /** Of whole numbers too: TensorFlow divides those with 64 bits, if they have 32 or more. */
  private static Operand<TNumber> average(LayerScope scope) {
    Operand<TNumber> sum = fold(scope, (tf, a, b) -> tf.math.add(a, b));
    Ops tf = scope.tf();
    boolean isWide = sum.type().equals(TInt32.class) || sum.type().equals(TInt64.class);
    Operand<TNumber> broken =
        isWide ? Tensors.cast(tf, sum, TFloat64.class) : Tensors.broken(tf, sum);
    return tf.math.div(broken, Tensors.scalar(tf, scope.inputs().size(), broken));
  }

  private static Operand<TNumber> concatenate(LayerScope scope) {
    List<Operand<TNumber>> inputs = inputs(scope);
    return inputs.size() == 1
        ? inputs.get(0)
        : scope.tf().concat(inputs, scope.tf().constant(scope.config().integer("axis", -1)));
  }

  /** Tensors of fewer axes get those that they miss behind that of the batch. */
  private static List<Operand<TNumber>> sameRank(Ops tf, List<Operand<TNumber>> tensors) {
    int most = tensors.stream().mapToInt(Tensors::rank).max().orElseThrow();
    List<Operand<TNumber>> same = new ArrayList<>();
    for (Operand<TNumber> tensor : tensors) {
      Operand<TNumber> wider = tensor;
      while (Tensors.rank(wider) < most) {
        wider = tf.expandDims(wider, tf.constant(1));
      }
      same.add(wider);
    }
    return same;
  }

  /** The sums of products along one axis of each (batch_dot of Keras 3.15.1). */
  private static Operand<TNumber> dot(LayerScope scope) {
    Ops tf = scope.tf();
    LayerConfig config = scope.config();
    List<Operand<TNumber>> inputs = inputs(scope);
    int[] axes = config.integers("axes", 2);
    Operand<TNumber> a = inputs.get(0);
    Operand<TNumber> b = inputs.get(1);
    int axisOfA = Tensors.axis(axes[0], Tensors.rank(a));
    int axisOfB = Tensors.axis(axes[1], Tensors.rank(b));
    if (config.flag("normalize", false)) {
      a = UnitLength.along(tf, a, axisOfA);
      b = UnitLength.along(tf, b, axisOfB);
    }
    if (Tensors.rank(a) == 2 && Tensors.rank(b) == 2) {
      return tf.reduceSum(tf.math.mul(a, b), tf.constant(1), ReduceSum.keepDims(true));
    }
    return tf.linalg.einsum(
        List.of(a, b), equation(Tensors.rank(a), axisOfA, Tensors.rank(b), axisOfB));
  }

  /** {@code zabc,zdbe->zacde} for the third axis of both. */
  private static String equation(int rankOfA, int axisOfA, int rankOfB, int axisOfB) {
    StringBuilder a = new StringBuilder("z");
    StringBuilder b = new StringBuilder("z");
    StringBuilder result = new StringBuilder("z");
    char next = 'a';
    for (int i = 1; i < rankOfA; i++) {
      char name = i == axisOfA ? 'y' : next++;
      a.append(name);
      result.append(i == axisOfA ? "" : name);
    }
    for (int i = 1; i < rankOfB; i++) {
      char name = i == axisOfB ? 'y' : next++;
      b.append(name);
      result.append(i == axisOfB ? "" : name);
    }
    return a + "," + b + "->" + result;
  }
}
