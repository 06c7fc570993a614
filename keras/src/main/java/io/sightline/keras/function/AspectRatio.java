package io.sightline.keras.function;

import io.sightline.keras.build.Lengths;
import io.sightline.keras.build.Tensors;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Brings pictures to the proportions of a size ({@code image.resize} of Keras 3.15.1, with its
 * rounding in 32 bits).
 */
public final class AspectRatio {
  private AspectRatio() {}

  /** The largest part in the middle with the proportions. */
  public static Operand<TNumber> crop(Ops tf, Operand<TNumber> x, int height, int width) {
    Lengths lengths = new Lengths(tf, x);
    Operand<TInt32> high = lengths.of(1);
    Operand<TInt32> wide = lengths.of(2);
    Operand<TInt32> newHeight = part(tf, high, share(tf, wide, height, width));
    Operand<TInt32> newWidth = part(tf, wide, share(tf, high, width, height));
    Operand<TInt32> zero = tf.constant(0);
    return tf.slice(
        x,
        tf.stack(List.of(zero, half(tf, high, newHeight), half(tf, wide, newWidth), zero)),
        tf.stack(List.of(tf.constant(-1), newHeight, newWidth, tf.constant(-1))));
  }

  /** The picture in the middle of the smallest one around it with the proportions. */
  public static Operand<TNumber> pad(
      Ops tf, Operand<TNumber> x, int height, int width, double fill) {
    Lengths lengths = new Lengths(tf, x);
    Operand<TInt32> high = lengths.of(1);
    Operand<TInt32> wide = lengths.of(2);
    Operand<TInt32> newHeight = tf.math.maximum(high, share(tf, wide, height, width));
    Operand<TInt32> newWidth = tf.math.maximum(wide, share(tf, high, width, height));
    Operand<TInt32> above = half(tf, newHeight, high);
    Operand<TInt32> left = half(tf, newWidth, wide);
    Operand<TInt32> none = tf.constant(new int[] {0, 0});
    return tf.pad(
        x,
        tf.stack(
            List.of(none, tf.stack(List.of(above, above)), tf.stack(List.of(left, left)), none)),
        Tensors.scalar(tf, fill, x));
  }

  /** {@code length * numerator / denominator}, rounded down. */
  private static Operand<TInt32> share(
      Ops tf, Operand<TInt32> length, int numerator, int denominator) {
    Operand<TFloat32> product =
        tf.dtypes.cast(tf.math.mul(length, tf.constant(numerator)), TFloat32.class);
    return tf.dtypes.cast(tf.math.div(product, tf.constant((float) denominator)), TInt32.class);
  }

  private static Operand<TInt32> part(Ops tf, Operand<TInt32> whole, Operand<TInt32> wanted) {
    return tf.math.maximum(tf.math.minimum(whole, wanted), tf.constant(1));
  }

  /** Half of what the larger has more. */
  private static Operand<TInt32> half(Ops tf, Operand<TInt32> larger, Operand<TInt32> smaller) {
    return tf.math.floorDiv(tf.math.sub(larger, smaller), tf.constant(2));
  }
}
