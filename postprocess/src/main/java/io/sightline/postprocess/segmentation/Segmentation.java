package io.sightline.postprocess.segmentation;

import io.sightline.Outputs;
import io.sightline.PostprocessContext;
import io.sightline.Postprocessor;
import io.sightline.error.ModelMismatchException;
import io.sightline.image.Geometry;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.internal.Findings;
import io.sightline.postprocess.labels.Labels;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A class for each pixel, of models for semantic segmentation.
 *
 * <pre>{@code
 * Segmentation.fromModel().labels(Labels.read(Path.of("pascal_voc.txt")))
 * }</pre>
 *
 * <p>By default the map is the model's only output that can be one; what its numbers are is read
 * from the model, and asked for where that is not clear. The result has the model's own size;
 * {@link SegmentationMap#toSource} brings it to the user's picture by nearest neighbour, {@link
 * #inSource()} does so here, and interpolates scores.
 *
 * <p>Immutable and safe for use by several threads; every call returns a changed copy.
 */
public final class Segmentation implements Postprocessor<SegmentationMap> {
  private final Findings findings = new Findings(LoggerFactory.getLogger(Segmentation.class));
  private final MapSettings settings;
  private final @Nullable MapOutput bound;

  private Segmentation(MapSettings settings, @Nullable MapOutput bound) {
    this.settings = settings;
    this.bound = bound;
  }

  /**
   * Segmentation by what the model itself says of its outputs.
   *
   * @return the step
   */
  public static Segmentation fromModel() {
    return new Segmentation(MapSettings.NONE, null);
  }

  /**
   * This step with names for the classes. Ids beyond a plain list of names, 255 aside, are reported
   * in the log once.
   *
   * @param newLabels that of class 0 first
   * @return the changed step
   * @throws IllegalStateException if labels were set before
   */
  public Segmentation labels(Labels newLabels) {
    Objects.requireNonNull(newLabels, "labels");
    return with(settings.withLabels(newLabels));
  }

  /**
   * This step on one of several outputs.
   *
   * @param name the name of the output with the map
   * @return the changed step
   * @throws IllegalStateException if an output was set before
   */
  public Segmentation output(String name) {
    Objects.requireNonNull(name, "output");
    return with(settings.withOutput(name));
  }

  /**
   * This step for numbers of a stated kind.
   *
   * @param newKind what the numbers of the output are
   * @return the changed step
   * @throws IllegalStateException if a kind was set before
   */
  public Segmentation kind(MapKind newKind) {
    Objects.requireNonNull(newKind, "kind");
    return with(settings.withKind(newKind));
  }

  /**
   * This step for scores whose classes lie along a stated axis.
   *
   * @param newAxis where the classes are
   * @return the changed step
   * @throws IllegalStateException if an axis was set before
   */
  public Segmentation classAxis(ClassAxis newAxis) {
    Objects.requireNonNull(newAxis, "classAxis");
    return with(settings.withClassAxis(newAxis));
  }

  /**
   * This step with a threshold for foreground: a pixel belongs to it if its score is higher, not if
   * it is equal. By default 0.5 for a model that ends in a sigmoid; for others it has to be stated.
   * Scores outside of 0 to 1 for a threshold between them are reported in the log once.
   *
   * @param score the threshold, on the scale of the model's numbers
   * @return the changed step
   * @throws IllegalArgumentException if it is NaN
   * @throws IllegalStateException if a threshold was set before
   */
  public Segmentation threshold(float score) {
    if (Float.isNaN(score)) {
      throw new IllegalArgumentException("threshold must be a number: got NaN");
    }
    return with(settings.withThreshold(score));
  }

  /**
   * This step with a result of the size of the user's picture. Scores are interpolated bilinearly
   * before the best class is chosen, as {@code tf.image.resize} and {@code tf.argmax} do, which
   * gives smooth edges; ids are taken from the nearest pixel.
   *
   * @return the changed step
   */
  public Segmentation inSource() {
    return with(settings.withInSource());
  }

  private static Segmentation with(MapSettings settings) {
    return new Segmentation(settings, null);
  }

  /**
   * Finds the map among the model's outputs and what its numbers are.
   *
   * @param model the model
   * @return the step for this model
   * @throws ModelMismatchException if that is not clear, or the labels are too many or too few
   */
  @Override
  public Segmentation bind(ModelDescription model) {
    return new Segmentation(settings, MapOutput.find(model, settings));
  }

  /**
   * Makes the map.
   *
   * @param outputs the model's outputs for the item
   * @param context the model and the item's geometry
   * @return the map
   * @throws ModelMismatchException if the output is not as expected
   * @throws io.sightline.error.ModelRunException if a score is NaN
   */
  @Override
  public SegmentationMap apply(Outputs outputs, PostprocessContext context) {
    MapOutput map = bound == null ? MapOutput.find(context.model(), settings) : bound;
    context.offer("segmentation", map::toString);
    MapReader reader = new MapReader(map, context.model(), settings.labels(), findings);
    Geometry geometry = context.geometry().orElse(null);
    if (!settings.inSource()) {
      return reader.read(outputs, geometry);
    }
    if (geometry == null) {
      throw new ModelMismatchException(
          ("The map cannot be brought to the user's picture: expected a pre-processor that records"
                  + " where its pixels went, found none for %s. Use an ImagePreprocessor, or give the"
                  + " sample a geometry.")
              .formatted(context.model().name()),
          context.model().name());
    }
    return reader.readInSource(outputs, geometry);
  }

  /** Returns the settings that were made. */
  @Override
  public String toString() {
    return settings.toString();
  }
}
