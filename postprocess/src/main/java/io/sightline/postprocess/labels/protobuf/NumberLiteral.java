package io.sightline.postprocess.labels.protobuf;

import java.math.BigInteger;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What number a token says. */
final class NumberLiteral {
  /** Longer tokens are no 64-bit integer in any radix, unless zeros make them so. */
  private static final int MAX_DIGITS = 100;

  private NumberLiteral() {}

  /** An integer in decimal, hexadecimal (0x) or, with a leading zero, octal; null if it is none. */
  static @Nullable BigInteger integer(String token) {
    return parse(token, !token.startsWith("+"));
  }

  /** An enum's number, for which a leading zero is no sign of octal; empty if it is none. */
  static OptionalInt enumNumber(String token) {
    BigInteger value = parse(token, false);
    return value == null || value.bitLength() > 31
        ? OptionalInt.empty()
        : OptionalInt.of(value.intValue());
  }

  private static @Nullable BigInteger parse(String token, boolean octal) {
    int first = token.startsWith("-") || token.startsWith("+") ? 1 : 0;
    String digits = token.substring(first);
    int radix = 10;
    if (digits.startsWith("0x") || digits.startsWith("0X")) {
      digits = digits.substring(2);
      radix = 16;
    } else if (digits.length() > 1 && digits.charAt(0) == '0') {
      if (!octal && !digits.chars().allMatch(c -> c == '0')) {
        return null;
      }
      radix = 8;
    }
    digits = withoutZeros(digits);
    if (digits.isEmpty() || digits.length() > MAX_DIGITS || !areDigits(digits, radix)) {
      return null;
    }
    BigInteger value = new BigInteger(digits, radix);
    return token.startsWith("-") ? value.negate() : value;
  }

  private static String withoutZeros(String digits) {
    int first = 0;
    while (first < digits.length() - 1 && digits.charAt(first) == '0') {
      first++;
    }
    return digits.substring(first);
  }

  private static boolean areDigits(String digits, int radix) {
    return digits.chars().allMatch(c -> c < 0x80 && Character.digit(c, radix) >= 0);
  }

  /** Whether a token is a number of a field that is skipped, as Python's parser has it. */
  static boolean isNumber(String token) {
    BigInteger integer = integer(token);
    if (integer != null
        && (integer.signum() < 0 ? integer.bitLength() < 64 : integer.bitLength() <= 64)) {
      return true;
    }
    return isFloat(token);
  }

  /**
   * Digits with a point, an exponent and trailing letters f; a leading zero alone before a point.
   */
  private static boolean isFloat(String token) {
    int end = token.length();
    while (end > 0 && (token.charAt(end - 1) == 'f' || token.charAt(end - 1) == 'F')) {
      end--;
    }
    int unsigned = token.startsWith("-") ? 1 : 0;
    if (unsigned + 1 < end
        && token.charAt(unsigned) == '0'
        && isDigit(token.charAt(unsigned + 1))) {
      return false;
    }
    int at = token.startsWith("+") ? 1 : unsigned;
    int whole = digitsEnd(token, at, end);
    int fraction =
        whole < end && token.charAt(whole) == '.' ? digitsEnd(token, whole + 1, end) : whole;
    int digits = fraction - at - (fraction > whole ? 1 : 0);
    if (digits == 0) {
      return isWord(token.substring(at));
    }
    if (fraction == end) {
      return true;
    }
    if (token.charAt(fraction) != 'e' && token.charAt(fraction) != 'E') {
      return false;
    }
    int exponent = fraction + 1;
    if (exponent < end && (token.charAt(exponent) == '+' || token.charAt(exponent) == '-')) {
      exponent++;
    }
    return exponent < end && digitsEnd(token, exponent, end) == end;
  }

  /** Infinity and no number, which a sign makes no identifier. */
  private static boolean isWord(String word) {
    return word.equalsIgnoreCase("inf")
        || word.equalsIgnoreCase("infinity")
        || word.equalsIgnoreCase("nan")
        || word.equalsIgnoreCase("inff")
        || word.equalsIgnoreCase("infinityf")
        || word.equalsIgnoreCase("nanf");
  }

  private static int digitsEnd(String token, int from, int end) {
    int at = from;
    while (at < end && isDigit(token.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
