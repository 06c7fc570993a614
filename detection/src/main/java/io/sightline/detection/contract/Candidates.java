package io.sightline.detection.contract;

import io.sightline.detection.box.BoxFormat;
import io.sightline.detection.box.BoxUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a detection model gives before anything is chosen: boxes as the model writes them, and for
 * each either a score and a class, or a score for every class.
 *
 * <pre>{@code
 * Candidates candidates =
 *     Candidates.builder(boxes, BoxFormat.YXYX, BoxUnit.RELATIVE).scores(scores, classIds).build();
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Candidates {
  private final FloatMatrix boxes;
  private final BoxFormat format;
  private final BoxUnit unit;
  private final FloatMatrix scores;
  private final int @Nullable [] classIds;
  private final int firstClassId;
  private final boolean oneClassPerBox;
  private final @Nullable FloatMatrix objectness;
  private final List<String> names;
  private final List<String> displayNames;
  private final @Nullable CandidateMasks masks;
  private final @Nullable CandidateKeypoints keypoints;

  Candidates(CandidatesBuilder builder, FloatMatrix scores) {
    this.boxes = builder.boxes;
    this.format = builder.format;
    this.unit = builder.unit;
    this.scores = scores;
    this.classIds = builder.classIds;
    this.firstClassId = builder.firstClassId;
    this.oneClassPerBox = builder.oneClassPerBox;
    this.objectness = builder.objectness;
    this.names = builder.names;
    this.displayNames = builder.displayNames;
    this.masks = builder.masks;
    this.keypoints = builder.keypoints;
  }

  /**
   * Starts candidates.
   *
   * @param boxes one row of four numbers a box
   * @param format which four numbers
   * @param unit what they count, of the picture that the model got
   * @return a builder, which needs {@link CandidatesBuilder#scores} or {@link
   *     CandidatesBuilder#classScores}
   * @throws IllegalArgumentException if a row does not have four numbers
   */
  public static CandidatesBuilder builder(FloatMatrix boxes, BoxFormat format, BoxUnit unit) {
    return new CandidatesBuilder(boxes, format, unit);
  }

  /**
   * How many boxes there are.
   *
   * @return 0 or more
   */
  public int count() {
    return boxes.rows();
  }

  /**
   * The boxes as the model writes them.
   *
   * @return one row of four numbers a box
   */
  public FloatMatrix boxes() {
    return boxes;
  }

  /**
   * Which four numbers describe a box.
   *
   * @return the format
   */
  public BoxFormat format() {
    return format;
  }

  /**
   * What the numbers count.
   *
   * @return pixels or fractions of the picture that the model got
   */
  public BoxUnit unit() {
    return unit;
  }

  /**
   * The scores: of the box' class alone, or of each class.
   *
   * @return one row a box; one column if the model has chosen the class, else one a class
   */
  public FloatMatrix scores() {
    return scores;
  }

  /**
   * Whether the model has chosen a class for each box.
   *
   * @return false if there is a score for each class
   */
  public boolean hasChosenClasses() {
    return classIds != null;
  }

  /**
   * The class of a box and a column of {@link #scores}.
   *
   * @param box the number of the box, from 0
   * @param column the column of its score; 0 if the model has chosen the class
   * @return the class id
   */
  public int classId(int box, int column) {
    return classIds == null ? firstClassId + column : classIds[box];
  }

  /**
   * Whether only the best class of a box counts. Otherwise a box is a candidate for each class.
   *
   * @return true if a box has one class at most
   */
  public boolean isOneClassPerBox() {
    return oneClassPerBox;
  }

  /**
   * How sure the model is that a box holds any object; every score of the box is multiplied by it.
   *
   * @return one number a box; empty if the scores are complete
   */
  public Optional<FloatMatrix> objectness() {
    return Optional.ofNullable(objectness);
  }

  /**
   * What the model itself calls the class of each box.
   *
   * @return one name a box; empty if the model does not say
   */
  public List<String> names() {
    return names;
  }

  /**
   * What the model itself calls the class of each box for people.
   *
   * @return one name a box; empty if the model does not say
   */
  public List<String> displayNames() {
    return displayNames;
  }

  /**
   * What makes the masks.
   *
   * @return empty if the model gives none
   */
  public Optional<CandidateMasks> masks() {
    return Optional.ofNullable(masks);
  }

  /**
   * The points of all boxes.
   *
   * @return empty if the model gives none
   */
  public Optional<CandidateKeypoints> keypoints() {
    return Optional.ofNullable(keypoints);
  }

  /** Returns the number and what is known of each, as in {@code 8400 boxes, 80 classes}. */
  @Override
  public String toString() {
    return "%s boxes (%s, %s), %s"
        .formatted(
            count(),
            format,
            unit,
            Objects.isNull(classIds) ? scores.columns() + " classes" : "a class each");
  }
}
