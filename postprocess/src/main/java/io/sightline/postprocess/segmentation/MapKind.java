package io.sightline.postprocess.segmentation;

/** What the numbers of a segmentation model's output are. */
public enum MapKind {
  /** One class id a pixel: {@code [height, width]}, integers, or floats without a fraction. */
  CLASS_IDS,
  /**
   * A score for each class and pixel, logits or probabilities: {@code [height, width, class]} or
   * {@code [class, height, width]}. The class with the highest score is the pixel's; of equal ones
   * the first.
   */
  CLASS_SCORES,
  /**
   * One score a pixel, which is foreground, class 1, if it is above a threshold, and else
   * background, class 0: {@code [height, width]}.
   */
  FOREGROUND
}
