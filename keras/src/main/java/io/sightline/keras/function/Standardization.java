package io.sightline.keras.function;

import io.sightline.keras.build.Tensors;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.family.TNumber;

/** Brings values to a mean of 0 and a variance of 1, or to mean squares of 1. */
public final class Standardization {
  /** What layers add to a variance if nothing is said. */
  public static final double EPSILON = 1e-3;

  /** What Keras adds elsewhere ({@code backend.epsilon()}). */
  public static final double SMALL_EPSILON = 1e-7;

  private Standardization() {}

  /** The means along axes, which are kept with the length 1. */
  public static Operand<TNumber> mean(Ops tf, Operand<TNumber> x, int... axes) {
    return tf.math.mean(x, tf.constant(axes), Mean.keepDims(true));
  }

  /** The variances along axes, which are kept with the length 1. */
  public static Operand<TNumber> variance(Ops tf, Operand<TNumber> x, int... axes) {
    return mean(tf, tf.math.squaredDifference(x, mean(tf, x, axes)), axes);
  }

  /**
   * {@code (x - mean) / sqrt(variance + epsilon) * scale + offset}.
   *
   * @param scale of a shape that fits x, as all others are
   */
  public static Operand<TNumber> apply(
      Ops tf,
      Operand<TNumber> x,
      Operand<TNumber> mean,
      Operand<TNumber> variance,
      double epsilon,
      Optional<Operand<TNumber>> scale,
      Optional<Operand<TNumber>> offset) {
    Operand<TNumber> factor = inverse(tf, variance, epsilon);
    Operand<TNumber> whole =
        scale.<Operand<TNumber>>map(gamma -> tf.math.mul(factor, gamma)).orElse(factor);
    Operand<TNumber> scaled = tf.math.mul(tf.math.sub(x, mean), whole);
    return offset.<Operand<TNumber>>map(beta -> tf.math.add(scaled, beta)).orElse(scaled);
  }

  /** {@code x / sqrt(variance + epsilon) * scale}: {@code rms_scaling} of a LayerNormalization. */
  public static Operand<TNumber> byDeviation(
      Ops tf, Operand<TNumber> x, double epsilon, Optional<Operand<TNumber>> scale, int... axes) {
    return scaled(tf, x, inverse(tf, variance(tf, x, axes), epsilon), scale);
  }

  /** {@code x / sqrt(mean(x^2) + epsilon) * scale}: an RMSNormalization. */
  public static Operand<TNumber> byMeanSquare(
      Ops tf, Operand<TNumber> x, double epsilon, Optional<Operand<TNumber>> scale, int... axes) {
    return scaled(tf, x, inverse(tf, mean(tf, tf.math.square(x), axes), epsilon), scale);
  }

  private static Operand<TNumber> inverse(Ops tf, Operand<TNumber> squares, double epsilon) {
    return tf.math.rsqrt(tf.math.add(squares, Tensors.scalar(tf, epsilon, squares)));
  }

  private static Operand<TNumber> scaled(
      Ops tf, Operand<TNumber> x, Operand<TNumber> factor, Optional<Operand<TNumber>> scale) {
    Operand<TNumber> scaled = tf.math.mul(x, factor);
    return scale.<Operand<TNumber>>map(gamma -> tf.math.mul(scaled, gamma)).orElse(scaled);
  }
}
