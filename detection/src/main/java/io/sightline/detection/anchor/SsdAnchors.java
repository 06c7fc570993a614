package io.sightline.detection.anchor;

import io.sightline.image.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * The anchors of TensorFlow's Object Detection API for SSD: {@code create_ssd_anchors} of
 * anchor_generators/multiple_grid_anchor_generator.py (tensorflow/models, 2023).
 *
 * <pre>{@code
 * Anchors anchors = SsdAnchors.mobileNet(new Size(300, 300)); // 1917 anchors
 * }</pre>
 *
 * <p>The scales of n maps go evenly from a smallest to a largest one. A cell has an anchor for each
 * aspect ratio, and one of ratio 1 at the geometric mean of its scale and the next. The first map
 * has three only: scale 0.1 at ratio 1, its own scale at 2 and at 1/2. In a picture that is not
 * square a scale is a fraction of the shorter side.
 */
public final class SsdAnchors {
  private static final double MIN_SCALE = 0.2;
  private static final double MAX_SCALE = 0.95;
  private static final double LOWEST_SCALE = 0.1;
  private static final double[] ASPECT_RATIOS = {1, 2, 3, 1.0 / 2, 1.0 / 3};

  /**
   * MobileNet's first map is a sixteenth of the picture, each of the others half the one before.
   */
  private static final int FIRST_STRIDE = 16;

  private static final int MAPS = 6;

  private SsdAnchors() {}

  /**
   * The anchors of the SSD MobileNet models: six maps, the first a sixteenth of the picture, with
   * the configuration's defaults: scales 0.2 to 0.95, aspect ratios 1, 2, 3, 1/2 and 1/3.
   *
   * @param picture the size of the picture that the model gets
   * @return the anchors; 1917 for 300x300
   */
  public static Anchors mobileNet(Size picture) {
    List<Size> maps = new ArrayList<>();
    int width = divideUp(picture.width(), FIRST_STRIDE);
    int height = divideUp(picture.height(), FIRST_STRIDE);
    for (int i = 0; i < MAPS; i++) {
      maps.add(new Size(width, height));
      width = divideUp(width, 2);
      height = divideUp(height, 2);
    }
    return of(picture, maps, MIN_SCALE, MAX_SCALE);
  }

  private static int divideUp(int length, int divisor) {
    return (length + divisor - 1) / divisor;
  }

  /**
   * Anchors for other maps or scales.
   *
   * @param picture the size of the picture that the model gets
   * @param maps the sizes of the feature maps, finest first; at least two
   * @param minScale the scale of the first map, above 0
   * @param maxScale the scale of the last map, above 0
   * @return the anchors
   * @throws IllegalArgumentException if there are fewer than two maps or a scale is not above 0
   */
  public static Anchors of(Size picture, List<Size> maps, double minScale, double maxScale) {
    if (maps.size() < 2 || !(minScale > 0 && maxScale > 0)) {
      throw new IllegalArgumentException(
          "SSD anchors take at least two feature maps and scales above 0: got %s, %s to %s"
              .formatted(maps, minScale, maxScale));
    }
    double shorter = Math.min(picture.width(), picture.height());
    AnchorSize unit = new AnchorSize(shorter / picture.width(), shorter / picture.height());
    AnchorGrid grid = AnchorGrid.empty();
    for (int i = 0; i < maps.size(); i++) {
      double scale = scale(i, maps.size(), minScale, maxScale);
      double next = i + 1 < maps.size() ? scale(i + 1, maps.size(), minScale, maxScale) : 1;
      Size map = maps.get(i);
      grid = grid.map(map.height(), map.width(), sizes(i == 0, scale, next, unit));
    }
    return grid.anchors();
  }

  private static double scale(int map, int maps, double minScale, double maxScale) {
    return minScale + (maxScale - minScale) * map / (maps - 1);
  }

  private static List<AnchorSize> sizes(
      boolean lowest, double scale, double next, AnchorSize unit) {
    List<AnchorSize> sizes = new ArrayList<>();
    if (lowest) {
      sizes.add(size(LOWEST_SCALE, 1, unit));
      sizes.add(size(scale, 2, unit));
      sizes.add(size(scale, 0.5, unit));
      return sizes;
    }
    for (double aspectRatio : ASPECT_RATIOS) {
      sizes.add(size(scale, aspectRatio, unit));
    }
    sizes.add(size(Math.sqrt(scale * next), 1, unit));
    return sizes;
  }

  private static AnchorSize size(double scale, double aspectRatio, AnchorSize unit) {
    AnchorSize square = AnchorSize.ofScale(scale, aspectRatio);
    return new AnchorSize(square.width() * unit.width(), square.height() * unit.height());
  }
}
