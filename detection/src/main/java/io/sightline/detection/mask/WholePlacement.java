package io.sightline.detection.mask;

import io.sightline.image.Size;

/** A mask that is known pixel by pixel; its grid is empty. */
record WholePlacement(BitMask mask) implements MaskPlacement {
  @Override
  public Size imageSize() {
    return mask.size();
  }

  @Override
  public BitMask above(float[] grid, Size gridSize, float threshold) {
    return mask;
  }
}
