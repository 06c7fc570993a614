package io.sightline.keras.layer;

import io.sightline.keras.build.LayerScope;
import io.sightline.keras.catalog.WeightLayout;
import io.sightline.keras.catalog.WeightSpec;
import io.sightline.keras.function.ActivationFunctions;
import io.sightline.keras.function.ActivationLayers;
import io.sightline.keras.model.LayerConfig;
import io.sightline.tensor.Shape;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** Layers that apply a function to each value. */
final class Activations implements LayerFamily {
  private static final Set<String> WHOLE_NUMBERS_KEPT = Set.of("linear", "relu", "relu6");

  @Override
  public void addTo(Table table) {
    table.add("Activation", scope -> ActivationFunctions.after(scope, input(scope)));
    for (String className : ActivationLayers.classes()) {
      ActivationLayers.Function function = ActivationLayers.find(className).orElseThrow();
      table.add(className, scope -> function.apply(scope, input(scope)));
    }
    table.add(
        "PReLU",
        config -> WeightLayout.of(WeightSpec.trainable("alpha", Shape.unknown())),
        Activations::prelu);
  }

  /** Whole numbers stay whole where the function makes no others of them (Keras 3.15.1). */
  private static Operand<TNumber> input(LayerScope scope) {
    LayerConfig config = scope.config();
    boolean isKept =
        scope.layer().className().equals("ReLU")
            ? config.number("negative_slope", 0) == 0
            : config.has("activation")
                && WHOLE_NUMBERS_KEPT.contains(config.activation("activation").name());
    return isKept ? scope.input() : scope.computed();
  }

  /** The slopes are 1 long along the axes that share them. */
  private static Operand<TNumber> prelu(LayerScope scope) {
    Ops tf = scope.tf();
    Operand<TNumber> x = scope.computed();
    Operand<TNumber> below = tf.nn.relu(tf.math.neg(x));
    return tf.math.sub(tf.nn.relu(x), tf.math.mul(scope.weight("alpha"), below));
  }
}
