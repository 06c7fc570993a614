package io.sightline.keras.function;

import static io.sightline.keras.build.Tensors.scalar;

import io.sightline.keras.build.LayerScope;
import io.sightline.keras.model.LayerConfig;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.ELU;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** The activations that are layers with settings: alone, or as the activation of another layer. */
public final class ActivationLayers {
  /** What an activation with the settings of the scope makes of a tensor. */
  @FunctionalInterface
  public interface Function {
    Operand<TNumber> apply(LayerScope scope, Operand<TNumber> x);
  }

  private static final double LEAKY_SLOPE = 0.3;

  private static final Map<String, Function> FUNCTIONS =
      Map.of(
          "ELU", ActivationLayers::elu,
          "LeakyReLU", ActivationLayers::leakyRelu,
          "ReLU", ActivationLayers::relu,
          "Softmax", ActivationLayers::softmax,
          "ThresholdedReLU", ActivationLayers::thresholdedRelu);

  private ActivationLayers() {}

  /** The activation of a class; empty if it is none. */
  public static Optional<Function> find(String className) {
    return Optional.ofNullable(FUNCTIONS.get(className));
  }

  /** The classes. */
  public static Iterable<String> classes() {
    return FUNCTIONS.keySet();
  }

  private static Operand<TNumber> elu(LayerScope scope, Operand<TNumber> x) {
    return ELU.elu(scope.tf(), x, scope.config().number("alpha", 1));
  }

  /** Keras 2 calls the slope {@code alpha}. */
  private static Operand<TNumber> leakyRelu(LayerScope scope, Operand<TNumber> x) {
    LayerConfig config = scope.config();
    double slope = config.number("negative_slope", config.number("alpha", LEAKY_SLOPE));
    return scope.tf().nn.leakyRelu(x, LeakyRelu.alpha((float) slope));
  }

  /**
   * x above the threshold and up to the largest value, below the threshold a slope times what is
   * missing to it.
   */
  private static Operand<TNumber> relu(LayerScope scope, Operand<TNumber> x) {
    Ops tf = scope.tf();
    LayerConfig config = scope.config();
    double slope = config.number("negative_slope", 0);
    double threshold = config.number("threshold", 0);
    double highest = config.number("max_value", Double.POSITIVE_INFINITY);
    return relu(tf, x, slope, threshold, highest);
  }

  /** The same by its settings: 0, 0 and infinity for the plain function. */
  public static Operand<TNumber> relu(
      Ops tf, Operand<TNumber> x, double slope, double threshold, double highest) {
    if (slope == 0 && threshold == 0) {
      return highest == 6 ? tf.nn.relu6(x) : capped(tf, tf.nn.relu(x), highest);
    }
    Operand<TNumber> limit = scalar(tf, threshold, x);
    Operand<TNumber> below = tf.math.mul(scalar(tf, slope, x), tf.math.sub(x, limit));
    Operand<TNumber> above = capped(tf, x, highest);
    return tf.select(tf.math.greater(x, limit), above, below);
  }

  private static Operand<TNumber> capped(Ops tf, Operand<TNumber> x, double highest) {
    return Double.isInfinite(highest) ? x : tf.math.minimum(x, scalar(tf, highest, x));
  }

  private static Operand<TNumber> thresholdedRelu(LayerScope scope, Operand<TNumber> x) {
    Ops tf = scope.tf();
    Operand<TNumber> theta = scalar(tf, scope.config().number("theta", 1), x);
    return tf.select(tf.math.greater(x, theta), x, scalar(tf, 0, x));
  }

  /** Along one axis, or along several as if they were one. */
  private static Operand<TNumber> softmax(LayerScope scope, Operand<TNumber> x) {
    Ops tf = scope.tf();
    LayerConfig config = scope.config();
    int[] axes = config.has("axis") ? config.integers("axis") : new int[] {-1};
    if (axes.length == 1) {
      return Softmaxes.along(tf, x, axes[0]);
    }
    Operand<TInt32> several = tf.constant(axes);
    Operand<TNumber> highest = tf.reduceMax(x, several, ReduceMax.keepDims(true));
    Operand<TNumber> powers = tf.math.exp(tf.math.sub(x, highest));
    return tf.math.div(powers, tf.reduceSum(powers, several, ReduceSum.keepDims(true)));
  }
}
