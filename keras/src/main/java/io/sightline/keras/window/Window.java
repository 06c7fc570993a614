package io.sightline.keras.window;

import io.sightline.keras.model.LayerConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.op.nn.Conv3d;
import org.tensorflow.types.family.TNumber;

/**
 * How a kernel moves over an input with the channels last. One axis is computed as two, of which
 * the first has length 1.
 *
 * @param strides its steps along the axes
 * @param dilations the distances of the values that it takes
 * @param padding {@code SAME} or {@code VALID}, as TensorFlow understands them
 */
public record Window(List<Long> strides, List<Long> dilations, String padding) {
  public Window {
    strides = List.copyOf(strides);
    dilations = List.copyOf(dilations);
  }

  /** What a convolution says, with two axes in place of one. */
  public static Window of(LayerConfig config, int axes) {
    return new Window(
        widened(config.integers("strides", axes, 1)),
        widened(config.integers("dilation_rate", axes, 1)),
        padding(config));
  }

  /** A window of one element that goes everywhere. */
  public static Window pointwise(int axes) {
    List<Long> ones = LongStream.generate(() -> 1).limit(axes).boxed().toList();
    return new Window(ones, ones, "VALID");
  }

  public static String padding(LayerConfig config) {
    String padding = config.text("padding", "valid").toLowerCase(Locale.ROOT);
    return switch (padding) {
      case "same" -> "SAME";
      case "valid", "causal" -> "VALID";
      default -> throw config.refuse("padding", "same, valid or causal");
    };
  }

  /** For one axis the value twice: kernels of each channel want the same step along both. */
  public static List<Long> widened(int... values) {
    int[] two = values.length == 1 ? new int[] {values[0], values[0]} : values;
    return Arrays.stream(two).mapToLong(value -> value).boxed().toList();
  }

  public boolean isDilated() {
    return dilations.stream().anyMatch(dilation -> dilation > 1);
  }

  /** The convolution of an input {@code [batch, axes..., channels]}. */
  public Operand<TNumber> convolve(Ops tf, Operand<TNumber> input, Operand<TNumber> kernel) {
    return strides.size() == 3
        ? tf.nn.conv3d(input, kernel, steps(), padding, Conv3d.dilations(around(dilations)))
        : tf.nn.conv2d(input, kernel, steps(), padding, Conv2d.dilations(around(dilations)));
  }

  public List<Long> steps() {
    return around(strides);
  }

  public static List<Long> around(List<Long> spatial) {
    return LongStream.concat(
            LongStream.of(1),
            LongStream.concat(spatial.stream().mapToLong(v -> v), LongStream.of(1)))
        .boxed()
        .toList();
  }
}
