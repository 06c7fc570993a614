package io.sightline.detection.yolo;

import io.sightline.detection.contract.CandidateKeypoints;
import io.sightline.detection.contract.FloatMatrix;

/**
 * The points that a YOLO pose model gives for each box ({@code kpt_shape} of its metadata).
 *
 * @param count how many; 0 for a model without points
 * @param values 3 for x, y and score, 2 for x and y
 */
record YoloPoints(int count, int values) {
  static final YoloPoints NONE = new YoloPoints(0, 2);

  YoloPoints {
    if (count < 0 || values < 2 || values > 3) {
      throw new IllegalArgumentException(
          "Points take 2 or 3 values each: got %s points of %s".formatted(count, values));
    }
  }

  int columns() {
    return count * values;
  }

  CandidateKeypoints of(FloatMatrix columns) {
    int end = columns.columns();
    return new CandidateKeypoints(
        columns.columns(0, end, values),
        columns.columns(1, end, values),
        values == 3 ? columns.columns(2, end, values) : null);
  }
}
