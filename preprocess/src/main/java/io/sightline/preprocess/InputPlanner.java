package io.sightline.preprocess;

import io.sightline.error.ModelMismatchException;
import io.sightline.image.Size;
import io.sightline.model.ModelDescription;
import io.sightline.preprocess.InputPlan.Axes;
import io.sightline.preprocess.resize.Fit;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds what the user said against what a model takes, and settles what is open. */
final class InputPlanner {
  private static final String OWN_STEP = "Make the values with a step of your own.";

  private final ModelDescription model;
  private final ImageSettings settings;
  private final TensorSpec spec;

  InputPlanner(ModelDescription model, ImageSettings settings) {
    this.model = model;
    this.settings = settings;
    this.spec = chooseInput(model, settings.input());
  }

  private static TensorSpec chooseInput(ModelDescription model, @Nullable String name) {
    List<TensorSpec> inputs = model.inputs();
    if (name != null) {
      return model
          .input(name)
          .orElseThrow(
              () -> ambiguous(model, "an input '%s'".formatted(name), inputs, "Correct the name."));
    }
    List<TensorSpec> candidates = inputs.stream().filter(InputPlanner::mayBePicture).toList();
    if (candidates.size() > 1) {
      candidates = candidates.stream().filter(input -> input.shape().hasKnownRank()).toList();
    }
    if (candidates.size() == 1) {
      return candidates.get(0);
    }
    if (inputs.size() == 1) {
      return inputs.get(0);
    }
    throw ambiguous(
        model,
        "one input that takes a picture",
        candidates.isEmpty() ? inputs : candidates,
        "Name it: .input(\"...\").");
  }

  private static boolean mayBePicture(TensorSpec input) {
    Shape shape = input.shape();
    return input.elementType().isFixedWidth()
        && (!shape.hasKnownRank() || shape.rank() == 3 || shape.rank() == 4);
  }

  private static ModelMismatchException ambiguous(
      ModelDescription model, String expected, List<TensorSpec> found, String advice) {
    return noClearPlace("The picture has", model, expected, found, advice);
  }

  /** For what fits none or several of the inputs found; it brings its verb: "The picture has". */
  static ModelMismatchException noClearPlace(
      String subject,
      ModelDescription model,
      String expected,
      List<TensorSpec> found,
      String advice) {
    return new ModelMismatchException(
        "%s no clear place in %s: expected %s, found %s. %s"
            .formatted(
                subject,
                model.name(),
                expected,
                found.stream().map(TensorSpec::toString).collect(Collectors.joining("; ")),
                advice),
        model.name());
  }

  InputPlan plan() {
    checkElementType();
    Shape shape = spec.shape();
    if (!shape.hasKnownRank()) {
      return plan(Axes.BATCH_OF_ONE, layoutOr(Layout.NHWC), Shape.of(-1, -1, -1));
    }
    return switch (shape.rank()) {
      case 3 -> planOfThree(shape);
      case 4 -> planOfFour(shape);
      default -> throw mismatch("3 or 4 axes", shape.rank() + " axes", OWN_STEP);
    };
  }

  private void checkElementType() {
    ElementType elementType = spec.elementType();
    switch (elementType) {
      case FLOAT32, FLOAT16 -> {}
      case UINT8, INT32 -> {
        if (!settings.normalization().isNone()) {
          throw mismatch(
              "pixels as they are, %s from 0 to 255".formatted(elementType),
              "the normalization " + settings.normalization(),
              "Say .normalize(Normalization.NONE): the model does its own.");
        }
      }
      case STRING ->
          throw mismatch(
              "float32, float16, uint8 or int32 pixels",
              "strings, the contents of picture files as it seems",
              "Use .preprocess(EncodedImage.preprocessor()).");
      default ->
          throw mismatch(
              "float32, float16, uint8 or int32 pixels", elementType + " elements", OWN_STEP);
    }
    if (elementType == ElementType.UINT8 && settings.decodeOptions().keep16Bit()) {
      throw mismatch("8 bits a channel", "keep16Bit()", "Leave .keep16Bit() out.");
    }
    if (settings.elementType() != null && settings.elementType() != elementType) {
      throw mismatch(
          "%s elements as .elementType(...) says".formatted(settings.elementType()),
          elementType + " as the model says",
          "Leave .elementType(...) out: the model tells.");
    }
  }

  private InputPlan planOfFour(Shape shape) {
    requireBatchAxis(shape);
    Layout byLengths =
        isChannelCount(shape.length(1)) && !isChannelCount(shape.length(3))
            ? Layout.NCHW
            : Layout.NHWC;
    return plan(Axes.PICTURE, layoutOr(byLengths), shape.dropFirst());
  }

  /** Three axes are a picture without a batch axis, or grey pictures without a channel axis. */
  private InputPlan planOfThree(Shape shape) {
    long last = shape.length(2);
    if (last < 0 && shape.length(0) < 0 && settings.layout() == null) {
      return planOfThreeUnknown(shape);
    }
    boolean channelLast = last < 0 || last == 4 || isChannelCount(last);
    boolean channelFirst =
        settings.layout() == Layout.NCHW ? isChannelCount(shape.length(0)) : shape.length(0) == 3;
    if (channelLast && settings.layout() != Layout.NCHW) {
      return plan(Axes.PICTURE, Layout.NHWC, shape);
    }
    if (channelFirst && settings.layout() != Layout.NHWC) {
      return plan(Axes.PICTURE, Layout.NCHW, shape);
    }
    requireBatchAxis(shape);
    return plan(Axes.PLANE, layoutOr(Layout.NHWC), planeAsPicture(shape, layoutOr(Layout.NHWC)));
  }

  /** Grey pictures have no channel axis to leave unknown; others may be one picture or several. */
  private InputPlan planOfThreeUnknown(Shape shape) {
    if (settings.channels() == Channels.GRAY) {
      return plan(Axes.PLANE, Layout.NHWC, planeAsPicture(shape, Layout.NHWC));
    }
    throw mismatch(
        "axes that tell whether the last or the first is the channels'",
        "three of unknown length",
        "Say .layout(Layout.NHWC) for one picture of [height, width, channel], or"
            + " .channels(Channels.GRAY) for pictures of [height, width].");
  }

  private static Shape planeAsPicture(Shape shape, Layout layout) {
    return layout == Layout.NCHW
        ? Shape.of(1, shape.length(1), shape.length(2))
        : Shape.of(shape.length(1), shape.length(2), 1);
  }

  private static boolean isChannelCount(long length) {
    return length == 1 || length == 3;
  }

  private void requireBatchAxis(Shape shape) {
    if (shape.length(0) > 1) {
      throw mismatch(
          "a batch axis of length 1 or any",
          "one of length " + shape.length(0),
          "Export the model with a free batch axis.");
    }
  }

  private Layout layoutOr(Layout other) {
    return settings.layout() == null ? other : settings.layout();
  }

  /** The picture's three lengths are in the order of the layout. */
  private InputPlan plan(Axes axes, Layout layout, Shape picture) {
    boolean channelFirst = layout == Layout.NCHW;
    long height = picture.length(channelFirst ? 1 : 0);
    long width = picture.length(channelFirst ? 2 : 1);
    Size target = targetSize(height, width);
    return new InputPlan(
        spec.name(),
        model.name(),
        spec.elementType(),
        axes,
        layout,
        channels(picture.length(channelFirst ? 0 : 2), layout),
        settings.resizes(target),
        target,
        height,
        width);
  }

  private Channels channels(long length, Layout layout) {
    if (length >= 0 && !isChannelCount(length)) {
      throw mismatch("1 or 3 channels", "%s in the layout %s".formatted(length, layout), OWN_STEP);
    }
    Channels channels =
        settings.channels() == null && length == 1 ? Channels.GRAY : settings.channelsOrDefault();
    if (length >= 0 && length != channels.count()) {
      throw mismatch(
          "%s channels as .channels(%s) says".formatted(channels.count(), channels),
          "%s in the layout %s".formatted(length, layout),
          "Leave .channels(...) out: the model tells.");
    }
    if (!settings.normalization().suits(channels)) {
      throw mismatch(
          "3 channels, as the normalization %s needs".formatted(settings.normalization()),
          channels + " pixels",
          "Use a normalization with one constant a step.");
    }
    return channels;
  }

  private @Nullable Size targetSize(long height, long width) {
    Fit fit = settings.fit();
    if (settings.resize() == null || !fit.takesSize()) {
      return null;
    }
    Size size = settings.size();
    if (size == null) {
      return sizeOfModel(height, width);
    }
    if ((height >= 0 && height != size.height()) || (width >= 0 && width != size.width())) {
      throw mismatch(
          "pictures of %s as .resize(...) says".formatted(size),
          "%s as the model says".formatted(InputPlan.sizeText(width, height)),
          "Leave the size out of .resize(...): the model tells.");
    }
    return size;
  }

  private @Nullable Size sizeOfModel(long height, long width) {
    Fit fit = settings.fit();
    if (height > 0 && width > 0) {
      Size size = new Size(Math.toIntExact(width), Math.toIntExact(height));
      try {
        fit.check(size);
      } catch (IllegalArgumentException e) {
        throw mismatch(
            "a size that the fit leads to", String.valueOf(e.getMessage()), "Choose another fit.");
      }
      return size;
    }
    if (fit.needsSize() && settings.needsSize()) {
      throw mismatch(
          "a size to resize to",
          "none: neither .resize(...) nor the model tells it",
          "Say it: .resize(width, height, Resize.pillow(...)).");
    }
    return null;
  }

  private ModelMismatchException mismatch(String expected, String found, String advice) {
    return new ModelMismatchException(
        "The pre-processor does not fit the input '%s' (%s %s) of %s: expected %s, found %s. %s"
            .formatted(
                spec.name(),
                spec.elementType(),
                spec.shape(),
                model.name(),
                expected,
                found,
                advice),
        model.name());
  }
}
