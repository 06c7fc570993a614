package io.sightline.keras.function;

import static io.sightline.keras.build.Tensors.scalar;

import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.model.Activation;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.GELU;
import org.tensorflow.framework.activations.HardSigmoid;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.family.TNumber;

/**
 * The activation functions by the names that Keras 2 and 3 give them, with their standard settings
 * (activations.py of Keras 3.15.1 and tf_keras 2.21).
 */
public final class ActivationFunctions {
  /** What a function makes of a tensor. */
  @FunctionalInterface
  public interface Function {
    /** Adds the function to a graph. */
    Operand<TNumber> apply(Ops tf, Operand<TNumber> x);
  }

  /** The threshold of {@code hard_shrink} and {@code soft_shrink} if none is given. */
  public static final double SHRINK_THRESHOLD = 0.5;

  /** The {@code b} of {@code squareplus} if none is given. */
  public static final double SQUAREPLUS_B = 4;

  private static final float LEAKY_SLOPE = 0.2f;

  private static final Map<String, Function> FUNCTIONS =
      Map.ofEntries(
          Map.entry("linear", (tf, x) -> x),
          Map.entry("relu", (tf, x) -> tf.nn.relu(x)),
          Map.entry("relu6", (tf, x) -> tf.nn.relu6(x)),
          Map.entry("leaky_relu", (tf, x) -> tf.nn.leakyRelu(x, LeakyRelu.alpha(LEAKY_SLOPE))),
          Map.entry("softmax", (tf, x) -> Softmaxes.along(tf, x, -1)),
          Map.entry("log_softmax", (tf, x) -> tf.nn.logSoftmax(x)),
          Map.entry("sigmoid", (tf, x) -> tf.math.sigmoid(x)),
          Map.entry("log_sigmoid", ActivationFunctions::logSigmoid),
          Map.entry("tanh", (tf, x) -> tf.math.tanh(x)),
          Map.entry("softplus", (tf, x) -> tf.math.softplus(x)),
          Map.entry("softsign", (tf, x) -> tf.nn.softsign(x)),
          Map.entry("exponential", (tf, x) -> tf.math.exp(x)),
          Map.entry("elu", (tf, x) -> tf.nn.elu(x)),
          Map.entry("selu", (tf, x) -> tf.nn.selu(x)),
          Map.entry("celu", (tf, x) -> celu(tf, x, 1)),
          Map.entry("gelu", (tf, x) -> GELU.gelu(tf, x, false)),
          Map.entry("silu", (tf, x) -> tf.math.mul(x, tf.math.sigmoid(x))),
          Map.entry("hard_sigmoid", ActivationFunctions::hardSigmoid),
          Map.entry("hard_silu", (tf, x) -> tf.math.mul(x, hardSigmoid(tf, x))),
          Map.entry("hard_tanh", (tf, x) -> clip(tf, x, -1, 1)),
          Map.entry("hard_shrink", (tf, x) -> hardShrink(tf, x, SHRINK_THRESHOLD)),
          Map.entry("soft_shrink", (tf, x) -> softShrink(tf, x, SHRINK_THRESHOLD)),
          Map.entry("tanh_shrink", (tf, x) -> tf.math.sub(x, tf.math.tanh(x))),
          Map.entry("mish", (tf, x) -> tf.math.mul(x, tf.math.tanh(tf.math.softplus(x)))),
          Map.entry("squareplus", (tf, x) -> squareplus(tf, x, SQUAREPLUS_B)),
          Map.entry("sparse_plus", ActivationFunctions::sparsePlus),
          Map.entry("sparse_sigmoid", ActivationFunctions::sparseSigmoid),
          Map.entry("sparsemax", Softmaxes::sparsemax),
          Map.entry("glu", (tf, x) -> glu(tf, x, -1)));

  private static final Map<String, String> ALIASES =
      Map.of(
          "swish", "silu",
          "hard_swish", "hard_silu",
          "softmax_v2", "softmax",
          "log_softmax_v2", "log_softmax",
          "exp", "exponential",
          "leakyrelu", "leaky_relu");

  /** What Keras 2 calls {@code hard_sigmoid} is another function. */
  private static final int HARD_SIGMOID_CHANGED = 3;

  private ActivationFunctions() {}

  /** The function of a name; empty if there is none. */
  public static Optional<Function> find(String name) {
    return Optional.ofNullable(FUNCTIONS.get(ALIASES.getOrDefault(name, name)));
  }

  /** The names of all functions. */
  public static Set<String> names() {
    Set<String> names = new HashSet<>(FUNCTIONS.keySet());
    names.addAll(ALIASES.keySet());
    return names;
  }

  /** The layer's activation after what it has computed. */
  public static Operand<TNumber> after(LayerScope scope, Operand<TNumber> x) {
    return apply(scope, scope.config().activation("activation"), x);
  }

  /** An activation that a layer names or holds. */
  public static Operand<TNumber> apply(
      LayerScope scope, Activation activation, Operand<TNumber> x) {
    Ops tf = scope.tf();
    String name = activation.name();
    if (name.equals("hard_sigmoid") && scope.version().generation() < HARD_SIGMOID_CHANGED) {
      return HardSigmoid.hardSigmoid(tf, x);
    }
    Optional<Function> function = find(name);
    if (function.isPresent()) {
      return function.get().apply(tf, x);
    }
    Optional<ActivationLayers.Function> layer = ActivationLayers.find(name);
    return layer.isPresent()
        ? layer.get().apply(scope.with(activation.config()), x)
        : Tensors.castLike(tf, Tensors.numbers(scope.applyCustom(activation, x)), x);
  }

  private static Operand<TNumber> logSigmoid(Ops tf, Operand<TNumber> x) {
    return tf.math.neg(tf.math.softplus(tf.math.neg(x)));
  }

  /** That of Keras 3: {@code relu6(x + 3) / 6}. */
  private static Operand<TNumber> hardSigmoid(Ops tf, Operand<TNumber> x) {
    return tf.math.div(tf.nn.relu6(tf.math.add(x, scalar(tf, 3, x))), scalar(tf, 6, x));
  }

  /** {@code max(x, 0) + alpha * (exp(min(x, 0) / alpha) - 1)}. */
  public static Operand<TNumber> celu(Ops tf, Operand<TNumber> x, double alpha) {
    Operand<TNumber> factor = scalar(tf, alpha, x);
    Operand<TNumber> below = tf.math.neg(tf.nn.relu(tf.math.neg(x)));
    return tf.math.add(
        tf.nn.relu(x), tf.math.mul(factor, tf.math.expm1(tf.math.div(below, factor))));
  }

  /** 0 up to the threshold on either side, x beyond it. */
  public static Operand<TNumber> hardShrink(Ops tf, Operand<TNumber> x, double threshold) {
    return tf.select(
        tf.math.greater(tf.math.abs(x), scalar(tf, threshold, x)), x, scalar(tf, 0, x));
  }

  /** What of {@code x} lies outside of the threshold on either side. */
  public static Operand<TNumber> softShrink(Ops tf, Operand<TNumber> x, double threshold) {
    return tf.math.sub(x, clip(tf, x, -threshold, threshold));
  }

  /** {@code (x + sqrt(x^2 + b)) / 2}. */
  public static Operand<TNumber> squareplus(Ops tf, Operand<TNumber> x, double b) {
    Operand<TNumber> root = tf.math.sqrt(tf.math.add(tf.math.square(x), scalar(tf, b, x)));
    return tf.math.div(tf.math.add(x, root), scalar(tf, 2, x));
  }

  /** 0 up to -1, x from 1 on, and {@code (x + 1)^2 / 4} between. */
  private static Operand<TNumber> sparsePlus(Ops tf, Operand<TNumber> x) {
    Operand<TNumber> inner = tf.math.square(tf.math.add(clip(tf, x, -1, 1), scalar(tf, 1, x)));
    Operand<TNumber> beyond = tf.nn.relu(tf.math.sub(x, scalar(tf, 1, x)));
    return tf.math.add(tf.math.div(inner, scalar(tf, 4, x)), beyond);
  }

  private static Operand<TNumber> sparseSigmoid(Ops tf, Operand<TNumber> x) {
    return tf.math.mul(
        tf.math.add(clip(tf, x, -1, 1), scalar(tf, 1, x)), scalar(tf, SHRINK_THRESHOLD, x));
  }

  /** The first half along an axis, gated by the sigmoid of the second. */
  public static Operand<TNumber> glu(Ops tf, Operand<TNumber> x, int axis) {
    int counted = Tensors.axis(axis, Tensors.rank(x));
    var halves = tf.split(tf.constant(counted), x, 2L).output();
    return tf.math.mul(halves.get(0), tf.math.sigmoid(halves.get(1)));
  }

  public static Operand<TNumber> clip(Ops tf, Operand<TNumber> x, double lowest, double highest) {
    return tf.clipByValue(x, scalar(tf, lowest, x), scalar(tf, highest, x));
  }
}
