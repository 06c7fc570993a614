package io.sightline.postprocess.labels.text;

import java.util.function.Predicate;

/** What a text begins with, white space and comments aside, to tell kinds of label files apart. */
public final class TextShape {
  private final String text;
  private final Predicate<String> isField;
  private final int start;

  /**
   * Looks at a text.
   *
   * @param isField whether a word is a field with which a message of a known kind begins
   */
  public TextShape(String text, Predicate<String> isField) {
    this.text = text;
    this.isField = isField;
    this.start = afterSpaceAndComments();
  }

  /** A brace or bracket in front of what JSON has there: {@code [unused0]} is a name. */
  public boolean isJson() {
    char next = charAt(afterSpace(start + 1));
    return switch (charAt(start)) {
      case '{' -> next == '"' || next == '}';
      case '[' -> next == '"' || next == '{' || next == '[' || next == ']';
      default -> false;
    };
  }

  /** A field's name in front of a brace; a colon will do for the fields of messages we know. */
  public boolean isLabelMap() {
    int end = wordEnd();
    if (end == start) {
      return false;
    }
    String word = text.substring(start, end);
    char next = charAt(afterSpace(end));
    if (isField.test(word)) {
      return next == '{'
          || (next == ':' && !isYaml())
          || (isItem(word) && (next == '<' || next == '['));
    }
    return next == '{' && charAt(afterSpace(afterSpace(end) + 1)) != '"';
  }

  private static boolean isItem(String word) {
    return word.equalsIgnoreCase("item");
  }

  /**
   * The start of a document; a collection as Python prints it; or keys at the start of lines,
   * {@code names} among them.
   */
  public boolean isYaml() {
    if (text.startsWith("---", start)) {
      return isSpace(charAt(start + 3)) || start + 3 == text.length();
    }
    char first = charAt(start);
    char next = charAt(afterSpace(start + 1));
    if (first == '{' || (first == '[' && next == '\'')) {
      return next != 0;
    }
    int end = wordEnd();
    boolean key =
        end > start && charAt(end) == ':' && (end + 1 == text.length() || isSpace(charAt(end + 1)));
    return text.startsWith("%YAML", start) || (key && hasNames());
  }

  private boolean hasNames() {
    return text.startsWith("names:", start) || text.contains("\nnames:");
  }

  private int wordEnd() {
    int end = start;
    while (end < text.length() && (Character.isLetterOrDigit(charAt(end)) || charAt(end) == '_')) {
      end++;
    }
    return end;
  }

  private int afterSpaceAndComments() {
    int at = afterSpace(0);
    while (charAt(at) == '#' || text.startsWith("//", at) || text.startsWith("/*", at)) {
      int end = text.startsWith("/*", at) ? text.indexOf("*/", at) + 1 : text.indexOf('\n', at);
      if (end <= at) {
        return text.length();
      }
      at = afterSpace(end + 1);
    }
    return at;
  }

  private int afterSpace(int from) {
    int at = from;
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** Zero at the end. */
  private char charAt(int at) {
    return at < text.length() ? text.charAt(at) : 0;
  }
}
