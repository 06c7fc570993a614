package io.sightline.postprocess.internal;

import io.sightline.Outputs;
import io.sightline.error.ModelRunException;
import io.sightline.model.ModelDescription;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;

/** An output with one row of floats an item: all axes but the last have the length 1. */
public final class Row {
  private Row() {}

  /** Whether an output can be one; its first axis may be that of the batch. */
  public static boolean mayBe(TensorSpec output) {
    Shape shape = output.shape();
    if (!output.elementType().isFloatingPoint()) {
      return false;
    }
    return !shape.hasKnownRank() || isFlat(shape, 1);
  }

  private static boolean isFlat(Shape shape, int from) {
    for (int axis = from; axis < shape.rank() - 1; axis++) {
      if (shape.length(axis) > 1) {
        return false;
      }
    }
    return true;
  }

  /** The numbers of an output, at least one; a single number without axes is a row of one. */
  public static double[] read(
      Outputs outputs, String name, ModelDescription model, OutputChoice choice) {
    TensorValue value = outputs.tensor(name);
    if (!value.elementType().isFloatingPoint() || !isFlat(value.shape(), 0) || value.size() == 0) {
      throw choice.misfit(model, name, value);
    }
    return value.doubles();
  }

  /** Refuses NaN and infinities. */
  public static void requireFinite(
      double[] numbers, String name, ModelDescription model, String advice) {
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isFinite(numbers[i])) {
        throw new ModelRunException(
            "The model %s gave no usable numbers: expected finite ones in '%s', found %s at index %s. %s"
                .formatted(model.name(), name, numbers[i], i, advice),
            model.name());
      }
    }
  }
}
