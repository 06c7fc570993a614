package io.sightline.examples.cli;

import io.sightline.Preprocessor;
import io.sightline.image.DecodeConvention;
import io.sightline.image.ImageSource;
import io.sightline.image.Size;
import io.sightline.model.ModelDescription;
import io.sightline.preprocess.Channels;
import io.sightline.preprocess.EncodedImage;
import io.sightline.preprocess.ImagePreprocessor;
import io.sightline.preprocess.ImagePreprocessorBuilder;
import io.sightline.preprocess.Layout;
import io.sightline.preprocess.Normalization;
import io.sightline.preprocess.OrientationRule;
import io.sightline.preprocess.TrainingPipeline;
import io.sightline.preprocess.resize.Fit;
import io.sightline.preprocess.resize.OpenCvInterpolation;
import io.sightline.preprocess.resize.PillowFilter;
import io.sightline.preprocess.resize.Resize;
import io.sightline.preprocess.resize.TensorFlowMethod;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import picocli.CommandLine.TypeConversionException;

/** The steps from a picture to the model's input, as the command line states them. */
final class StepArguments {
  private static final String RESIZE_RULES =
      "pillow:nearest, box, bilinear, hamming, bicubic or lanczos; opencv:nearest, nearest_exact,"
          + " linear, area, cubic or lanczos4; tensorflow:bilinear, nearest, bicubic, area,"
          + " lanczos3, lanczos5, gaussian or mitchellcubic, with :antialias behind it or not.";

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--like",
      paramLabel = "PIPELINE",
      converter = PipelineConverter.class,
      description =
          "How the training read its pictures: keras_load_img, tf_data, opencv, pillow, torchvision,"
              + " tf_object_detection, ultralytics, teachable_machine or custom_vision. The other"
              + " steps change what it says.")
  private @Nullable TrainingPipeline pipeline;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      converter = SizeConverter.class,
      description =
          "The size to resize to; by default the model's, or the picture's if the model takes any.")
  private @Nullable Size size;

  @Option(
      names = "--fit",
      paramLabel = "FIT",
      converter = FitConverter.class,
      description =
          "stretch (default); crop: the largest centred part with the target's shape, then resize;"
              + " letterbox: the whole picture on grey; or shortest: resized until it covers the"
              + " target, then the centre.")
  private @Nullable Fit fit;

  @Option(
      names = "--resample",
      paramLabel = "LIBRARY:FILTER",
      converter = ResizeConverter.class,
      description = "Whose rule to resize by, such as pillow:bilinear (default): " + RESIZE_RULES)
  private @Nullable Resize resample;

  @Option(
      names = "--decode",
      paramLabel = "LIBRARY",
      description = "Whose pixels a file gives: pillow (default), opencv or tensorflow.")
  private @Nullable DecodeConvention decode;

  @Option(
      names = "--orientation",
      description = "exif (default): turn the picture upright; stored: as the file holds it.")
  private @Nullable OrientationRule orientation;

  @Option(
      names = "--normalize",
      paramLabel = "RULE",
      converter = NormalizationConverter.class,
      description =
          "none (default), unit (0 to 1), signed (-1 to 1), caffe, torch, or MEAN,..:STD,..")
  private @Nullable Normalization normalization;

  @Option(
      names = "--channels",
      description = "rgb, bgr or gray; by default the model's, rgb of three.")
  private @Nullable Channels channels;

  @Option(names = "--layout", description = "nhwc or nchw; by default the model's.")
  private @Nullable Layout layout;

  /** Whether any step was stated. */
  boolean areStated() {
    return Stream.of(
            pipeline, size, fit, resample, decode, orientation, normalization, channels, layout)
        .anyMatch(step -> step != null);
  }

  /** The steps for a model: its encoded bytes for one that takes files, a tensor of pixels else. */
  Preprocessor<ImageSource> forModel(ModelDescription model, Optional<String> input) {
    Optional<TensorSpec> spec =
        input
            .flatMap(model::input)
            .or(
                () ->
                    model.inputs().size() == 1
                        ? Optional.of(model.inputs().get(0))
                        : Optional.empty());
    boolean takesFiles =
        spec.filter(found -> found.elementType() == ElementType.STRING).isPresent();
    if (!takesFiles) {
      return pixels(input, spec.filter(StepArguments::takesAnySize).isEmpty());
    }
    if (areStated()) {
      throw new ParameterException(
          command.commandLine(),
          "The model takes encoded pictures and decodes them itself: leave the steps away");
    }
    return input.map(EncodedImage::preprocessor).orElseGet(EncodedImage::preprocessor);
  }

  /** Whether neither height nor width is fixed, wherever the channels are. */
  private static boolean takesAnySize(TensorSpec input) {
    Shape shape = input.shape();
    if (!shape.hasKnownRank() || shape.rank() < 3) {
      return false;
    }
    boolean channelsLast = shape.length(-3) < 0 && shape.length(-2) < 0;
    boolean channelsFirst = shape.length(-2) < 0 && shape.length(-1) < 0;
    return channelsLast || channelsFirst;
  }

  /** The steps on their own; a picture keeps its size unless one is stated. */
  ImagePreprocessor withoutModel() {
    if (size == null && (fit != null || resample != null)) {
      throw new ParameterException(
          command.commandLine(), "--fit and --resample need --size, or a --model to take it from");
    }
    return pixels(Optional.empty(), false);
  }

  private ImagePreprocessor pixels(Optional<String> input, boolean modelHasSize) {
    ImagePreprocessorBuilder steps =
        pipeline == null ? ImagePreprocessor.builder() : ImagePreprocessor.like(pipeline);
    stateResize(steps, modelHasSize);
    if (decode != null) {
      steps.decode(decode);
    }
    if (orientation != null) {
      steps.orientation(orientation);
    }
    if (normalization != null) {
      steps.normalize(normalization);
    }
    if (channels != null) {
      steps.channels(channels);
    }
    if (layout != null) {
      steps.layout(layout);
    }
    input.ifPresent(steps::input);
    try {
      return steps.build();
    } catch (IllegalStateException e) {
      throw new ParameterException(
          command.commandLine(), "The steps contradict each other: " + e.getMessage(), e);
    }
  }

  /** A pipeline brings its own rule; without one the rule is Pillow's bilinear. */
  private void stateResize(ImagePreprocessorBuilder steps, boolean modelHasSize) {
    boolean resizes = size != null || modelHasSize;
    if (resample != null) {
      steps.resize(resample);
    } else if (pipeline == null && resizes) {
      steps.resize(Resize.pillow(PillowFilter.BILINEAR));
    }
    if (size != null) {
      steps.size(size);
    }
    if (fit != null) {
      steps.fit(fit);
    }
  }

  /** Warns of the one step that no model tells, but one that scales its input itself. */
  void warnOfUnstatedNormalization(ModelDescription model) {
    boolean takesFloats =
        model.inputs().stream()
            .filter(input -> model.scalingLayers(input.name()).isEmpty())
            .anyMatch(input -> input.elementType().isFloatingPoint());
    if (normalization == null && pipeline == null && takesFloats) {
      System.err.println(
          "sightline: no --normalize: the model gets values from 0 to 255. Say how it was trained:"
              + " unit, signed, caffe, torch or MEAN:STD.");
    }
  }

  /** Reads {@code 224x224}. */
  static final class SizeConverter implements ITypeConverter<Size> {
    @Override
    public Size convert(String value) {
      if (!value.matches("[1-9]\\d{0,6}x[1-9]\\d{0,6}")) {
        throw new TypeConversionException("expected WIDTHxHEIGHT, such as 224x224, found " + value);
      }
      int x = value.indexOf('x');
      return new Size(
          Integer.parseInt(value.substring(0, x)), Integer.parseInt(value.substring(x + 1)));
    }
  }

  /** Reads {@code keras_load_img}, also with hyphens. */
  static final class PipelineConverter implements ITypeConverter<TrainingPipeline> {
    @Override
    public TrainingPipeline convert(String value) {
      return constant(TrainingPipeline.class, value.replace('-', '_'))
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "expected one of %s, found %s"
                          .formatted(names(TrainingPipeline.class), value)));
    }
  }

  /** Reads {@code letterbox}. */
  static final class FitConverter implements ITypeConverter<Fit> {
    @Override
    public Fit convert(String value) {
      return switch (value) {
        case "stretch" -> Fit.stretch();
        case "crop" -> Fit.crop();
        case "letterbox" -> Fit.letterbox();
        case "shortest" -> Fit.shortestSide();
        default ->
            throw new TypeConversionException(
                "expected stretch, crop, letterbox or shortest, found " + value);
      };
    }
  }

  /** Reads {@code pillow:bilinear} or {@code tensorflow:bicubic:antialias}. */
  static final class ResizeConverter implements ITypeConverter<Resize> {
    @Override
    public Resize convert(String value) {
      String[] parts = value.split(":", -1);
      if (parts.length == 2 || (parts.length == 3 && parts[2].equals("antialias"))) {
        Optional<Resize> rule = rule(parts[0], parts[1], parts.length == 3);
        if (rule.isPresent()) {
          return rule.get();
        }
      }
      throw new TypeConversionException("expected " + RESIZE_RULES + " Found " + value);
    }

    private static Optional<Resize> rule(String library, String filter, boolean antialias) {
      if (library.equals("tensorflow")) {
        return constant(TensorFlowMethod.class, filter)
            .map(Resize::tensorFlow)
            .map(rule -> antialias ? rule.antialias() : rule);
      }
      if (antialias) {
        return Optional.empty();
      }
      return switch (library) {
        case "pillow" -> constant(PillowFilter.class, filter).map(Resize::pillow);
        case "opencv" -> constant(OpenCvInterpolation.class, filter).map(Resize::openCv);
        default -> Optional.empty();
      };
    }
  }

  /** The constant of an enumeration by its name in lower case. */
  private static <E extends Enum<E>> Optional<E> constant(Class<E> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }

  private static <E extends Enum<E>> String names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  /** Reads a name or {@code MEAN,..:STD,..}. */
  static final class NormalizationConverter implements ITypeConverter<Normalization> {
    @Override
    public Normalization convert(String value) {
      return switch (value) {
        case "none" -> Normalization.NONE;
        case "unit" -> Normalization.ZERO_TO_ONE;
        case "signed" -> Normalization.MINUS_ONE_TO_ONE;
        case "caffe" -> Normalization.CAFFE;
        case "torch" -> Normalization.TORCH;
        default -> meanAndDeviation(value);
      };
    }

    private static Normalization meanAndDeviation(String value) {
      String[] sides = value.split(":", -1);
      if (sides.length != 2) {
        throw new TypeConversionException(
            "expected none, unit, signed, caffe, torch or MEAN,..:STD,.., found " + value);
      }
      try {
        return Normalization.NONE.subtract(numbers(sides[0])).divideBy(numbers(sides[1]));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage() + ", found " + value);
      }
    }

    private static float[] numbers(String list) {
      String[] parts = list.split(",", -1);
      float[] numbers = new float[parts.length];
      for (int i = 0; i < parts.length; i++) {
        try {
          numbers[i] = Float.parseFloat(parts[i]);
        } catch (NumberFormatException e) {
          throw new TypeConversionException("expected a number, found '" + parts[i] + "'");
        }
      }
      return numbers;
    }
  }
}
