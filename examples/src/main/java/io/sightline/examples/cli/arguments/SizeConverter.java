package io.sightline.examples.cli.arguments;

import io.sightline.image.Size;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 224x224}. */
final class SizeConverter implements ITypeConverter<Size> {
  @Override
  public Size convert(String value) {
    if (!value.matches("[1-9]\\d{0,6}x[1-9]\\d{0,6}")) {
      throw new TypeConversionException("expected WIDTHxHEIGHT, such as 224x224, found " + value);
    }
    int x = value.indexOf('x');
    return new Size(
        Integer.parseInt(value.substring(0, x)), Integer.parseInt(value.substring(x + 1)));
  }
}
