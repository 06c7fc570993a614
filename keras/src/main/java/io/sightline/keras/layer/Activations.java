package io.sightline.keras.layer;

import io.sightline.keras.build.LayerScope;
import io.sightline.keras.catalog.WeightLayout;
import io.sightline.keras.catalog.WeightSpec;
import io.sightline.keras.function.ActivationFunctions;
import io.sightline.keras.function.ActivationLayers;
import io.sightline.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** Layers that apply a function to each value. */
final class Activations implements LayerFamily {
  @Override
  public void addTo(Table table) {
    table.add("Activation", scope -> ActivationFunctions.after(scope, scope.computed()));
    for (String className : ActivationLayers.classes()) {
      ActivationLayers.Function function = ActivationLayers.find(className).orElseThrow();
      table.add(className, scope -> function.apply(scope, scope.computed()));
    }
    table.add(
        "PReLU",
        config -> WeightLayout.of(WeightSpec.trainable("alpha", Shape.unknown())),
        Activations::prelu);
  }

  /** The slopes are 1 long along the axes that share them. */
  private static Operand<TNumber> prelu(LayerScope scope) {
    Ops tf = scope.tf();
    Operand<TNumber> x = scope.computed();
    Operand<TNumber> below = tf.nn.relu(tf.math.neg(x));
    return tf.math.sub(tf.nn.relu(x), tf.math.mul(scope.weight("alpha"), below));
  }
}
