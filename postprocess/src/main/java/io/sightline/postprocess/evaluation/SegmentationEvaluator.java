package io.sightline.postprocess.evaluation;

import io.sightline.postprocess.labels.Labels;
import io.sightline.postprocess.segmentation.SegmentationMap;
import java.util.List;

/**
 * Holds segmentation maps against the truth, pixel by pixel.
 *
 * <pre>{@code
 * SegmentationEvaluator evaluator = SegmentationEvaluator.of(labels, 255);
 * evaluator.add(SegmentationMap.of(size, trueIds), predictor.predict(image).toSource());
 * System.out.println(evaluator.evaluation().meanIntersectionOverUnion());
 * }</pre>
 *
 * <p>Pixels that the truth gives the ignored id, or no class, are not counted, as with {@code
 * ignore_class} of {@code tf.keras.metrics.MeanIoU}. Pixels that the model has not seen, because
 * its pre-processing cut them off, are neither right nor wrong; both are reported beside. A pair
 * that is refused changes nothing.
 *
 * <p>Mutable: threads have to take turns.
 */
public final class SegmentationEvaluator {
  /** Stands for no id: it is none. */
  private static final int NONE = -1;

  private final List<String> labels;
  private final int ignoredId;

  /** {@code [truth, predicted]}. */
  private final long[] confusions;

  private long maps;
  private long ignored;
  private long unseen;

  private SegmentationEvaluator(List<String> labels, int ignoredId) {
    this.labels = labels;
    this.ignoredId = ignoredId;
    this.confusions = ClassNames.pairs(labels);
  }

  /**
   * An evaluator that counts every pixel.
   *
   * @param labels the names of the classes
   * @return an evaluator that has seen nothing
   */
  public static SegmentationEvaluator of(Labels labels) {
    return new SegmentationEvaluator(ClassNames.of(labels), NONE);
  }

  /**
   * An evaluator that leaves out what the truth leaves open, such as the outlines in PASCAL VOC.
   *
   * @param labels the names of the classes
   * @param ignoredId the id of such pixels in the true maps, 0 to {@link SegmentationMap#MAX_ID};
   *     often 255. If it is that of a class, the model's pixels of this class count still
   * @return an evaluator that has seen nothing
   * @throws IllegalArgumentException if the id is out of range
   */
  public static SegmentationEvaluator of(Labels labels, int ignoredId) {
    return new SegmentationEvaluator(ClassNames.of(labels), requireId(ignoredId));
  }

  /**
   * An evaluator of classes without names.
   *
   * @param classes how many, at least 1
   * @param ignoredId as for {@link #of(Labels, int)}
   * @return an evaluator that has seen nothing
   * @throws IllegalArgumentException if the number or the id is out of range
   */
  public static SegmentationEvaluator ofClasses(int classes, int ignoredId) {
    return new SegmentationEvaluator(ClassNames.ofIndices(classes), requireId(ignoredId));
  }

  private static int requireId(int ignoredId) {
    if (ignoredId < 0 || ignoredId > SegmentationMap.MAX_ID) {
      throw new IllegalArgumentException(
          "An ignored id is 0 to %s: got %s".formatted(SegmentationMap.MAX_ID, ignoredId));
    }
    return ignoredId;
  }

  /**
   * Adds a map.
   *
   * @param truth the true classes
   * @param predicted what the model says, of the same size
   * @throws IllegalArgumentException if the sizes differ, or a map has an id that is neither a
   *     class nor, in the truth, the ignored one
   */
  public void add(SegmentationMap truth, SegmentationMap predicted) {
    if (!truth.size().equals(predicted.size())) {
      throw new IllegalArgumentException(
          "The maps must have one size: the truth has %s, the prediction %s. %s"
              .formatted(
                  truth.size(), predicted.size(), "toSource() brings it to the picture's size."));
    }
    requireClasses("truth", truth, ignoredId);
    requireClasses("prediction", predicted, NONE);
    int[] trueIds = truth.ids(NONE);
    int[] predictedIds = predicted.ids(NONE);
    for (int i = 0; i < trueIds.length; i++) {
      count(trueIds[i], predictedIds[i]);
    }
    maps++;
  }

  private void requireClasses(String role, SegmentationMap map, int allowed) {
    map.classes().stream()
        .filter(area -> area.id() >= labels.size() && area.id() != allowed)
        .findFirst()
        .ifPresent(
            area -> {
              throw new IllegalArgumentException(
                  "The %s must have classes from 0 to %s%s: got %s pixels of %s"
                      .formatted(
                          role,
                          labels.size() - 1,
                          allowed == NONE ? "" : " or the ignored id " + allowed,
                          area.pixels(),
                          area.id()));
            });
  }

  private void count(int truth, int predicted) {
    if (truth == NONE || truth == ignoredId) {
      ignored++;
    } else if (predicted == NONE) {
      unseen++;
    } else {
      confusions[truth * labels.size() + predicted]++;
    }
  }

  /**
   * What has been seen so far.
   *
   * @return the evaluation; later maps do not change it
   */
  public SegmentationEvaluation evaluation() {
    return new SegmentationEvaluation(
        new ConfusionMatrix(labels, confusions.clone()), maps, ignored, unseen);
  }
}
