package io.sightline.detection.nms;

/** The checks of candidate columns. */
final class Candidates {
  private Candidates() {}

  static void check(float[] boxes, float[] scores, int[] classIds) {
    if (boxes.length != 4L * scores.length) {
      throw new IllegalArgumentException(
          "boxes must hold 4 values per score: expected %s for %s scores, found %s"
              .formatted(4L * scores.length, scores.length, boxes.length));
    }
    if (classIds.length != scores.length) {
      throw new IllegalArgumentException(
          "classIds must hold 1 value per score: expected %s, found %s"
              .formatted(scores.length, classIds.length));
    }
  }
}
