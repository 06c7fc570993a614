package io.sightline.detection;

import io.sightline.Outputs;
import io.sightline.PostprocessContext;
import io.sightline.Postprocessor;
import io.sightline.detection.contract.DetectionContract;
import io.sightline.detection.nms.Suppression;
import io.sightline.detection.recognition.Recognition;
import io.sightline.error.ModelMismatchException;
import io.sightline.image.DecodedImage;
import io.sightline.image.Geometry;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.labels.Labels;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The objects in a picture: their boxes in its pixels, their scores and classes.
 *
 * <pre>{@code
 * ObjectDetection.fromModel().labels(Labels.read(Path.of("mscoco_label_map.pbtxt"))).minScore(0.5f)
 * }</pre>
 *
 * <p>What the outputs mean is recognised from the model's own description, see {@link Recognition};
 * where the model does not tell, {@code build()} lists what it may be, and {@link #of} states it.
 * Defaults: the minimum score and the suppression of the contract, all classes, any number, and the
 * names that the model itself has for its classes. A class without a name shows its number.
 *
 * <p>Labels that state their ids must count as the model does. A plain list names the classes from
 * the first on; an entry for the background in front of them is passed over. Labels that cannot be
 * the model's are refused.
 *
 * <p>Boxes go back through the geometry that the pre-processor recorded: a letterbox, a crop or a
 * turn is undone. Without a geometry only a decoded picture as input tells the size.
 *
 * <p>Immutable and safe for use by several threads; every call returns a changed copy.
 */
public final class ObjectDetection implements Postprocessor<Detections> {
  /** What was settled for a model. */
  private record Bound(DetectionContract contract, ClassNames names, String explanation) {}

  private final @Nullable DetectionContract contract;
  private final @Nullable Labels labels;
  private final Selection selection;
  private final @Nullable Bound bound;

  private ObjectDetection(
      @Nullable DetectionContract contract,
      @Nullable Labels labels,
      Selection selection,
      @Nullable Bound bound) {
    this.contract = contract;
    this.labels = labels;
    this.selection = selection;
    this.bound = bound;
  }

  /**
   * Detection with the contract that the model's description calls for.
   *
   * @return the step
   */
  public static ObjectDetection fromModel() {
    return new ObjectDetection(null, null, Selection.standard(), null);
  }

  /**
   * Detection with a stated contract.
   *
   * @param contract one of {@link io.sightline.detection.family.DetectionContracts}, or a function
   *     of your own
   * @return the step
   */
  public static ObjectDetection of(DetectionContract contract) {
    return new ObjectDetection(
        Objects.requireNonNull(contract, "contract"), null, Selection.standard(), null);
  }

  /**
   * This step with names for the classes. Default: those that the model itself has, if any.
   *
   * @param newLabels the labels
   * @return the changed step
   * @throws IllegalStateException if labels were set before
   */
  public ObjectDetection labels(Labels newLabels) {
    Objects.requireNonNull(newLabels, "labels");
    Selection.requireUnset("labels", labels);
    return new ObjectDetection(contract, newLabels, selection, null);
  }

  /**
   * This step with a score that must be exceeded. Default: the contract's, which is 0 for models
   * that have suppressed already, and that of the model's own tool for others.
   *
   * @param score any number; a score that equals it is dropped
   * @return the changed step
   * @throws IllegalArgumentException if it is NaN
   * @throws IllegalStateException if set before
   */
  public ObjectDetection minScore(float score) {
    return with(selection.minScore(score));
  }

  /**
   * This step with a score that must be exceeded in one class, whatever the others'.
   *
   * @param classId the class
   * @param score any number; a score that equals it is dropped
   * @return the changed step
   * @throws IllegalArgumentException if it is NaN
   * @throws IllegalStateException if set for this class before
   */
  public ObjectDetection minScore(int classId, float score) {
    return with(selection.minScore(classId, score));
  }

  /**
   * This step with a score that must be exceeded in one class, whatever the others'.
   *
   * @param name the class' name or display name
   * @param score any number; a score that equals it is dropped
   * @return the changed step
   * @throws IllegalArgumentException if it is NaN
   * @throws IllegalStateException if set for this class before
   */
  public ObjectDetection minScore(String name, float score) {
    return with(selection.minScore(name, score));
  }

  /**
   * This step with a largest number of results: those with the highest scores. Default: as many as
   * the suppression keeps.
   *
   * @param count at least 1
   * @return the changed step
   * @throws IllegalArgumentException if it is below 1
   * @throws IllegalStateException if set before
   */
  public ObjectDetection maxResults(int count) {
    return with(selection.maxResults(count));
  }

  /**
   * This step with only some classes. Default: all.
   *
   * @param names their names or display names
   * @return the changed step
   * @throws IllegalArgumentException if there are none
   * @throws IllegalStateException if classes were allowed before
   */
  public ObjectDetection allow(String... names) {
    return with(selection.allow(names));
  }

  /**
   * This step with only some classes. Default: all.
   *
   * @param classIds the classes
   * @return the changed step
   * @throws IllegalArgumentException if there are none
   * @throws IllegalStateException if classes were allowed before
   */
  public ObjectDetection allow(int... classIds) {
    return with(selection.allow(classIds));
  }

  /**
   * This step without some classes. Default: none are left out.
   *
   * @param names their names or display names
   * @return the changed step
   * @throws IllegalArgumentException if there are none
   * @throws IllegalStateException if classes were denied before
   */
  public ObjectDetection deny(String... names) {
    return with(selection.deny(names));
  }

  /**
   * This step without some classes. Default: none are left out.
   *
   * @param classIds the classes
   * @return the changed step
   * @throws IllegalArgumentException if there are none
   * @throws IllegalStateException if classes were denied before
   */
  public ObjectDetection deny(int... classIds) {
    return with(selection.deny(classIds));
  }

  /**
   * This step with another suppression. Default: none if the model has suppressed already, else
   * that of the model's own tool.
   *
   * @param suppression the rule
   * @return the changed step
   * @throws IllegalStateException if set before
   */
  public ObjectDetection suppression(Suppression suppression) {
    return with(selection.suppression(suppression));
  }

  private ObjectDetection with(Selection newSelection) {
    return new ObjectDetection(contract, labels, newSelection, bound);
  }

  /**
   * The step that hands on all that the model found, to choose later, and again, without running
   * the model: {@link RawDetections#select}. What this step says of scores and classes does not
   * matter there.
   *
   * @return the step
   */
  public Postprocessor<RawDetections> candidates() {
    ObjectDetection outer = this;
    return new Postprocessor<>() {
      @Override
      public RawDetections apply(Outputs outputs, PostprocessContext context) {
        return outer.read(outputs, context);
      }

      @Override
      public Postprocessor<RawDetections> bind(ModelDescription model) {
        return outer.bind(model).candidates();
      }

      @Override
      public String toString() {
        return "candidates of " + outer;
      }
    };
  }

  /**
   * Recognises the contract, and checks labels and names of classes against it.
   *
   * @param model the model
   * @return the step for this model
   * @throws ModelMismatchException if the contract is not clear or not one for this model, the
   *     labels do not fit, or no class has a name that was chosen
   */
  @Override
  public ObjectDetection bind(ModelDescription model) {
    Bound settled = settle(model);
    settled.names.requireNames(selection.names());
    return new ObjectDetection(contract, labels, selection, settled);
  }

  private Bound settle(ModelDescription model) {
    Recognition recognition = Recognition.of(model);
    DetectionContract chosen =
        (contract == null ? recognition.orElseThrow() : contract).bind(model);
    String explanation =
        contract == null
            ? recognition.toString()
            : "%s, as stated. %s".formatted(chosen.name(), String.join(" ", chosen.assumptions()));
    return new Bound(chosen, names(model, chosen, recognition.labels()), explanation.strip());
  }

  private ClassNames names(
      ModelDescription model, DetectionContract chosen, Optional<Labels> besideModel) {
    List<String> own = chosen.classNames(model);
    Labels names =
        labels != null ? labels : own.isEmpty() ? besideModel.orElse(null) : Labels.of(own);
    OptionalInt count = chosen.classCount(model);
    return names == null
        ? ClassNames.none(model.name())
        : ClassNames.of(names, chosen.firstClassId(), count, model.name());
  }

  /**
   * Which contract a model is read by, why, and what is taken for granted.
   *
   * @param model the model
   * @return sentences
   * @throws ModelMismatchException as {@link #bind}
   */
  public String explain(ModelDescription model) {
    return settle(model).explanation;
  }

  /**
   * Reads the outputs and chooses.
   *
   * @param outputs the model's outputs for the item
   * @param context the item's geometry, and the model
   * @return the detections, in the order of the model or of the suppression
   * @throws ModelMismatchException if the outputs are not those of the contract, the picture's size
   *     is not known, or the model gave a class that the labels do not have
   * @throws io.sightline.error.ModelRunException if a box is not finite
   */
  @Override
  public Detections apply(Outputs outputs, PostprocessContext context) {
    return read(outputs, context).select(selection);
  }

  private RawDetections read(Outputs outputs, PostprocessContext context) {
    ModelDescription model = context.model();
    Bound settled = bound == null ? settle(model) : bound;
    context.offer("contract", settled::explanation);
    return new RawDetections(
        settled.contract.apply(outputs, context),
        settled.contract,
        settled.names,
        geometry(context),
        model.name());
  }

  private static Geometry geometry(PostprocessContext context) {
    if (context.geometry().isPresent()) {
      return context.geometry().get();
    }
    if (context.input() instanceof DecodedImage image) {
      return Geometry.of(image.size(), image.orientation());
    }
    throw new ModelMismatchException(
        ("The boxes of %s have no picture: expected the geometry of the item, found none. Let the"
                + " pre-processor record it: sample.withGeometry(Geometry.of(size,"
                + " Orientation.UPRIGHT)).")
            .formatted(context.model().name()),
        context.model().name());
  }

  /** Returns the settings, as in {@code detection by tf-object-detection, minimum score 0.5}. */
  @Override
  public String toString() {
    String by = bound != null ? bound.contract.name() : contract == null ? "" : contract.name();
    return "detection%s, %s%s"
        .formatted(
            by.isEmpty() ? "" : " by " + by, selection, labels == null ? "" : " with " + labels);
  }
}
