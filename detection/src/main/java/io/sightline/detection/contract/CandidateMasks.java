package io.sightline.detection.contract;

import io.sightline.detection.box.PixelBox;
import io.sightline.detection.mask.InstanceMask;
import io.sightline.image.Geometry;

/** Makes the masks of those candidates that are kept. */
@FunctionalInterface
public interface CandidateMasks {
  /**
   * Makes one mask.
   *
   * @param candidate the number of the candidate, from 0
   * @param box its box in pixels of the picture that the model got
   * @param geometry how the source became that picture
   * @return the mask, of the size of the geometry's source
   */
  InstanceMask mask(int candidate, PixelBox box, Geometry geometry);
}
