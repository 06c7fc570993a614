package io.sightline.preprocess;

import io.sightline.PreprocessContext;
import io.sightline.Preprocessor;
import io.sightline.Sample;
import io.sightline.error.ImageDecodeException;
import io.sightline.error.ModelMismatchException;
import io.sightline.image.DecodedImage;
import io.sightline.image.Geometry;
import io.sightline.image.ImageSource;
import io.sightline.image.Orientation;
import io.sightline.image.Size;
import io.sightline.model.ModelDescription;
import io.sightline.preprocess.decode.ImageDecoders;
import io.sightline.preprocess.decode.OrientedImage;
import io.sightline.preprocess.raster.Pixels;
import io.sightline.preprocess.raster.Raster;
import io.sightline.preprocess.resample.Resampler;
import io.sightline.preprocess.resize.Box;
import io.sightline.preprocess.resize.Placement;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the tensor of a model's input from a picture: decodes, turns, cuts, resizes, orders the
 * channels, normalises and lays out.
 *
 * <pre>{@code
 * ImagePreprocessor.builder()
 *     .resize(224, 224, Resize.pillow(PillowFilter.BILINEAR))
 *     .normalize(Normalization.MINUS_ONE_TO_ONE)
 *     .build()
 * }</pre>
 *
 * <p>By default pictures are turned upright by their EXIF orientation, keep their size and their
 * values from 0 to 255, and are fed as RGB; element type, channel count, layout and, for {@link
 * ImagePreprocessorBuilder#resize(Resize)}, the size are the model's. Without a model the sample is
 * {@code image: float32 [height, width, channel]}.
 *
 * <p>Immutable and safe for use by several threads; nothing needs to be closed.
 */
public final class ImagePreprocessor implements Preprocessor<ImageSource> {
  private static final Logger LOGGER = LoggerFactory.getLogger(ImagePreprocessor.class);

  private final ImageSettings settings;
  private final ImageDecoders decoders;
  private final InputPlan plan;
  private final TensorWriter writer;

  ImagePreprocessor(ImageSettings settings, ImageDecoders decoders, InputPlan plan) {
    this.settings = settings;
    this.decoders = decoders;
    this.plan = plan;
    this.writer =
        new TensorWriter(
            plan.elementType(), plan.channels(), plan.layout(), settings.normalization());
  }

  /**
   * Starts a pre-processor.
   *
   * @return a builder
   */
  public static ImagePreprocessorBuilder builder() {
    return new ImagePreprocessorBuilder(PipelineSettings.STANDARD);
  }

  /**
   * Starts a pre-processor that reads pictures as a model's training did.
   *
   * <pre>{@code
   * ImagePreprocessor.like(TrainingPipeline.KERAS_LOAD_IMG)
   *     .size(224, 224)
   *     .normalize(Normalization.MINUS_ONE_TO_ONE)
   *     .build()
   * }</pre>
   *
   * @param pipeline the pipeline, whose settings hold unless they are said otherwise
   * @return a builder
   */
  public static ImagePreprocessorBuilder like(TrainingPipeline pipeline) {
    return new ImagePreprocessorBuilder(pipeline.settings());
  }

  /**
   * Feeds pictures in their own size, values 0 to 255, RGB: what detectors of the TensorFlow Object
   * Detection API take.
   *
   * @return the pre-processor
   */
  public static ImagePreprocessor wholeImage() {
    return builder().build();
  }

  /**
   * Checks every setting against the model's input and takes from it what was left open. If this
   * pre-processor normalises and the model scales the same input itself, as a Keras model with a
   * Rescaling layer does, a warning that names both is logged.
   *
   * @param model the model
   * @return the pre-processor for this model
   * @throws ModelMismatchException if a setting contradicts the model, or something that neither
   *     tells is needed
   */
  @Override
  public ImagePreprocessor bind(ModelDescription model) {
    InputPlan bound = new InputPlanner(model, settings).plan();
    warnOfScalingTwice(model.name(), model.scalingLayers(bound.input()));
    return new ImagePreprocessor(settings, decoders, bound);
  }

  private void warnOfScalingTwice(String model, List<String> scalingLayers) {
    if (!scalingLayers.isEmpty() && !settings.normalization().isNone()) {
      LOGGER.warn(
          "Pixels are scaled twice: the pre-processor normalises them ({}), and {} scales its input"
              + " again, by its own {}. Expected one of the two. Leave .normalize(...) away, unless"
              + " the model was trained on such pixels.",
          settings.normalization(),
          model,
          String.join(", ", scalingLayers));
    }
  }

  /**
   * Zeros in the shape that samples for the model have.
   *
   * @param model the model
   * @return the sample; empty if pictures keep their size and the model does not tell one
   * @throws ModelMismatchException as {@link #bind} does
   */
  @Override
  public Optional<Sample> warmUpSample(ModelDescription model) {
    InputPlan bound = new InputPlanner(model, settings).plan();
    return bound
        .sampleSize()
        .map(
            size ->
                Sample.of(
                    bound.input(),
                    TensorValue.zeros(bound.elementType(), bound.sampleShape(size))));
  }

  /**
   * Makes the sample of a picture.
   *
   * @param source the picture
   * @param context the clock: decoding is the stage {@code decode}
   * @return the sample, with its geometry
   * @throws ImageDecodeException if the picture cannot be decoded exactly
   * @throws ModelMismatchException if it is not resized, and the model wants another size
   * @throws IllegalStateException if it is to be resized to a model's size, and there is no model
   */
  @Override
  public Sample apply(ImageSource source, PreprocessContext context) {
    DecodedImage decoded =
        context.stage("decode", () -> decoders.decode(source, settings.decodeOptions()));
    OrientedImage image = oriented(source, decoded);
    context.offer("decoded", () -> image.part(0, 0, image.size()).toImage());
    Box region = regionOf(source, image.size());
    List<Placement> placements = placements(source, region.size());
    Size result =
        placements.isEmpty() ? region.size() : placements.get(placements.size() - 1).canvas();
    requireAccepted(source, result);
    Raster raster = image.part((int) region.left(), (int) region.top(), region.size());
    Raster placed = place(channels(raster), placements);
    context.offer("resized", placed::toImage);
    return Sample.of(plan.input(), writer.write(placed, plan.sampleShape(result)))
        .withGeometry(geometry(image, region, placements));
  }

  private OrientedImage oriented(ImageSource source, DecodedImage decoded) {
    if (decoded.bitsPerChannel() == 16 && !settings.decodeOptions().keep16Bit()) {
      throw new ImageDecodeException(
          "The picture %s has another depth than asked for: expected 8 bits a channel, found %s. %s"
              .formatted(source.name(), decoded, "Call .keep16Bit() if the model was trained so."),
          source.name());
    }
    boolean turns = settings.orientation() == OrientationRule.EXIF;
    Orientation stated = turns ? decoded.orientation() : Orientation.UPRIGHT;
    return new OrientedImage(decoded, stated.then(settings.turn()));
  }

  private Raster place(Raster raster, List<Placement> placements) {
    Raster placed = raster;
    for (Placement placement : placements) {
      placed = Resampler.place(placed, placement, Objects.requireNonNull(settings.resize()));
    }
    return placed;
  }

  private static Geometry geometry(OrientedImage image, Box region, List<Placement> placements) {
    Geometry geometry =
        Geometry.of(image.size(), image.turn())
            .crop((int) region.left(), (int) region.top(), region.size());
    for (Placement placement : placements) {
      geometry = placement.after(geometry);
    }
    return geometry;
  }

  private Box regionOf(ImageSource source, Size picture) {
    if (settings.region() == null) {
      return Box.whole(picture);
    }
    try {
      return settings.region().in(picture);
    } catch (IllegalArgumentException e) {
      throw new ModelMismatchException(
          "The picture %s does not fit the steps. %s".formatted(source.name(), e.getMessage()),
          source.name());
    }
  }

  /** What the fit makes of a picture; nothing if pictures keep their size. */
  private List<Placement> placements(ImageSource source, Size picture) {
    if (!plan.resizes()) {
      return List.of();
    }
    if (plan.resizesTo() == null && settings.fit().needsSize()) {
      throw new IllegalStateException(
          "The size to resize to is the model's, and there is no model: call bind(model) first, or"
              + " say the size with .resize(width, height, ...)");
    }
    List<Placement> placements = settings.fit().placements(picture, plan.resizesTo());
    for (Placement placement : placements) {
      requireBounded(source, picture, placement.resized());
    }
    return placements;
  }

  /** A thin line that is resized by its short side would become endless. */
  private void requireBounded(ImageSource source, Size picture, Size resized) {
    long maxPixels = settings.decodeOptions().maxPixels();
    if (resized.pixels() > Math.max(maxPixels, picture.pixels())) {
      throw new ModelMismatchException(
          "The picture %s of %s does not fit the steps: expected at most %s pixels after the fit '%s', found %s. %s"
              .formatted(
                  source.name(),
                  picture,
                  maxPixels,
                  settings.fit(),
                  resized,
                  "Choose another fit, or raise .maxPixels(...)."),
          source.name());
    }
  }

  private void requireAccepted(ImageSource source, Size result) {
    if (!plan.accepts(result)) {
      throw new ModelMismatchException(
          "The picture %s comes in another size than the model takes: expected %s, found %s. %s"
              .formatted(
                  source.name(),
                  InputPlan.sizeText(plan.width(), plan.height()),
                  result,
                  plan.resizes()
                      ? "Choose a fit that leads to the model's size."
                      : "Add .resize(...) with the rule that the model was trained with."),
          plan.model());
    }
  }

  private Raster channels(Raster raster) {
    if (plan.channels() != Channels.GRAY || raster.channels() == 1) {
      return raster;
    }
    if (raster instanceof Pixels colors) {
      return settings.grayRule().apply(colors);
    }
    throw new IllegalArgumentException(
        "Colours of 16 bits cannot be made grey: expected a grey picture or 8 bits a channel");
  }

  /**
   * The pixels of a picture before anything but the turn is done to them.
   *
   * @param source the picture
   * @return uint8 {@code [height, width, channel]}, oriented and with the channels, in the order,
   *     that this pre-processor feeds
   * @throws ImageDecodeException if the picture cannot be decoded exactly
   */
  public TensorValue decodedPixels(ImageSource source) {
    OrientedImage image = oriented(source, decoders.decode(source, settings.decodeOptions()));
    Size size = image.size();
    return new TensorWriter(ElementType.UINT8, plan.channels(), Layout.NHWC, Normalization.NONE)
        .write(
            channels(image.part(0, 0, size)),
            Shape.of(size.height(), size.width(), plan.channels().count()));
  }

  /** Returns the steps in their order, and what comes of them. */
  @Override
  public String toString() {
    return "%s; %s %s %s%s"
        .formatted(
            settings,
            plan.elementType(),
            plan.channels(),
            plan.layout(),
            plan.channels() == Channels.GRAY ? ", grey as " + settings.grayRule() : "");
  }
}
