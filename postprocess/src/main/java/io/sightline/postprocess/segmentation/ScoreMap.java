package io.sightline.postprocess.segmentation;

import io.sightline.error.ModelRunException;
import io.sightline.image.Size;
import io.sightline.model.ModelDescription;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import java.nio.FloatBuffer;

/**
 * A score for each pixel and class. Of equal scores the first class wins, as in {@code
 * numpy.argmax} and {@code tf.argmax}.
 */
final class ScoreMap {
  private final ModelDescription model;
  private final String output;
  private final FloatBuffer scores;
  private final ClassAxis axis;
  private final Size size;
  private final int classes;

  /** A view of a tensor of floats of rank 3, an output of the model. */
  ScoreMap(TensorValue tensor, ClassAxis axis, String output, ModelDescription model) {
    this.output = output;
    this.model = model;
    Shape shape = tensor.shape();
    boolean last = axis == ClassAxis.LAST;
    this.axis = axis;
    this.size = new Size((int) shape.length(last ? 1 : 2), (int) shape.length(last ? 0 : 1));
    this.classes = (int) shape.length(last ? 2 : 0);
    this.scores =
        tensor.elementType() == ElementType.FLOAT32
            ? tensor.floatBuffer()
            : FloatBuffer.wrap(tensor.floats());
  }

  Size size() {
    return size;
  }

  int classes() {
    return classes;
  }

  /** The number of scores. */
  int count() {
    return scores.limit();
  }

  /** An array that holds the scores of one row of pixels. */
  float[] newRow() {
    return new float[size.width() * classes];
  }

  /** Reads one row: {@code [pixel, class]}, wherever the class axis is. */
  void readRow(int y, float[] row) {
    int width = size.width();
    if (axis == ClassAxis.LAST) {
      scores.get(y * row.length, row);
      return;
    }
    float[] ofClass = new float[width];
    for (int c = 0; c < classes; c++) {
      scores.get((c * size.height() + y) * width, ofClass);
      for (int x = 0, to = c; x < width; x++, to += classes) {
        row[to] = ofClass[x];
      }
    }
  }

  /**
   * Writes the class of each pixel of a row to its place in the map.
   *
   * @param row is overwritten
   * @throws ModelRunException if a score is NaN
   */
  void bestOfRow(int y, float[] row, short[] ids) {
    int to = y * size.width();
    if (axis == ClassAxis.LAST) {
      readRow(y, row);
      for (int from = 0; from < row.length; from += classes) {
        ids[to++] = (short) best(row, from);
      }
      return;
    }
    for (int c = 0; c < classes; c++) {
      scores.get((c * size.height() + y) * size.width(), row, c * size.width(), size.width());
    }
    bestOfPlanes(row, ids, to);
  }

  /** The best score so far replaces that of the first class. */
  private void bestOfPlanes(float[] row, short[] ids, int to) {
    int width = size.width();
    boolean numbers = true;
    for (int x = 0; x < width; x++) {
      numbers &= !Float.isNaN(row[x]);
      ids[to + x] = 0;
    }
    for (int c = 1; c < classes; c++) {
      int plane = c * width;
      for (int x = 0; x < width; x++) {
        float score = row[plane + x];
        if (!(score <= row[x])) { // higher, or one of the two is NaN
          numbers &= score > row[x];
          row[x] = score;
          ids[to + x] = (short) c;
        }
      }
    }
    if (!numbers) {
      throw notANumber(output, model);
    }
  }

  /**
   * The class with the highest of some scores that lie side by side.
   *
   * @throws ModelRunException if one is NaN
   */
  int best(float[] row, int from) {
    float highest = row[from];
    int best = 0;
    boolean numbers = !Float.isNaN(highest);
    for (int c = 1; c < classes; c++) {
      float score = row[from + c];
      if (!(score <= highest)) { // higher, or one of the two is NaN
        numbers &= score > highest;
        highest = score;
        best = c;
      }
    }
    if (!numbers) {
      throw notANumber(output, model);
    }
    return best;
  }

  /** A score is NaN. */
  static ModelRunException notANumber(String output, ModelDescription model) {
    return new ModelRunException(
        "The model %s gave no usable scores: expected numbers in '%s', found NaN. %s"
            .formatted(
                model.name(),
                output,
                "Check the normalization of the input and the model's weights."),
        model.name());
  }
}
