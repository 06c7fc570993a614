package io.sightline.postprocess.picture;

import io.sightline.Outputs;
import io.sightline.PostprocessContext;
import io.sightline.Postprocessor;
import io.sightline.error.ModelMismatchException;
import io.sightline.error.ModelRunException;
import io.sightline.image.DecodedImage;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.internal.Findings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A picture, of models for super-resolution, style transfer, denoising and the like. {@link
 * io.sightline.image.Png} writes it to a file.
 *
 * <pre>{@code
 * PictureOutput.fromModel().range(ValueRange.ZERO_TO_ONE)
 * }</pre>
 *
 * <p>By default the picture is the model's only output that can be one: uint8 or floats of at most
 * 32 bits, {@code [height, width, channel]}, {@code [channel, height, width]} or {@code [height,
 * width]}, with 1 (grey), 3 (RGB) or 4 (RGBA) channels. Which axis has the channels is read from
 * the shape and asked for where two could. The range of floats is read from a model that ends in
 * {@code Sigmoid} or {@code Tanh}, and has to be stated for others.
 *
 * <p>Floats become levels in float32 arithmetic, {@code x * 255} or {@code (x + 1) * 127.5}; levels
 * below 0 become 0 and those above 255 become 255, infinities among them; then they are rounded to
 * the nearest, halves to even. The result has the model's own size. Numbers that seem to have
 * another range than the stated one are reported in the log once.
 *
 * <p>Immutable and safe for use by several threads; every call returns a changed copy.
 */
public final class PictureOutput implements Postprocessor<DecodedImage> {
  private final Findings findings = new Findings(LoggerFactory.getLogger(PictureOutput.class));
  private final PictureSettings settings;
  private final @Nullable PicturePlan bound;

  private PictureOutput(PictureSettings settings, @Nullable PicturePlan bound) {
    this.settings = settings;
    this.bound = bound;
  }

  /**
   * A picture by what the model itself says of its outputs.
   *
   * @return the step
   */
  public static PictureOutput fromModel() {
    return new PictureOutput(PictureSettings.NONE, null);
  }

  /**
   * This step on one of several outputs.
   *
   * @param name the name of the output with the picture
   * @return the changed step
   * @throws IllegalStateException if an output was set before
   */
  public PictureOutput output(String name) {
    Objects.requireNonNull(name, "output");
    return new PictureOutput(settings.withOutput(name), null);
  }

  /**
   * This step for numbers of a stated range.
   *
   * @param newRange from where to where they go; uint8 is always {@link ValueRange#ZERO_TO_255}
   * @return the changed step
   * @throws IllegalStateException if a range was set before
   */
  public PictureOutput range(ValueRange newRange) {
    Objects.requireNonNull(newRange, "range");
    return new PictureOutput(settings.withRange(newRange), null);
  }

  /**
   * This step for channels along a stated axis.
   *
   * @param newAxis where the channels are
   * @return the changed step
   * @throws IllegalStateException if an axis was set before
   */
  public PictureOutput channelAxis(ChannelAxis newAxis) {
    Objects.requireNonNull(newAxis, "channelAxis");
    return new PictureOutput(settings.withChannelAxis(newAxis), null);
  }

  /**
   * This step with another way to round levels; by default {@link Rounding#NEAREST}.
   *
   * @param newRounding the way
   * @return the changed step
   * @throws IllegalStateException if it was set before
   */
  public PictureOutput rounding(Rounding newRounding) {
    Objects.requireNonNull(newRounding, "rounding");
    return new PictureOutput(settings.withRounding(newRounding), null);
  }

  /**
   * Finds the picture among the model's outputs, its range and its channels.
   *
   * @param model the model
   * @return the step for this model
   * @throws ModelMismatchException if one of them is not clear
   */
  @Override
  public PictureOutput bind(ModelDescription model) {
    return new PictureOutput(settings, PicturePlan.find(model, settings));
  }

  /**
   * Makes the picture.
   *
   * @param outputs the model's outputs for the item
   * @param context the model
   * @return 8 bits a channel
   * @throws ModelMismatchException if the output is not as expected
   * @throws ModelRunException if a number is NaN
   */
  @Override
  public DecodedImage apply(Outputs outputs, PostprocessContext context) {
    PicturePlan plan = bound == null ? PicturePlan.find(context.model(), settings) : bound;
    context.offer("picture", plan::toString);
    DecodedImage picture = new PictureReader(plan, context.model(), findings).read(outputs);
    context.offer("result", () -> picture);
    return picture;
  }

  /** Returns the settings that were made. */
  @Override
  public String toString() {
    return "picture"
        + (settings.output() == null ? "" : " of " + settings.output())
        + (settings.range() == null ? "" : ", " + settings.range())
        + (settings.channelAxis() == null ? "" : ", channels " + settings.channelAxis())
        + (settings.rounding() == null ? "" : ", " + settings.rounding());
  }
}
