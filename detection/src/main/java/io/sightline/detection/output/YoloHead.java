package io.sightline.detection.output;

import io.sightline.tensor.TensorSpec;
import java.util.List;
import java.util.Optional;

/**
 * The shapes of a YOLO head: one matrix, and prototypes beside it if the model gives masks.
 *
 * @param rows the first axis of the matrix; -1 if it is not fixed
 * @param columns the second axis of the matrix; -1 if it is not fixed
 * @param prototypes how many prototypes there are; 0 if the model gives no masks
 */
public record YoloHead(long rows, long columns, long prototypes) {
  /** The head that outputs may be; empty if they are others. */
  public static Optional<YoloHead> of(List<TensorSpec> outputs) {
    long[] matrix = null;
    long prototypes = 0;
    for (TensorSpec output : outputs) {
      long[] item = ModelShapes.item(output).orElse(new long[0]);
      if (!output.elementType().isFloatingPoint()) {
        return Optional.empty();
      } else if (item.length == 2 && matrix == null) {
        matrix = item;
      } else if (item.length == 3 && prototypes == 0) {
        prototypes = shorter(item[0], item[2]);
      } else {
        return Optional.empty();
      }
    }
    return matrix == null || prototypes < 0
        ? Optional.empty()
        : Optional.of(new YoloHead(matrix[0], matrix[1], prototypes));
  }

  /** The prototypes lie on the shorter of the outer and the inner axis, or on the fixed one. */
  private static long shorter(long outer, long inner) {
    return outer < 0 ? inner : inner < 0 ? outer : Math.min(outer, inner);
  }
}
