package io.sightline.keras.vision;

import io.sightline.keras.build.Arguments;
import io.sightline.keras.build.DataFormat;
import io.sightline.keras.build.Dtypes;
import io.sightline.keras.build.Lengths;
import io.sightline.keras.build.OperationFamily;
import io.sightline.keras.build.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Operations on the colours of pictures. */
final class ColorOperations implements OperationFamily {
  /** How much red, green and blue count in grey (ITU-R BT.601, as {@code tf.image} rounds it). */
  private static final double[] GREY = {0.2989, 0.5870, 0.1140};

  @Override
  public void addTo(Table table) {
    table.one("rgbtograyscale", ColorOperations::grey);
    table.one(
        "rgbtohsv",
        (tf, x, arguments) ->
            SinglePicture.widened(
                tf, broken(x), DataFormat.of(arguments), y -> tf.image.rgbToHsv(y)));
    table.one(
        "hsvtorgb",
        (tf, x, arguments) ->
            SinglePicture.widened(
                tf, broken(x), DataFormat.of(arguments), y -> tf.image.hsvToRgb(y)));
  }

  private static Operand<TNumber> broken(Operand<TNumber> x) {
    if (!Dtypes.isFloating(x.type())) {
      throw new IllegalArgumentException("broken numbers");
    }
    return x;
  }

  /** Whole numbers are cut; those of TensorFlow, which are rounded, are not supported. */
  private static Operand<?> grey(Ops tf, Operand<TNumber> x, Arguments arguments) {
    Operand<TNumber> given = arguments.isOfTensorFlow() ? broken(x) : x;
    return SinglePicture.widened(tf, given, DataFormat.of(arguments), y -> grey(tf, y));
  }

  private static Operand<TNumber> grey(Ops tf, Operand<TNumber> x) {
    int last = Tensors.rank(x) - 1;
    int channels = new Lengths(tf, x).required(last);
    if (channels == 1) {
      return x;
    }
    Operand<TNumber> colors = Tensors.broken(tf, x);
    Operand<TNumber> rows = tf.reshape(colors, tf.constant(new int[] {-1, GREY.length}));
    Operand<TNumber> weights = tf.expandDims(Tensors.vector(tf, GREY, colors), tf.constant(1));
    List<Operand<TInt32>> lengths = new ArrayList<>(new Lengths(tf, x).all());
    lengths.set(last, tf.constant(1));
    Operand<TNumber> grey = Lengths.reshape(tf, tf.linalg.matMul(rows, weights), lengths);
    return Tensors.castLike(tf, grey, x);
  }
}
