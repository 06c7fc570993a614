package io.sightline.detection.format;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Floats as decimals. {@code Float.toString} of Java 17 has digits too many at times (JDK-4511638,
 * mended in 19), and exponents.
 */
final class Decimal {
  /** Below it, {@code Float.toString} writes whole numbers without an exponent, exactly. */
  private static final float WHOLE_NUMBERS = 1e7f;

  private Decimal() {}

  /**
   * The shortest decimal that reads back to the float; of several the one next to it.
   *
   * @param value a finite number
   * @return digits with a point among them, such as {@code 12.0} and {@code 0.00001}
   */
  static String text(float value) {
    String text = Float.toString(value);
    if (Math.abs(value) < WHOLE_NUMBERS && value == (int) value) {
      return text;
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal shortest = new BigDecimal(text);
    for (int digits = shortest.precision(); digits > 0; digits--) {
      BigDecimal shorter = readingBack(exact, digits, value);
      if (shorter == null) {
        break;
      }
      shortest = shorter;
    }
    String plain = shortest.stripTrailingZeros().toPlainString();
    return plain.indexOf('.') < 0 ? plain + ".0" : plain;
  }

  /**
   * The nearest decimal of so many digits. Below a power of two floats lie closer than above it, so
   * that the nearest may not read back where the one on the other side does.
   */
  private static @Nullable BigDecimal readingBack(BigDecimal exact, int digits, float value) {
    for (RoundingMode mode :
        new RoundingMode[] {RoundingMode.HALF_EVEN, RoundingMode.FLOOR, RoundingMode.CEILING}) {
      BigDecimal rounded = exact.round(new MathContext(digits, mode));
      if (rounded.floatValue() == value) {
        return rounded;
      }
    }
    return null;
  }
}
