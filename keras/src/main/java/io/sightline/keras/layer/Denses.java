package io.sightline.keras.layer;

import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Lengths;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.catalog.WeightLayouts;
import io.sightline.keras.function.ActivationFunctions;
import io.sightline.keras.function.Einsum;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Layers that multiply with a matrix: all inputs with all outputs, and words with their rows. */
final class Denses implements LayerFamily {
  @Override
  public void addTo(Table table) {
    table.add("Dense", WeightLayouts::dense, Denses::dense);
    table.add("EinsumDense", WeightLayouts::einsumDense, Denses::einsum);
    table.add("Embedding", WeightLayouts::embedding, Denses::embedding);
  }

  private static Operand<TNumber> dense(LayerScope scope) {
    Ops tf = scope.tf();
    Operand<TNumber> product = multiply(tf, scope.computed(), scope.weight("kernel"));
    Operand<TNumber> biased =
        scope.hasWeight("bias") ? tf.nn.biasAdd(product, scope.weight("bias")) : product;
    return ActivationFunctions.after(scope, biased);
  }

  /** The last axis of x with the first of the kernel. */
  static Operand<TNumber> multiply(Ops tf, Operand<TNumber> x, Operand<TNumber> kernel) {
    int last = Tensors.rank(x) - 1;
    if (last == 1) {
      return tf.linalg.matMul(x, kernel);
    }
    int inputs = Math.toIntExact(kernel.shape().get(0));
    Operand<TNumber> rows = tf.reshape(x, tf.constant(new int[] {-1, inputs}));
    List<Operand<TInt32>> shape = new ArrayList<>(new Lengths(tf, x).all());
    shape.set(last, tf.constant(Math.toIntExact(kernel.shape().get(1))));
    return Lengths.reshape(tf, tf.linalg.matMul(rows, kernel), shape);
  }

  /** The names of the axes are those of the settings; three points stand for any axes. */
  private static Operand<TNumber> einsum(LayerScope scope) {
    Ops tf = scope.tf();
    Operand<TNumber> product =
        Einsum.of(
            tf, scope.config().text("equation"), List.of(scope.computed(), scope.weight("kernel")));
    Operand<TNumber> biased =
        scope.hasWeight("bias") ? tf.math.add(product, scope.weight("bias")) : product;
    return ActivationFunctions.after(scope, biased);
  }

  private static Operand<TNumber> embedding(LayerScope scope) {
    Ops tf = scope.tf();
    Operand<TInt32> words = tf.dtypes.cast(scope.input(), TInt32.class);
    return tf.gather(scope.weight("embeddings"), words, tf.constant(0));
  }
}
