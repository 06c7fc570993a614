package io.sightline.detection.contract;

import org.jspecify.annotations.Nullable;

/**
 * The points of all candidates, in the unit of the boxes: one row a candidate, one column a point.
 *
 * @param x the columns of the points
 * @param y the rows of the points
 * @param scores how sure the model is of each; null if it does not say
 */
public record CandidateKeypoints(FloatMatrix x, FloatMatrix y, @Nullable FloatMatrix scores) {
  /**
   * Checks that all have one size.
   *
   * @param x the columns of the points
   * @param y the rows of the points
   * @param scores how sure the model is of each
   */
  public CandidateKeypoints {
    if (!sameSize(x, y) || (scores != null && !sameSize(x, scores))) {
      throw new IllegalArgumentException(
          "The points' x, y and scores must have one size: got %s, %s, %s".formatted(x, y, scores));
    }
  }

  private static boolean sameSize(FloatMatrix one, FloatMatrix other) {
    return one.rows() == other.rows() && one.columns() == other.columns();
  }
}
