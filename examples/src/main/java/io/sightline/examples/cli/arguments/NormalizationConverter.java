package io.sightline.examples.cli.arguments;

import io.sightline.preprocess.Normalization;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a name or {@code MEAN,..:STD,..}. */
final class NormalizationConverter implements ITypeConverter<Normalization> {
  @Override
  public Normalization convert(String value) {
    return switch (value) {
      case "none" -> Normalization.NONE;
      case "unit" -> Normalization.ZERO_TO_ONE;
      case "signed" -> Normalization.MINUS_ONE_TO_ONE;
      case "caffe" -> Normalization.CAFFE;
      case "torch" -> Normalization.TORCH;
      default -> meanAndDeviation(value);
    };
  }

  private static Normalization meanAndDeviation(String value) {
    String[] sides = value.split(":", -1);
    if (sides.length != 2) {
      throw new TypeConversionException(
          "expected none, unit, signed, caffe, torch or MEAN,..:STD,.., found " + value);
    }
    try {
      return Normalization.NONE.subtract(numbers(sides[0])).divideBy(numbers(sides[1]));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage() + ", found " + value);
    }
  }

  private static float[] numbers(String list) {
    String[] parts = list.split(",", -1);
    float[] numbers = new float[parts.length];
    for (int i = 0; i < parts.length; i++) {
      try {
        numbers[i] = Float.parseFloat(parts[i]);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("expected a number, found '" + parts[i] + "'");
      }
    }
    return numbers;
  }
}
