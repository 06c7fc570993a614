package io.sightline.examples.cli.arguments;

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
import io.sightline.preprocess.resize.PillowFilter;
import io.sightline.preprocess.resize.Resize;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The steps from a picture to the model's input, as the command line states them. */
public final class StepArguments {
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
      description =
          "Whose rule to resize by, such as pillow:bilinear (default): " + ResizeConverter.RULES)
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

  /** Made by picocli. */
  StepArguments() {}

  /**
   * Whether any step was stated.
   *
   * @return whether one of the options was given
   */
  public boolean areStated() {
    return Stream.of(
            pipeline, size, fit, resample, decode, orientation, normalization, channels, layout)
        .anyMatch(step -> step != null);
  }

  /**
   * The steps for a model: its encoded bytes for one that takes files, a tensor of pixels else.
   *
   * @param model the model
   * @param input the name of the input that gets the picture; empty if the model has one
   * @return the steps
   * @throws ParameterException if the steps contradict each other or the model
   */
  public Preprocessor<ImageSource> forModel(ModelDescription model, Optional<String> input) {
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

  /**
   * The steps on their own; a picture keeps its size unless one is stated.
   *
   * @return the steps
   * @throws ParameterException if the steps contradict each other or need a size
   */
  public ImagePreprocessor withoutModel() {
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

  /**
   * Warns of the one step that no model tells, but one that scales its input itself.
   *
   * @param model the model
   */
  public void warnOfUnstatedNormalization(ModelDescription model) {
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
}
