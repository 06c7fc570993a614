package io.sightline.examples.cli.arguments;

import io.sightline.preprocess.resize.OpenCvInterpolation;
import io.sightline.preprocess.resize.PillowFilter;
import io.sightline.preprocess.resize.Resize;
import io.sightline.preprocess.resize.TensorFlowMethod;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code pillow:bilinear} or {@code tensorflow:bicubic:antialias}. */
final class ResizeConverter implements ITypeConverter<Resize> {
  /** The words that it takes. */
  static final String RULES =
      "pillow:nearest, box, bilinear, hamming, bicubic or lanczos; opencv:nearest, nearest_exact,"
          + " linear, area, cubic or lanczos4; tensorflow:bilinear, nearest, bicubic, area,"
          + " lanczos3, lanczos5, gaussian or mitchellcubic, with :antialias behind it or not.";

  @Override
  public Resize convert(String value) {
    String[] parts = value.split(":", -1);
    if (parts.length == 2 || (parts.length == 3 && parts[2].equals("antialias"))) {
      Optional<Resize> rule = rule(parts[0], parts[1], parts.length == 3);
      if (rule.isPresent()) {
        return rule.get();
      }
    }
    throw new TypeConversionException("expected " + RULES + " Found " + value);
  }

  private static Optional<Resize> rule(String library, String filter, boolean antialias) {
    if (library.equals("tensorflow")) {
      return EnumNames.constant(TensorFlowMethod.class, filter)
          .map(Resize::tensorFlow)
          .map(rule -> antialias ? rule.antialias() : rule);
    }
    if (antialias) {
      return Optional.empty();
    }
    return switch (library) {
      case "pillow" -> EnumNames.constant(PillowFilter.class, filter).map(Resize::pillow);
      case "opencv" -> EnumNames.constant(OpenCvInterpolation.class, filter).map(Resize::openCv);
      default -> Optional.empty();
    };
  }
}
