package io.sightline.preprocess.resample.tensorflow;

import io.sightline.image.Size;
import io.sightline.internal.RowBands;

/**
 * {@code ResizeNearestNeighbor} of TensorFlow 2.21 with half-pixel centres:
 * tensorflow/core/kernels/image/resize_nearest_neighbor_op.cc.
 */
final class TensorFlowNearest {
  private TensorFlowNearest() {}

  static void resize(SampleRows source, Size target, float[] out) {
    int[] rows = indices(source.size().height(), target.height());
    int[] columns = indices(source.size().width(), target.width());
    int rowLength = target.width() * source.channels();
    RowBands.forEach(
        target.height(),
        out.length,
        (from, to) -> {
          for (int y = from; y < to; y++) {
            source.read(rows[y], columns, out, y * rowLength);
          }
        });
  }

  private static int[] indices(int sourceLength, int targetLength) {
    float scale = sourceLength / (float) targetLength;
    int[] indices = new int[targetLength];
    for (int i = 0; i < targetLength; i++) {
      indices[i] = Math.min((int) ((i + 0.5f) * scale), sourceLength - 1);
    }
    return indices;
  }
}
