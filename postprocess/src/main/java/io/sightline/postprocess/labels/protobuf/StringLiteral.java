package io.sightline.postprocess.labels.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.error.FileFormatException;
import io.sightline.postprocess.labels.text.SourceText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Reads string literals. Octal and hexadecimal escapes are bytes of UTF-8, not code points;
 * adjacent literals are one string, which must be valid UTF-8 as a whole.
 */
final class StringLiteral {
  private static final String KNOWN = "abfnrtv\\'\"";
  private static final String MEANING = "\007\b\f\n\r\t\013\\'\"";

  private final SourceText source;
  private final String text;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int at;

  private StringLiteral(SourceText source) {
    this.source = source;
    this.text = source.text();
  }

  /** Takes the literal at the tokenizer's place and those that follow it. */
  static String consume(Tokenizer tokens, SourceText source) {
    int start = tokens.offset();
    String first = tokens.next();
    if (!tokens.lookingAtString() && first.indexOf('\\') < 0) {
      return first.substring(1, first.length() - 1);
    }
    StringLiteral literal = new StringLiteral(source);
    literal.append(start, start + first.length());
    literal.appendAll(tokens);
    return literal.decode(start);
  }

  /** Skips a literal and those that follow it, whose bytes need not be text. */
  static void skip(Tokenizer tokens, SourceText source) {
    new StringLiteral(source).appendAll(tokens);
  }

  private void appendAll(Tokenizer tokens) {
    while (tokens.lookingAtString()) {
      int start = tokens.offset();
      append(start, start + tokens.next().length());
    }
  }

  /** Appends what stands between two quotes. */
  private void append(int start, int end) {
    at = start + 1;
    int runStart = at;
    while (at < end - 1) {
      if (text.charAt(at) == '\\') {
        write(text.substring(runStart, at));
        escape(end - 1);
        runStart = at;
      } else {
        at++;
      }
    }
    write(text.substring(runStart, end - 1));
  }

  private void escape(int end) {
    int start = at;
    char c = text.charAt(at + 1);
    at += 2;
    int known = KNOWN.indexOf(c);
    if (known >= 0) {
      bytes.write(MEANING.charAt(known));
    } else if (c == '?') {
      write("\\?"); // as Python reads it; C++ reads '?'
    } else if (c >= '0' && c <= '7') {
      at--;
      int value = digits(8, 3, end);
      if (value > 0xff) {
        throw bad(start, "at most \\377");
      }
      bytes.write(value);
    } else if (c == 'x') {
      bytes.write(digits(16, 2, end));
      if (at == start + 2) {
        throw bad(start, "one or two hexadecimal digits after \\x");
      }
    } else if (c == 'u' || c == 'U') {
      codePoint(start, c == 'u' ? 4 : 8, end);
    } else {
      throw bad(
          start,
          "one of \\n \\t \\r \\a \\b \\f \\v \\\\ \\' \\\" \\303 \\xc3 \\u00d7 \\U0001F600");
    }
  }

  /** Reads as many digits as there are, up to a number. */
  private int digits(int radix, int most, int end) {
    int value = 0;
    int last = Math.min(end, at + most);
    while (at < last && text.charAt(at) < 0x80 && Character.digit(text.charAt(at), radix) >= 0) {
      value = value * radix + Character.digit(text.charAt(at), radix);
      at++;
    }
    return value;
  }

  private void codePoint(int start, int count, int end) {
    int from = at;
    int value = digits(16, count, end);
    boolean surrogate = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
    if (at != from + count || !Character.isValidCodePoint(value) || surrogate) {
      throw bad(start, count + " hexadecimal digits of a character that is no surrogate");
    }
    write(Character.toString(value));
  }

  private void write(String part) {
    bytes.writeBytes(part.getBytes(UTF_8));
  }

  private FileFormatException bad(int start, String expected) {
    return source.failure(
        start,
        "An escape cannot be read: expected %s, found %s. %s"
            .formatted(
                expected, source.foundAt(start), "Double a backslash that is meant as such."));
  }

  private String decode(int start) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    } catch (CharacterCodingException e) {
      throw source.failure(
          start,
          "The escapes of a string are no text: expected bytes of UTF-8, found others. %s"
              .formatted("Write the characters themselves, or \\u00d7 instead of \\xd7."));
    }
  }
}
