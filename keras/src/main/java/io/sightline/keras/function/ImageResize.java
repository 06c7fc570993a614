package io.sightline.keras.function;

import io.sightline.keras.build.Dtypes;
import io.sightline.keras.build.Tensors;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.ResizeBicubic;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.op.image.ResizeNearestNeighbor;
import org.tensorflow.op.image.ScaleAndTranslate;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;

/** The resizing of {@code tf.image.resize} (TensorFlow 2.21), of pictures with channels last. */
public final class ImageResize {
  private static final int MOST_OF_A_BYTE = 255;

  private ImageResize() {}

  /**
   * Resizes pictures.
   *
   * @param x {@code [batch, height, width, channels]}
   * @param size height and width
   * @param method the name that Keras gives to the rule
   * @param antialias whether the kernel grows where the picture shrinks
   * @return the pictures in the element type of x
   */
  public static Operand<TNumber> of(
      Ops tf, Operand<TNumber> x, Operand<TInt32> size, String method, boolean antialias) {
    String rule = method.toLowerCase(Locale.ROOT);
    Optional<String> kernel = kernel(rule, antialias);
    Operand<TNumber> resized =
        kernel.isPresent()
            ? scale(tf, x, size, kernel.get(), antialias)
            : simple(tf, x, size, rule);
    return Tensors.castLike(tf, resized, x);
  }

  /**
   * The same of whole numbers, of which those next to the results are given, of those that the type
   * has ({@code ops.image.resize} of Keras 3.15.1).
   */
  public static Operand<TNumber> rounded(
      Ops tf, Operand<TNumber> x, UnaryOperator<Operand<TNumber>> resize) {
    if (Dtypes.isFloating(x.type())) {
      return resize.apply(x);
    }
    Operand<TNumber> whole = tf.math.round(resize.apply(Tensors.cast(tf, x, TFloat32.class)));
    Operand<TNumber> kept =
        x.type().equals(TUint8.class)
            ? ActivationFunctions.clip(tf, whole, 0, MOST_OF_A_BYTE)
            : whole;
    return Tensors.castLike(tf, kept, x);
  }

  private static Optional<String> kernel(String rule, boolean antialias) {
    return switch (rule) {
      case "lanczos3", "lanczos5", "gaussian", "mitchellcubic" -> Optional.of(rule);
      case "bilinear" -> antialias ? Optional.of("triangle") : Optional.empty();
      case "bicubic" -> antialias ? Optional.of("keyscubic") : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Operand<TNumber> simple(
      Ops tf, Operand<TNumber> x, Operand<TInt32> size, String rule) {
    return switch (rule) {
      case "nearest" ->
          tf.image.resizeNearestNeighbor(x, size, ResizeNearestNeighbor.halfPixelCenters(true));
      case "bilinear" ->
          Tensors.numbers(tf.image.resizeBilinear(x, size, ResizeBilinear.halfPixelCenters(true)));
      case "bicubic" ->
          Tensors.numbers(tf.image.resizeBicubic(x, size, ResizeBicubic.halfPixelCenters(true)));
      case "area" -> Tensors.numbers(tf.image.resizeArea(x, size));
      default -> throw new IllegalArgumentException("a rule of tf.image.resize, not " + rule);
    };
  }

  private static Operand<TNumber> scale(
      Ops tf, Operand<TNumber> x, Operand<TInt32> size, String kernel, boolean antialias) {
    Operand<TInt32> before =
        tf.slice(tf.shape(x), tf.constant(new int[] {1}), tf.constant(new int[] {2}));
    Operand<TFloat32> scale =
        tf.math.div(tf.dtypes.cast(size, TFloat32.class), tf.dtypes.cast(before, TFloat32.class));
    return Tensors.numbers(
        tf.image.scaleAndTranslate(
            x,
            size,
            scale,
            tf.constant(new float[] {0, 0}),
            ScaleAndTranslate.kernelType(kernel),
            ScaleAndTranslate.antialias(antialias)));
  }
}
