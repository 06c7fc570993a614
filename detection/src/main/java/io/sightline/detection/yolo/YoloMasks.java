package io.sightline.detection.yolo;

import io.sightline.detection.box.PixelBox;
import io.sightline.detection.contract.CandidateMasks;
import io.sightline.detection.contract.FloatMatrix;
import io.sightline.detection.mask.InstanceMask;
import io.sightline.image.Geometry;
import io.sightline.image.Size;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import org.jspecify.annotations.Nullable;

/**
 * The masks of a YOLO segmentation model: for each cell of a grid the sum of the box' coefficients
 * times the cell's prototypes.
 */
final class YoloMasks implements CandidateMasks {
  private final FloatMatrix coefficients;
  private final FloatMatrix prototypes;
  private final Size gridSize;

  private YoloMasks(FloatMatrix coefficients, FloatMatrix prototypes, Size gridSize) {
    this.coefficients = coefficients;
    this.prototypes = prototypes;
    this.gridSize = gridSize;
  }

  /** How many prototypes there are: the shorter of the outer and the inner axis. */
  static int prototypes(@Nullable TensorValue value) {
    return value == null ? 0 : (int) Math.min(value.shape().length(-1), value.shape().length(-3));
  }

  /** Prototypes of {@code [height, width, n]}, or {@code [n, height, width]}. */
  static YoloMasks of(FloatMatrix coefficients, TensorValue prototypes) {
    Shape shape = prototypes.shape();
    int count = prototypes(prototypes);
    boolean channelsLast = shape.length(-1) == count;
    int height = (int) shape.length(channelsLast ? -3 : -2);
    int width = (int) shape.length(channelsLast ? -2 : -1);
    long cells = (long) height * width;
    FloatMatrix perCell =
        channelsLast
            ? FloatMatrix.of(prototypes.reshape(Shape.of(cells, count)))
            : FloatMatrix.of(prototypes.reshape(Shape.of(count, cells))).transposed();
    return new YoloMasks(coefficients, perCell, new Size(width, height));
  }

  @Override
  public InstanceMask mask(int candidate, PixelBox box, Geometry geometry) {
    float[] weights = coefficients.row(candidate);
    float[] logits = new float[prototypes.rows()];
    for (int cell = 0; cell < logits.length; cell++) {
      float sum = 0;
      for (int i = 0; i < weights.length; i++) {
        sum += weights[i] * prototypes.get(cell, i);
      }
      logits[cell] = sum;
    }
    return InstanceMask.ofLogits(logits, gridSize, box, geometry);
  }
}
