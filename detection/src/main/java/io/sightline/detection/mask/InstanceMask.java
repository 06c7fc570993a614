package io.sightline.detection.mask;

import io.sightline.detection.box.PixelBox;
import io.sightline.detection.box.RelativeBox;
import io.sightline.image.Geometry;
import io.sightline.image.Size;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which pixels belong to one object, as the model gives it: a small grid, and what part of the
 * picture it lies on. The pixels themselves are worked out when they are asked for.
 *
 * <pre>{@code
 * InstanceMask mask = InstanceMask.ofBox(probabilities, new Size(33, 33), box, new Size(640, 480));
 * BitMask pixels = mask.bits();
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class InstanceMask {
  /** What the callers of TensorFlow's and Ultralytics' masks use. */
  private static final float DEFAULT_THRESHOLD = 0.5f;

  private static final Size NO_GRID = new Size(1, 1);

  private final float[] grid;
  private final Size gridSize;
  private final MaskPlacement placement;

  private InstanceMask(float[] grid, Size gridSize, MaskPlacement placement) {
    this.grid = grid;
    this.gridSize = gridSize;
    this.placement = placement;
  }

  /**
   * Probabilities that fill a box, as {@code detection_masks} of TensorFlow's Object Detection API.
   * Pixels between the grid's cells are interpolated as {@code reframe_box_masks_to_image_masks}
   * does it, to the bit: the outer cells lie on the box's edges, pixels outside of the box have 0,
   * and a side of the box below 0.0001 counts as that long.
   *
   * @param probabilities {@code [height, width]}, 0 to 1; copied
   * @param gridSize the size of the grid
   * @param box the box, in fractions of the picture
   * @param imageSize the size of the picture
   * @return the mask
   * @throws IllegalArgumentException if the grid has another length
   */
  public static InstanceMask ofBox(
      float[] probabilities, Size gridSize, RelativeBox box, Size imageSize) {
    requireLength(probabilities.length, gridSize);
    return new InstanceMask(
        probabilities.clone(), gridSize, new BoxPlacement(box, imageSize, false));
  }

  /**
   * Ones and zeros that fill a box, as {@code detection_masks} of uint8. Each pixel of the box has
   * the value of the nearest cell, as {@code reframe_box_masks_to_image_masks} does it.
   *
   * @param values {@code [height, width]}; every value but 0 is part of the object; copied
   * @param gridSize the size of the grid
   * @param box the box, in fractions of the picture
   * @param imageSize the size of the picture
   * @return the mask
   * @throws IllegalArgumentException if the grid has another length
   */
  public static InstanceMask ofBox(byte[] values, Size gridSize, RelativeBox box, Size imageSize) {
    requireLength(values.length, gridSize);
    float[] grid = new float[values.length];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = Byte.toUnsignedInt(values[i]);
    }
    return new InstanceMask(grid, gridSize, new BoxPlacement(box, imageSize, true));
  }

  /**
   * Logits over all of what the model got, as the coefficients times the prototypes of a YOLO
   * segmentation model. They are cut off at the box, enlarged and cut at 0, the logit of 0.5, as
   * Ultralytics' {@code process_mask} does it, but read at the pixels of the source. Pixels that
   * the model did not get belong to no object.
   *
   * @param logits {@code [height, width]}; copied
   * @param gridSize the size of the grid, such as 160x160
   * @param box the object's box in pixels of what the model got
   * @param geometry how the picture became what the model got
   * @return the mask, of the size of the geometry's source
   * @throws IllegalArgumentException if the grid has another length
   */
  public static InstanceMask ofLogits(
      float[] logits, Size gridSize, PixelBox box, Geometry geometry) {
    requireLength(logits.length, gridSize);
    return new InstanceMask(logits.clone(), gridSize, PlanePlacement.of(box, geometry));
  }

  /**
   * A mask that is known pixel by pixel.
   *
   * @param pixels the pixels of the whole picture
   * @return the mask, which is the same at every threshold
   */
  public static InstanceMask of(BitMask pixels) {
    return new InstanceMask(new float[0], NO_GRID, new WholePlacement(pixels));
  }

  private static void requireLength(int length, Size gridSize) {
    if (length != gridSize.pixels()) {
      throw new IllegalArgumentException(
          "A grid of %s takes %s values: got %s".formatted(gridSize, gridSize.pixels(), length));
    }
  }

  /**
   * The size of the picture that the mask is of.
   *
   * @return the size
   */
  public Size imageSize() {
    return placement.imageSize();
  }

  /**
   * The pixels whose probability is above 0.5.
   *
   * @return the mask of the whole picture, worked out at each call
   */
  public BitMask bits() {
    return bits(DEFAULT_THRESHOLD);
  }

  /**
   * The pixels whose probability is above a threshold; those that equal it and those that are NaN
   * are not part of the mask.
   *
   * @param threshold more than 0 and less than 1
   * @return the mask of the whole picture, worked out at each call
   * @throws IllegalArgumentException if the threshold is out of range
   */
  public BitMask bits(float threshold) {
    if (!(threshold > 0 && threshold < 1)) {
      throw new IllegalArgumentException(
          "The threshold of a mask must lie between 0 and 1: got " + threshold);
    }
    return placement.above(grid, gridSize, threshold);
  }

  /** Exact: the same values in the same place. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof InstanceMask that
        && gridSize.equals(that.gridSize)
        && placement.equals(that.placement)
        && Arrays.equals(grid, that.grid);
  }

  @Override
  public int hashCode() {
    return 31 * placement.hashCode() + Arrays.hashCode(grid);
  }

  /** Returns the size of the picture, as in {@code mask of 640x480}. */
  @Override
  public String toString() {
    return "mask of " + imageSize();
  }
}
