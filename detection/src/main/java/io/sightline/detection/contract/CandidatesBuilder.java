package io.sightline.detection.contract;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.sightline.detection.box.BoxFormat;
import io.sightline.detection.box.BoxUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link Candidates}. For use by one thread.
 *
 * <p>All that is given has one row or element a box; a bad value fails at the call, a contradiction
 * at {@link #build}.
 */
public final class CandidatesBuilder {
  final BoxFormat format;
  final BoxUnit unit;
  final FloatMatrix boxes;
  int @Nullable [] classIds;
  int firstClassId;
  boolean oneClassPerBox;
  @Nullable FloatMatrix objectness;
  List<String> names = List.of();
  List<String> displayNames = List.of();
  @Nullable CandidateMasks masks;
  @Nullable CandidateKeypoints keypoints;
  private @Nullable FloatMatrix scores;

  CandidatesBuilder(FloatMatrix boxes, BoxFormat format, BoxUnit unit) {
    if (boxes.columns() != 4) {
      throw new IllegalArgumentException("A box takes four numbers: got " + boxes);
    }
    this.boxes = boxes;
    this.format = Objects.requireNonNull(format, "format");
    this.unit = Objects.requireNonNull(unit, "unit");
  }

  /**
   * Says the score and the class of each box.
   *
   * @param newScores one a box; copied
   * @param newClassIds one a box; copied
   * @return this builder
   * @throws IllegalArgumentException if there are more or fewer than boxes
   * @throws IllegalStateException if scores were set before
   */
  @CanIgnoreReturnValue
  public CandidatesBuilder scores(float[] newScores, int[] newClassIds) {
    requireRows("scores", newScores.length);
    requireRows("class ids", newClassIds.length);
    requireUnset("scores", scores);
    scores = FloatMatrix.of(newScores, 1);
    classIds = newClassIds.clone();
    return this;
  }

  /**
   * Says a score for each class of each box. The first column is class 0, unless {@link
   * #firstClassId} says another.
   *
   * @param newScores one row a box, one column a class, without a column for the background
   * @return this builder
   * @throws IllegalArgumentException if there are more or fewer rows than boxes
   * @throws IllegalStateException if scores were set before
   */
  @CanIgnoreReturnValue
  public CandidatesBuilder classScores(FloatMatrix newScores) {
    requireRows("scores", newScores.rows());
    requireUnset("scores", scores);
    scores = newScores;
    return this;
  }

  /**
   * Says which class the first column of {@link #classScores} is. Default: 0.
   *
   * @param id such as 1 where the class ids leave 0 to the background
   * @return this builder
   */
  @CanIgnoreReturnValue
  public CandidatesBuilder firstClassId(int id) {
    firstClassId = id;
    return this;
  }

  /**
   * Says that only the best class of a box counts, the first of equal ones. Default: a box is a
   * candidate for each class whose score suffices.
   *
   * @return this builder
   */
  @CanIgnoreReturnValue
  public CandidatesBuilder oneClassPerBox() {
    oneClassPerBox = true;
    return this;
  }

  /**
   * Says how sure the model is that a box holds any object. Every score of the box is multiplied by
   * it, and a box where it is not itself above the minimum score is dropped, as YOLOv5 does it.
   * Default: the scores are complete.
   *
   * @param newObjectness one row of one number a box
   * @return this builder
   * @throws IllegalArgumentException if it has another size
   * @throws IllegalStateException if set before
   */
  @CanIgnoreReturnValue
  public CandidatesBuilder objectness(FloatMatrix newObjectness) {
    requireRows("numbers of objectness", newObjectness.rows());
    if (newObjectness.columns() != 1) {
      throw new IllegalArgumentException("Objectness is one number a box: got " + newObjectness);
    }
    requireUnset("objectness", objectness);
    objectness = newObjectness;
    return this;
  }

  /**
   * Says what the model itself calls the class of each box. Labels that the user gives go before.
   *
   * @param newNames one a box; copied
   * @param newDisplayNames one a box, or none at all; copied
   * @return this builder
   * @throws IllegalArgumentException if there are more or fewer than boxes
   */
  @CanIgnoreReturnValue
  public CandidatesBuilder names(List<String> newNames, List<String> newDisplayNames) {
    requireRows("names", newNames.size());
    if (!newDisplayNames.isEmpty()) {
      requireRows("display names", newDisplayNames.size());
    }
    names = List.copyOf(newNames);
    displayNames = List.copyOf(newDisplayNames);
    return this;
  }

  /**
   * Says how a mask is made.
   *
   * @param newMasks is called for those candidates alone that are kept
   * @return this builder
   * @throws IllegalStateException if set before
   */
  @CanIgnoreReturnValue
  public CandidatesBuilder masks(CandidateMasks newMasks) {
    requireUnset("masks", masks);
    masks = Objects.requireNonNull(newMasks, "masks");
    return this;
  }

  /**
   * Says the points of each box.
   *
   * @param newKeypoints one row a box
   * @return this builder
   * @throws IllegalArgumentException if there are more or fewer rows than boxes
   * @throws IllegalStateException if set before
   */
  @CanIgnoreReturnValue
  public CandidatesBuilder keypoints(CandidateKeypoints newKeypoints) {
    requireRows("keypoints", newKeypoints.x().rows());
    requireUnset("keypoints", keypoints);
    keypoints = newKeypoints;
    return this;
  }

  private void requireRows(String what, int rows) {
    if (rows != boxes.rows()) {
      throw new IllegalArgumentException(
          "There must be as many %s as boxes: expected %s, found %s"
              .formatted(what, boxes.rows(), rows));
    }
  }

  private static void requireUnset(String what, @Nullable Object earlier) {
    if (earlier != null) {
      throw new IllegalStateException(what + " were set before, to " + earlier);
    }
  }

  /**
   * Ends the candidates.
   *
   * @return the candidates; the builder may be used on
   * @throws IllegalStateException if there are no scores
   */
  public Candidates build() {
    if (scores == null) {
      throw new IllegalStateException(
          "Candidates need scores: call scores(...) or classScores(...)");
    }
    return new Candidates(this, scores);
  }
}
