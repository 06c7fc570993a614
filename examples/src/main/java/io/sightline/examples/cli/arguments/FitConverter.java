package io.sightline.examples.cli.arguments;

import io.sightline.preprocess.resize.Fit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code letterbox}. */
final class FitConverter implements ITypeConverter<Fit> {
  @Override
  public Fit convert(String value) {
    return switch (value) {
      case "stretch" -> Fit.stretch();
      case "crop" -> Fit.crop();
      case "letterbox" -> Fit.letterbox();
      case "shortest" -> Fit.shortestSide();
      default ->
          throw new TypeConversionException(
              "expected stretch, crop, letterbox or shortest, found " + value);
    };
  }
}
