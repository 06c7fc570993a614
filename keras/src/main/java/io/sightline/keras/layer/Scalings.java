package io.sightline.keras.layer;

import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.catalog.WeightLayout;
import io.sightline.keras.catalog.WeightLayouts;
import io.sightline.keras.catalog.WeightSpec;
import io.sightline.keras.model.LayerConfig;
import io.sightline.tensor.Shape;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** Layers that multiply and add numbers which training does not change, or hardly. */
final class Scalings implements LayerFamily {
  /** The smallest deviation that is divided by (Normalization of Keras 3.15.1). */
  private static final double SMALLEST_DEVIATION = 1e-7;

  @Override
  public void addTo(Table table) {
    table.add("Rescaling", Scalings::rescale);
    table.add("Normalization", WeightLayouts::normalization, Scalings::normalize);
    table.add(
        "LayerScale",
        config -> WeightLayout.of(WeightSpec.trainable("gamma", Shape.of(Shape.UNKNOWN_LENGTH))),
        scope -> scope.tf().math.mul(scope.computed(), scope.weight("gamma")));
    table.add("CustomScaleLayer", Scalings::scaleAndAdd);
  }

  /** One number for all channels, or one for each. */
  private static Operand<TNumber> rescale(LayerScope scope) {
    Ops tf = scope.tf();
    LayerConfig config = scope.config();
    Operand<TNumber> x = scope.computed();
    Operand<TNumber> scaled = tf.math.mul(x, values(scope, "scale", x));
    return config.has("offset") ? tf.math.add(scaled, values(scope, "offset", x)) : scaled;
  }

  private static Operand<TNumber> values(LayerScope scope, String key, Operand<TNumber> x) {
    double[] values = scope.config().numbers(key);
    return values.length == 1
        ? Tensors.scalar(scope.tf(), values[0], x)
        : Tensors.vector(scope.tf(), values, x);
  }

  /** Of InceptionResNetV2: the first input and a part of the second. */
  private static Operand<TNumber> scaleAndAdd(LayerScope scope) {
    Ops tf = scope.tf();
    Operand<TNumber> x = scope.inputs().get(0);
    Operand<TNumber> scale = Tensors.scalar(tf, scope.config().number("scale"), x);
    return tf.math.add(x, tf.math.mul(scope.inputs().get(1), scale));
  }

  /** Mean and variance are among the settings, or weights. */
  private static Operand<TNumber> normalize(LayerScope scope) {
    Ops tf = scope.tf();
    Operand<TNumber> x = scope.computed();
    Operand<TNumber> mean = statistic(scope, "mean", x);
    Operand<TNumber> deviation =
        tf.math.maximum(
            tf.math.sqrt(statistic(scope, "variance", x)),
            Tensors.scalar(tf, SMALLEST_DEVIATION, x));
    return scope.config().flag("invert", false)
        ? tf.math.add(mean, tf.math.mul(x, deviation))
        : tf.math.div(tf.math.sub(x, mean), deviation);
  }

  private static Operand<TNumber> statistic(LayerScope scope, String name, Operand<TNumber> x) {
    Ops tf = scope.tf();
    Operand<TNumber> values = scope.hasWeight(name) ? scope.weight(name) : values(scope, name, x);
    long count = values.shape().size();
    int[] axes = scope.config().has("axis") ? scope.config().integers("axis") : new int[0];
    if (count == 1) {
      return tf.reshape(values, tf.constant(new int[0]));
    }
    int rank = Tensors.rank(x);
    int[] counted = Arrays.stream(axes).map(axis -> Tensors.axis(axis, rank)).sorted().toArray();
    return Tensors.alongAxes(tf, values, x, counted);
  }
}
