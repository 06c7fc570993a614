package io.sightline.detection.yolo;

import io.sightline.Outputs;
import io.sightline.detection.contract.FloatMatrix;
import io.sightline.detection.output.OutputReader;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outputs of a YOLO model: the predictions, and the prototypes of the masks if it gives masks.
 *
 * @param predictions the matrix as the model writes it
 * @param prototypes null if the model gives no masks
 */
record YoloOutputs(FloatMatrix predictions, @Nullable TensorValue prototypes) {
  /** 1, and what rounding in 16 bits may add. */
  private static final float LARGEST_SCORE = 1.01f;

  static YoloOutputs read(Outputs outputs, OutputReader reader) {
    String predictions = null;
    TensorValue prototypes = null;
    for (Map.Entry<String, TensorValue> output : outputs.values().entrySet()) {
      int rank = itemRank(output.getValue().shape());
      if (rank == 2 && predictions == null) {
        predictions = output.getKey();
      } else if (rank == 3 && prototypes == null) {
        prototypes = output.getValue();
      } else {
        throw unfit(outputs, reader);
      }
    }
    if (predictions == null) {
      throw unfit(outputs, reader);
    }
    return new YoloOutputs(reader.matrix(predictions), prototypes);
  }

  /** Scores of a head, which are sigmoids: what lies above 1 is something else. */
  static FloatMatrix scores(FloatMatrix scores, OutputReader reader) {
    float largest = scores.largest();
    if (largest > LARGEST_SCORE) {
      throw reader.mismatch(
          "scores of at most 1 behind the box",
          largest + " among them, as in points, angles, or numbers before their sigmoid");
    }
    return scores;
  }

  private static int itemRank(Shape shape) {
    return shape.rank() > 2 && shape.length(0) == 1 ? shape.rank() - 1 : shape.rank();
  }

  private static RuntimeException unfit(Outputs outputs, OutputReader reader) {
    return reader.mismatch(
        "one output of two axes, and for masks one of three beside it", outputs.toString());
  }
}
