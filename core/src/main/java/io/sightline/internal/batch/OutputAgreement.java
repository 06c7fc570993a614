package io.sightline.internal.batch;

import io.sightline.tensor.ElementType;
import io.sightline.tensor.TensorValue;
import java.util.Map;
import java.util.Objects;

/**
 * Whether two runs gave the same for one item. Engines add in another order for another batch size,
 * so floating-point elements may differ by 1e-4 of the output's largest: a hundred times what was
 * measured on deep models, and far less than what a model that mixes its items changes.
 */
final class OutputAgreement {
  private static final double TOLERANCE = 1e-4;

  private OutputAgreement() {}

  static boolean agree(Map<String, TensorValue> one, Map<String, TensorValue> other) {
    return one.keySet().equals(other.keySet())
        && one.entrySet().stream()
            .allMatch(
                output ->
                    agree(output.getValue(), Objects.requireNonNull(other.get(output.getKey()))));
  }

  private static boolean agree(TensorValue one, TensorValue other) {
    if (one.elementType() != other.elementType() || !one.shape().equals(other.shape())) {
      return false;
    }
    if (one.elementType() == ElementType.FLOAT64) {
      return agree(one.doubles(), other.doubles());
    }
    return one.elementType().isFloatingPoint()
        ? agree(widened(one.floats()), widened(other.floats()))
        : one.equals(other);
  }

  private static double[] widened(float[] elements) {
    double[] widened = new double[elements.length];
    for (int i = 0; i < elements.length; i++) {
      widened[i] = elements[i];
    }
    return widened;
  }

  private static boolean agree(double[] one, double[] other) {
    double largest = 0;
    for (double element : one) {
      if (Math.abs(element) <= Double.MAX_VALUE) {
        largest = Math.max(largest, Math.abs(element));
      }
    }
    for (int i = 0; i < one.length; i++) {
      boolean same = Double.compare(one[i], other[i]) == 0;
      if (!same && !(Math.abs(one[i] - other[i]) <= TOLERANCE * largest)) {
        return false;
      }
    }
    return true;
  }
}
