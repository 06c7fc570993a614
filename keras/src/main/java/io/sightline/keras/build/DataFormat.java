package io.sightline.keras.build;

import io.sightline.keras.model.LayerConfig;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Where the channels are. TensorFlow computes with channels last on a CPU, so that other tensors
 * are turned before and after.
 */
public enum DataFormat {
  /** {@code [batch, axes..., channels]}. */
  CHANNELS_LAST,
  /** {@code [batch, channels, axes...]}. */
  CHANNELS_FIRST;

  /** What a layer says by {@code data_format}. */
  public static DataFormat of(LayerConfig config) {
    String text = config.text("data_format", "channels_last");
    return switch (text) {
      case "channels_last" -> CHANNELS_LAST;
      case "channels_first" -> CHANNELS_FIRST;
      default -> throw config.refuse("data_format", "channels_last or channels_first");
    };
  }

  /** What an operation says by {@code data_format}, in the words of Keras or of TensorFlow. */
  public static DataFormat of(Arguments arguments) {
    String text = arguments.text(-1, "data_format").orElse("channels_last");
    return switch (text) {
      case "channels_last", "NWC", "NHWC", "NDHWC" -> CHANNELS_LAST;
      case "channels_first", "NCW", "NCHW", "NCDHW" -> CHANNELS_FIRST;
      default -> throw new IllegalArgumentException("channels_last or channels_first");
    };
  }

  /** The axis of the channels in a tensor. */
  public int channelAxis(int rank) {
    return this == CHANNELS_LAST ? rank - 1 : 1;
  }

  /** The first axis that is neither batch nor channels. */
  public int firstSpatialAxis() {
    return this == CHANNELS_LAST ? 1 : 2;
  }

  /** A tensor with the channels last. */
  public Operand<TNumber> toLast(Ops tf, Operand<TNumber> tensor) {
    return this == CHANNELS_LAST
        ? tensor
        : Tensors.moveAxis(tf, tensor, 1, Tensors.rank(tensor) - 1);
  }

  /** A tensor with the channels last as it is in this format. */
  public Operand<TNumber> fromLast(Ops tf, Operand<TNumber> tensor) {
    return this == CHANNELS_LAST
        ? tensor
        : Tensors.moveAxis(tf, tensor, Tensors.rank(tensor) - 1, 1);
  }

  /** What a step that wants the channels last makes of a tensor in this format. */
  public Operand<TNumber> apply(
      Ops tf, Operand<TNumber> tensor, UnaryOperator<Operand<TNumber>> step) {
    return fromLast(tf, step.apply(toLast(tf, tensor)));
  }
}
