package io.sightline.detection.nms;

/** The checks of candidate columns. */
final class Candidates {
  private Candidates() {}

  static void check(float[] boxes, float[] scores, int[] classIds) {
    if (boxes.length != 4L * scores.length) {
      throw new IllegalArgumentException(
          "boxes must hold 4 values per score: expected %d for %d scores, found %d"
              .formatted(4L * scores.length, scores.length, boxes.length));
    }
    if (classIds.length != scores.length) {
      throw new IllegalArgumentException(
          "classIds must hold 1 value per score: expected %d, found %d"
              .formatted(scores.length, classIds.length));
    }
  }
}
