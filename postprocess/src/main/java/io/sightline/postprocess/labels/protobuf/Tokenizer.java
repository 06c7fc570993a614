package io.sightline.postprocess.labels.protobuf;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.sightline.error.FileFormatException;
import io.sightline.postprocess.labels.text.SourceText;

/**
 * Splits the text format into tokens: identifiers, numbers, strings with their quotes, and single
 * characters. White space and comments, from {@code #} to the end of the line, only separate.
 */
final class Tokenizer {
  private final SourceText source;
  private final String text;
  private int start;
  private int end;

  Tokenizer(SourceText source) {
    this.source = source;
    this.text = source.text();
    advance();
  }

  boolean atEnd() {
    return start == text.length();
  }

  /** Where the current token begins. */
  int offset() {
    return start;
  }

  /** The current token; empty at the end. */
  String token() {
    return text.substring(start, end);
  }

  boolean lookingAt(char c) {
    return end == start + 1 && text.charAt(start) == c;
  }

  boolean lookingAtString() {
    return !atEnd() && (text.charAt(start) == '"' || text.charAt(start) == '\'');
  }

  /** Whether the token begins as a word or an unsigned number does. */
  boolean lookingAtWord() {
    return !atEnd()
        && (text.charAt(start) == '_' || Character.isLetterOrDigit(text.codePointAt(start)));
  }

  /** Whether the token begins as a word does. */
  boolean lookingAtIdentifier() {
    return lookingAtWord() && !Character.isDigit(text.codePointAt(start));
  }

  @CanIgnoreReturnValue
  boolean tryConsume(char c) {
    if (!lookingAt(c)) {
      return false;
    }
    advance();
    return true;
  }

  /** Takes a character or refuses what stands in its place. */
  void consume(char c, String advice) {
    if (!tryConsume(c)) {
      throw unexpected("'" + c + "'", advice);
    }
  }

  /** Takes the current token and goes to the next. */
  @CanIgnoreReturnValue
  String next() {
    String token = token();
    advance();
    return token;
  }

  FileFormatException unexpected(String expected, String advice) {
    return source.failure(
        start,
        "The label map is broken: expected %s, found %s. %s"
            .formatted(
                expected,
                atEnd() ? "the end of the file" : SourceText.quote(token()),
                startsComment() ? "Comments begin with '#'." : advice));
  }

  private boolean startsComment() {
    return text.startsWith("//", start) || text.startsWith("/*", start);
  }

  private void advance() {
    start = afterSpace(end);
    end = start == text.length() ? start : tokenEnd();
  }

  private int afterSpace(int from) {
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        int lineEnd = text.indexOf('\n', at);
        at = lineEnd < 0 ? text.length() : lineEnd;
      } else if (c == ' ' || (c >= '\t' && c <= '\r')) {
        at++;
      } else {
        break;
      }
    }
    return at;
  }

  private int tokenEnd() {
    char first = text.charAt(start);
    if (isAsciiLetter(first) || first == '_') {
      return runEnd(false);
    }
    if (isDigit(first) || first == '+' || first == '-' || startsFraction(first)) {
      return runEnd(true);
    }
    if (first == '"' || first == '\'') {
      return stringEnd(first);
    }
    return start + Character.charCount(text.codePointAt(start));
  }

  private boolean startsFraction(char first) {
    return first == '.' && start + 1 < text.length() && isDigit(text.charAt(start + 1));
  }

  /** Words and numbers hold letters, digits, signs and underscores, numbers a point as well. */
  private int runEnd(boolean number) {
    int at = start + 1;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean part = isAsciiLetter(c) || isDigit(c) || c == '_' || c == '+' || c == '-';
      if (!part && !(number && c == '.')) {
        break;
      }
      at++;
    }
    return at;
  }

  private int stringEnd(char quote) {
    int at = start + 1;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == quote) {
        return at + 1;
      }
      if (c == '\n') {
        break;
      }
      at += c == '\\' ? 2 : 1;
      if (c == '\\' && at <= text.length() && text.charAt(at - 1) == '\n') {
        break;
      }
    }
    throw source.failure(
        start,
        "A string does not end: expected %s before the end of the line, found none. Close it."
            .formatted(quote));
  }

  private static boolean isAsciiLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
