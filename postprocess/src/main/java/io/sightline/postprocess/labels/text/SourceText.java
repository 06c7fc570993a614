package io.sightline.postprocess.labels.text;

import io.sightline.error.FileFormatException;
import java.util.Locale;

/** The text of a file, which can say where in it a fault is. */
public final class SourceText {
  private static final int MAX_QUOTED = 40;

  private final String source;
  private final String text;

  public SourceText(String source, String text) {
    this.source = source;
    this.text = text;
  }

  /** The path of the file. */
  public String source() {
    return source;
  }

  /** All of it, without a byte order mark. */
  public String text() {
    return text;
  }

  /** A fault at an offset in UTF-16 units; a column is counted in code points, as Python does. */
  public FileFormatException failure(int offset, String message) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < offset; i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n'))) {
        line++;
        lineStart = i + 1;
      }
    }
    return new FileFormatException(
        message, source, line, text.codePointCount(lineStart, offset) + 1);
  }

  /** What is found at an offset, to be quoted in a message. */
  public String foundAt(int offset) {
    if (offset >= text.length()) {
      return "the end of the file";
    }
    int end = offset;
    while (end < text.length() && end < offset + 20 && !isSpace(text.charAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    return quote(end == offset ? text.substring(offset, offset + 1) : text.substring(offset, end));
  }

  /** The text in quotes, or what a reader cannot see by its code. */
  public static String quote(String found) {
    if (found.isEmpty()) {
      return "nothing";
    }
    if (found.equals("\n") || found.equals("\r")) {
      return "the end of the line";
    }
    int first = found.codePointAt(0);
    if (!isVisible(first)) {
      return first == 0xa0
          ? "a no-break space (U+00A0)"
          : String.format(Locale.ROOT, "U+%04X", first);
    }
    StringBuilder visible = new StringBuilder();
    found
        .codePoints()
        .takeWhile(SourceText::isVisible)
        .limit(MAX_QUOTED)
        .forEach(visible::appendCodePoint);
    return "'" + visible + (visible.length() < found.length() ? "...'" : "'");
  }

  private static boolean isVisible(int c) {
    return c == ' '
        || !(Character.isISOControl(c)
            || Character.isSpaceChar(c)
            || Character.getType(c) == Character.FORMAT);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
