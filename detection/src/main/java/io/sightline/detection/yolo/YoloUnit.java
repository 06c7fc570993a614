package io.sightline.detection.yolo;

import io.sightline.detection.box.BoxUnit;
import io.sightline.detection.contract.FloatMatrix;

/** What the coordinates of a YOLO export count. */
public enum YoloUnit {
  /** Pixels of the picture that the model got: SavedModels and frozen graphs of Ultralytics. */
  PIXELS,
  /**
   * Fractions of that picture: YOLOv5, and what Ultralytics makes on the way to TensorFlow Lite.
   */
  NORMALIZED,
  /**
   * Told for each picture by its largest coordinate: pixels above 2, else fractions. A raw head
   * writes boxes all over the picture, so that in pixels some coordinate is near its size;
   * fractions reach little beyond 1.
   */
  BY_VALUES;

  /** No fraction comes near it, and no raw head in pixels stays below it. */
  private static final float LARGEST_FRACTION = 2;

  BoxUnit of(FloatMatrix boxes) {
    return switch (this) {
      case PIXELS -> BoxUnit.PIXELS;
      case NORMALIZED -> BoxUnit.RELATIVE;
      case BY_VALUES -> boxes.largest() > LARGEST_FRACTION ? BoxUnit.PIXELS : BoxUnit.RELATIVE;
    };
  }

  String sentence() {
    return switch (this) {
      case PIXELS -> "Coordinates are in pixels of the picture that the model got.";
      case NORMALIZED -> "Coordinates are fractions of the picture that the model got.";
      case BY_VALUES ->
          "Coordinates are in pixels if the largest of a picture is above 2, else fractions.";
    };
  }
}
