package io.sightline.detection.box;

/** What the numbers of a box count. */
public enum BoxUnit {
  /** Pixels of the picture that the model got. */
  PIXELS,
  /** Fractions of the size of the picture that the model got, 0 to 1. */
  RELATIVE
}
