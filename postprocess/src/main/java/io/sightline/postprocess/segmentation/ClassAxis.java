package io.sightline.postprocess.segmentation;

/** Where the scores of one pixel lie. */
public enum ClassAxis {
  /** {@code [class, height, width]}: a plane for each class. */
  FIRST,
  /** {@code [height, width, class]}: a pixel's scores side by side. */
  LAST
}
