package io.sightline.detection.mask;

import io.sightline.image.Size;

/**
 * What a model's grid of mask values says about the pixels of a picture. Immutable, with equality.
 */
interface MaskPlacement {
  /** The size of the picture. */
  Size imageSize();

  /**
   * The pixels whose probability is strictly above the threshold.
   *
   * @param grid {@code [height, width]}; not modified
   * @param threshold between 0 and 1
   */
  BitMask above(float[] grid, Size gridSize, float threshold);
}
