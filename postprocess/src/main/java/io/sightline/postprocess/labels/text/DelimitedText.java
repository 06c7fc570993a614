package io.sightline.postprocess.labels.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of fields with a separator between them, as RFC 4180 has it: a field in double quotes may
 * hold separators, line ends and doubled quotes. Empty lines and lines that begin with {@code #}
 * are skipped; spaces around a field that is not in quotes are no part of it.
 */
public final class DelimitedText {
  /**
   * A field.
   *
   * @param text what it says
   * @param offset where it begins
   */
  public record Field(String text, int offset) {}

  private final SourceText source;
  private final String text;
  private final char separator;
  private int at;

  private DelimitedText(SourceText source, char separator) {
    this.source = source;
    this.text = source.text();
    this.separator = separator;
  }

  /** The rows that hold anything. */
  public static List<List<Field>> rows(SourceText source, char separator) {
    DelimitedText reader = new DelimitedText(source, separator);
    List<List<Field>> rows = new ArrayList<>();
    while (reader.at < reader.text.length()) {
      if (!reader.skipEmptyLine()) {
        rows.add(reader.row());
      }
    }
    return rows;
  }

  private boolean skipEmptyLine() {
    int end = lineEnd(at);
    if (!text.startsWith("#", at) && !text.substring(at, end).isBlank()) {
      return false;
    }
    at = Math.min(end + 1, text.length());
    return true;
  }

  private int lineEnd(int from) {
    int end = from;
    while (end < text.length() && !isLineEnd(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private List<Field> row() {
    List<Field> fields = new ArrayList<>();
    while (true) {
      fields.add(field());
      if (at == text.length()) {
        return fields;
      }
      char end = text.charAt(at);
      at++;
      if (end != separator) {
        return fields;
      }
    }
  }

  /** Reads up to the separator, the line's end or the text's. */
  private Field field() {
    skipSpaces();
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted();
    }
    int start = at;
    while (at < text.length() && text.charAt(at) != separator && !isLineEnd(text.charAt(at))) {
      at++;
    }
    return new Field(text.substring(start, at).strip(), start);
  }

  private Field quoted() {
    int start = at;
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at);
      at++;
      if (c != '"') {
        value.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        value.append('"');
        at++;
      } else {
        skipSpaces();
        checkEnd();
        return new Field(value.toString(), start);
      }
    }
    throw source.failure(
        start,
        "A quoted field does not end: expected '\"' after it, found the end of the file. Close"
            + " it.");
  }

  private void checkEnd() {
    if (at < text.length() && text.charAt(at) != separator && !isLineEnd(text.charAt(at))) {
      throw source.failure(
          at,
          "A quoted field goes on after its end: expected '%s' or the end of the line, found %s. %s"
              .formatted(separator, source.foundAt(at), "Double the quotes that belong to it."));
    }
  }

  private void skipSpaces() {
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
  }

  private boolean isSpace(char c) {
    return c != separator && (c == ' ' || c == '\t');
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }
}
