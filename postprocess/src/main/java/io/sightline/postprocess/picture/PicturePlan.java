package io.sightline.postprocess.picture;

import io.sightline.error.ModelMismatchException;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.internal.OutputChoice;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which of a model's outputs is the picture, and how it is written.
 *
 * @param name the output
 * @param range from where to where its numbers go
 * @param channelAxis where its channels are; null if that has to be read from the values
 * @param rounding how levels are rounded
 */
record PicturePlan(
    String name, ValueRange range, @Nullable ChannelAxis channelAxis, Rounding rounding) {
  static final OutputChoice CHOICE =
      new OutputChoice(
          "picture",
          "1, 3 or 4 channels a pixel, of uint8 or of floats up to 32 bits",
          PicturePlan::mayBePicture);

  /** Finds the picture by what the user said and what the model tells. */
  static PicturePlan find(ModelDescription model, PictureSettings settings) {
    TensorSpec output = CHOICE.find(model, settings.output());
    Rounding rounding = settings.rounding() == null ? Rounding.NEAREST : settings.rounding();
    return new PicturePlan(
        output.name(),
        range(output, model, settings.range()),
        channelAxis(output, model, settings.channelAxis()),
        rounding);
  }

  private static boolean mayBePicture(TensorSpec output) {
    Shape shape = output.shape();
    boolean typeFits = output.elementType() == ElementType.UINT8 || isFloat(output.elementType());
    if (!typeFits || !shape.hasKnownRank()) {
      return typeFits;
    }
    return switch (shape.rank()) {
      case 2 -> shape.length(0) > 1; // else a row of scores
      case 3, 4 -> mayBeChannels(shape.length(-1)) || mayBeChannels(shape.length(-3));
      default -> false;
    };
  }

  static boolean isFloat(ElementType type) {
    return type.isFloatingPoint() && type != ElementType.FLOAT64;
  }

  private static boolean mayBeChannels(long length) {
    return length < 0 || isChannels(length);
  }

  static boolean isChannels(long length) {
    return length == 1 || length == 3 || length == 4;
  }

  private static ValueRange range(
      TensorSpec output, ModelDescription model, @Nullable ValueRange stated) {
    if (output.elementType() == ElementType.UINT8) {
      if (stated != null && stated != ValueRange.ZERO_TO_255) {
        throw new ModelMismatchException(
            "The range does not fit the output '%s' of %s: expected ZERO_TO_255 for uint8, found %s. %s"
                .formatted(output.name(), model.name(), stated, "State none."),
            model.name());
      }
      return ValueRange.ZERO_TO_255;
    }
    if (stated != null) {
      return stated;
    }
    return switch (model.lastOperation(output.name()).orElse("")) {
      case "Sigmoid" -> ValueRange.ZERO_TO_ONE;
      case "Tanh" -> ValueRange.MINUS_ONE_TO_ONE;
      default ->
          throw new ModelMismatchException(
              "The range of the output '%s' of %s is not clear: expected one of %s, found %s. %s"
                  .formatted(
                      output.name(),
                      model.name(),
                      Arrays.toString(ValueRange.values()),
                      output,
                      "State it: .range(ValueRange.ZERO_TO_ONE), or another."),
              model.name());
    };
  }

  private static @Nullable ChannelAxis channelAxis(
      TensorSpec output, ModelDescription model, @Nullable ChannelAxis stated) {
    Shape shape = output.shape();
    if (stated != null || !shape.hasKnownRank() || shape.rank() < 3) {
      return stated;
    }
    if (isChannels(shape.length(-1)) && isChannels(shape.length(-3))) {
      throw unclearAxis(output.name(), shape, model);
    }
    return find(shape);
  }

  /** The axis that can be that of channels; null if both or none can. */
  static @Nullable ChannelAxis find(Shape shape) {
    boolean last = isChannels(shape.length(-1));
    boolean first = isChannels(shape.length(-3));
    if (last == first) {
      return null;
    }
    return last ? ChannelAxis.LAST : ChannelAxis.FIRST;
  }

  /** The axis of the channels cannot be told. */
  static ModelMismatchException unclearAxis(String output, Shape shape, ModelDescription model) {
    return new ModelMismatchException(
        "Where the channels of the output '%s' of %s lie is not clear: expected %s, found %s. %s"
            .formatted(
                output,
                model.name(),
                "[height, width, channel] or [channel, height, width] with 1, 3 or 4 channels",
                shape,
                "State it: .channelAxis(ChannelAxis.LAST) or .channelAxis(ChannelAxis.FIRST)."),
        model.name());
  }
}
