package io.sightline.detection.output;

import io.sightline.Outputs;
import io.sightline.PostprocessContext;
import io.sightline.detection.contract.FloatMatrix;
import io.sightline.error.ModelMismatchException;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import java.util.Arrays;

/** Reads the outputs of one item in the forms that detection models use, and refuses others. */
public final class OutputReader {
  /** Boxes reach beyond the picture, but never as far. */
  private static final float LARGEST_FRACTION = 10;

  /** No detector finds nothing but boxes in the first two pixels. */
  private static final float SMALLEST_PIXEL = 2;

  private final String contract;
  private final Outputs outputs;
  private final String model;

  public OutputReader(String contract, Outputs outputs, PostprocessContext context) {
    this.contract = contract;
    this.outputs = outputs;
    this.model = context.model().name();
  }

  public boolean has(String output) {
    return outputs.names().contains(output);
  }

  public TensorValue tensor(String output) {
    if (!has(output)) {
      throw mismatch("an output '" + output + "'", outputs.toString());
    }
    return outputs.tensor(output);
  }

  /** An output of {@code [rows, columns]}, with or without axes of 1 in front. */
  public FloatMatrix matrix(String output, int columns) {
    TensorValue value = tensor(output);
    FloatMatrix matrix = matrix(output);
    if (matrix.columns() != columns) {
      throw mismatch("%s columns in '%s'".formatted(columns, output), value.toString());
    }
    return matrix;
  }

  /** An output of {@code [rows, columns]}, with or without axes of 1 in front. */
  public FloatMatrix matrix(String output) {
    TensorValue value = tensor(output);
    if (!isFloats(value) || !isMatrix(value.shape())) {
      throw mismatch("rows of floats in '%s'".formatted(output), value.toString());
    }
    return FloatMatrix.of(value);
  }

  /** Boxes of four fractions of the picture, {@code [n, 4]}. */
  public FloatMatrix fractions(String output) {
    FloatMatrix boxes = matrix(output, 4);
    float largest = boxes.largest();
    if (largest > LARGEST_FRACTION) {
      throw mismatch(
          "fractions of the picture in '%s'".formatted(output),
          largest + " among them, as in pixels");
    }
    return boxes;
  }

  /** Boxes of four pixel coordinates, {@code [n, 4]}. */
  public FloatMatrix pixels(String output) {
    FloatMatrix boxes = matrix(output, 4);
    float largest = boxes.largest();
    if (largest > 0 && largest <= SMALLEST_PIXEL) {
      throw mismatch(
          "pixels in '%s'".formatted(output),
          "nothing above %s, as in fractions of the picture".formatted(largest));
    }
    return boxes;
  }

  private static boolean isMatrix(Shape shape) {
    boolean isMatrix = shape.rank() >= 2;
    for (int axis = 0; axis < shape.rank() - 2; axis++) {
      isMatrix &= shape.length(axis) == 1;
    }
    return isMatrix;
  }

  private static boolean isFloats(TensorValue value) {
    return value.elementType().isFloatingPoint() && value.elementType().bytes() <= 4;
  }

  /** An output with one float a row; the first ones, as many as asked for. */
  public float[] floats(String output, int count) {
    TensorValue value = tensor(output);
    if (!isFloats(value) || value.size() < count) {
      throw mismatch("%s floats in '%s'".formatted(count, output), value.toString());
    }
    return Arrays.copyOf(value.floats(), count);
  }

  /** An output with one whole number a row, of any numeric type. */
  public int[] integers(String output, int count) {
    TensorValue value = tensor(output);
    if (!isFloats(value)) {
      if (!isIntegers(value) || value.size() < count) {
        throw mismatch("%s whole numbers in '%s'".formatted(count, output), value.toString());
      }
      return Arrays.stream(value.longs()).limit(count).mapToInt(Math::toIntExact).toArray();
    }
    return whole(output, floats(output, count));
  }

  private static boolean isIntegers(TensorValue value) {
    return value.elementType().isFixedWidth()
        && !value.elementType().isFloatingPoint()
        && value.elementType() != ElementType.BOOL;
  }

  /** The class ids that floats hold. */
  public int[] whole(String output, float[] values) {
    int[] whole = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      whole[i] = (int) values[i];
      if (whole[i] != values[i]) {
        throw mismatch(
            "whole numbers in '%s', which say the classes".formatted(output),
            values[i] + " in row " + i);
      }
    }
    return whole;
  }

  /** How many rows a model says are valid, of those that are there. */
  public int count(String output, int rows) {
    TensorValue value = tensor(output);
    if (value.size() != 1) {
      throw mismatch("one number in '%s'".formatted(output), value.toString());
    }
    return Math.max(0, Math.min(rows, integers(output, 1)[0]));
  }

  public ModelMismatchException mismatch(String expected, String found) {
    return new ModelMismatchException(
        "The outputs of %s are not those of the contract %s: expected %s, found %s. %s"
            .formatted(
                model,
                contract,
                expected,
                found,
                "State another contract: ObjectDetection.of(...), or read them with one of your own."),
        model);
  }
}
