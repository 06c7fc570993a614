package io.sightline.postprocess.plain;

import java.util.Objects;

/**
 * A number that a model gave.
 *
 * @param name what it is
 * @param value the number, in whatever unit the model was trained on
 */
public record NamedNumber(String name, double value) {
  /**
   * Checks that there is a name.
   *
   * @param name what it is
   * @param value the number
   */
  public NamedNumber {
    Objects.requireNonNull(name, "name");
  }

  /** Returns name and number, as in {@code age 31.2}; a float32 with the digits of one. */
  @Override
  public String toString() {
    float single = (float) value;
    return name + " " + (single == value ? Float.toString(single) : Double.toString(value));
  }
}
