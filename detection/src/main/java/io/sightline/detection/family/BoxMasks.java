package io.sightline.detection.family;

import io.sightline.detection.box.PixelBox;
import io.sightline.detection.box.RelativeBox;
import io.sightline.detection.contract.CandidateMasks;
import io.sightline.detection.mask.InstanceMask;
import io.sightline.image.Geometry;
import io.sightline.image.Size;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.TensorValue;

/** Masks that fill their boxes: {@code [candidate, height, width]}. */
final class BoxMasks implements CandidateMasks {
  private final TensorValue grids;
  private final Size gridSize;

  private BoxMasks(TensorValue grids) {
    this.grids = grids;
    this.gridSize = new Size((int) grids.shape().length(-1), (int) grids.shape().length(-2));
  }

  static BoxMasks of(TensorValue masks) {
    return new BoxMasks(masks.shape().rank() == 4 ? masks.item(0) : masks);
  }

  @Override
  public InstanceMask mask(int candidate, PixelBox box, Geometry geometry) {
    Size source = geometry.source();
    RelativeBox inSource =
        new RelativeBox(
            (float) (geometry.toSourceX(box.xMin()) / source.width()),
            (float) (geometry.toSourceY(box.yMin()) / source.height()),
            (float) (geometry.toSourceX(box.xMax()) / source.width()),
            (float) (geometry.toSourceY(box.yMax()) / source.height()));
    TensorValue grid = grids.item(candidate);
    return grid.elementType() == ElementType.UINT8
        ? InstanceMask.ofBox(grid.bytes(), gridSize, inSource, source)
        : InstanceMask.ofBox(grid.floats(), gridSize, inSource, source);
  }
}
