package io.sightline.detection.nms;

/**
 * Chooses among candidate boxes.
 *
 * <pre>{@code
 * Survivors survivors = NonMaxSuppression.hard(0.5).apply(boxes, scores, classIds);
 * }</pre>
 *
 * <p>Implementations are immutable and safe for use by several threads, do not change the arrays
 * and do not keep them, and give the same answer for the same input. A lambda can be one: {@link
 * Survivors#select} makes the result.
 */
@FunctionalInterface
public interface Suppression {
  /**
   * Chooses.
   *
   * @param boxes 4 values per candidate: xMin, yMin, xMax, yMax; any one unit
   * @param scores one value per candidate
   * @param classIds one value per candidate
   * @return what is left, in the order of the result
   * @throws IllegalArgumentException if the lengths disagree
   */
  Survivors apply(float[] boxes, float[] scores, int[] classIds);
}
