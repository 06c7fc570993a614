package io.sightline.detection.anchor;

import java.util.ArrayList;
import java.util.List;

/**
 * The anchors of the face-mask detectors of AIZOOTech/FaceMaskDetection (load_model and
 * utils/anchor_generator.py of 2020), for pictures of 260x260.
 */
public final class FaceMaskAnchors {
  private static final int[] MAPS = {33, 17, 9, 5, 3};
  private static final double[][] SCALES = {
    {0.04, 0.056}, {0.08, 0.11}, {0.16, 0.22}, {0.32, 0.45}, {0.64, 0.72}
  };
  private static final double[] OTHER_RATIOS = {0.62, 0.42};

  private FaceMaskAnchors() {}

  /**
   * The anchors: on each map both of its scales as squares, then the first scale at the aspect
   * ratios 0.62 and 0.42.
   *
   * @return 5972 anchors
   */
  public static Anchors create() {
    AnchorGrid grid = AnchorGrid.empty();
    for (int i = 0; i < MAPS.length; i++) {
      List<AnchorSize> sizes = new ArrayList<>();
      for (double scale : SCALES[i]) {
        sizes.add(AnchorSize.ofScale(scale, 1));
      }
      for (double aspectRatio : OTHER_RATIOS) {
        sizes.add(AnchorSize.ofScale(SCALES[i][0], aspectRatio));
      }
      grid = grid.map(MAPS[i], MAPS[i], sizes);
    }
    return grid.anchors();
  }
}
