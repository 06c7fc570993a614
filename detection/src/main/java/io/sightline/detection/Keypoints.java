package io.sightline.detection;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The points of one object, such as the joints of a person, in pixels of the picture that its box
 * is in. A point may lie beyond the picture; one that the model did not find has NaN for x and y.
 *
 * <pre>{@code
 * Keypoints.of(new float[] {310, 95, 318, 88})
 *     .scores(new float[] {0.9f, 0.8f})
 *     .names(List.of("nose", "left eye"))
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads; every call returns a changed copy.
 */
public final class Keypoints {
  private final float[] points;
  private final float @Nullable [] scores;
  private final List<String> names;

  private Keypoints(float[] points, float @Nullable [] scores, List<String> names) {
    this.points = points;
    this.scores = scores;
    this.names = names;
  }

  /**
   * Points without scores and names.
   *
   * @param points {@code [point, 2]}, x and y of each, in pixels; NaN for both where a point was
   *     not found; copied
   * @return the points
   * @throws IllegalArgumentException if the length is odd, a number is infinite, or one of x and y
   *     alone is NaN
   */
  public static Keypoints of(float[] points) {
    if (points.length % 2 != 0) {
      throw new IllegalArgumentException(
          "Points take two values each, x and y: got " + points.length + " values");
    }
    for (int i = 0; i < points.length; i += 2) {
      boolean absent = Float.isNaN(points[i]) && Float.isNaN(points[i + 1]);
      if (!absent && !(Float.isFinite(points[i]) && Float.isFinite(points[i + 1]))) {
        throw new IllegalArgumentException(
            "A point must be finite, or NaN in both x and y: point %s is (%s, %s)"
                .formatted(i / 2, points[i], points[i + 1]));
      }
    }
    return new Keypoints(points.clone(), null, List.of());
  }

  /**
   * These points with a score each.
   *
   * @param newScores as many as there are points; finite; copied
   * @return the changed points
   * @throws IllegalArgumentException if there are more or fewer, or one is not finite
   * @throws IllegalStateException if scores were set before
   */
  public Keypoints scores(float[] newScores) {
    if (scores != null) {
      throw new IllegalStateException("scores were set before, to " + Arrays.toString(scores));
    }
    requireCount("scores", newScores.length);
    for (int i = 0; i < newScores.length; i++) {
      if (!Float.isFinite(newScores[i])) {
        throw new IllegalArgumentException(
            "The score of a point must be finite: that of point %s is %s"
                .formatted(i, newScores[i]));
      }
    }
    return new Keypoints(points, newScores.clone(), names);
  }

  /**
   * These points with a name each.
   *
   * @param newNames as many as there are points; copied
   * @return the changed points
   * @throws IllegalArgumentException if there are more or fewer
   * @throws IllegalStateException if names were set before
   */
  public Keypoints names(List<String> newNames) {
    if (!names.isEmpty()) {
      throw new IllegalStateException("names were set before, to " + names);
    }
    requireCount("names", newNames.size());
    return new Keypoints(points, scores, List.copyOf(newNames));
  }

  private void requireCount(String what, int count) {
    if (count != count()) {
      throw new IllegalArgumentException(
          "There must be as many %s as points: expected %s, got %s"
              .formatted(what, count(), count));
    }
  }

  /**
   * The number of points, found or not.
   *
   * @return 0 or more
   */
  public int count() {
    return points.length / 2;
  }

  /**
   * Whether the model found a point.
   *
   * @param index the number of the point, from 0
   * @return false if x and y are NaN
   */
  public boolean isFound(int index) {
    return !Float.isNaN(x(index));
  }

  /**
   * The column of a point.
   *
   * @param index the number of the point, from 0
   * @return x in pixels; NaN if the point was not found
   */
  public float x(int index) {
    return points[2 * index];
  }

  /**
   * The row of a point.
   *
   * @param index the number of the point, from 0
   * @return y in pixels; NaN if the point was not found
   */
  public float y(int index) {
    return points[2 * index + 1];
  }

  /**
   * How sure the model is of a point.
   *
   * @param index the number of the point, from 0
   * @return the float, widened; empty if the points have no scores
   */
  public OptionalDouble score(int index) {
    return scores == null ? OptionalDouble.empty() : OptionalDouble.of(scores[index]);
  }

  /**
   * What a point is called.
   *
   * @param index the number of the point, from 0
   * @return the name; empty if the points have none
   */
  public Optional<String> name(int index) {
    return names.isEmpty() ? Optional.empty() : Optional.of(names.get(index));
  }

  /** Exact: the same bits, scores and names. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Keypoints that
        && Arrays.equals(points, that.points)
        && Arrays.equals(scores, that.scores)
        && names.equals(that.names);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(points) + Arrays.hashCode(scores)) + names.hashCode();
  }

  /** Returns the number of points, as in {@code 17 keypoints}. */
  @Override
  public String toString() {
    return count() + " keypoints";
  }
}
