package io.sightline.postprocess.labels.tree;

import io.sightline.error.FileFormatException;
import io.sightline.postprocess.labels.text.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads JSON (RFC 8259), and the words NaN and Infinity that Python writes. The long lists of an
 * annotation file are checked but not kept.
 */
public final class JsonParser {
  /** The keys of a COCO file whose values are long and hold no labels. */
  private static final Set<String> NOT_KEPT = Set.of("annotations", "images");

  private static final String ADVICE = "Check the JSON there.";
  private static final String NUMBER = "+-.0123456789eE";

  private final SourceText source;
  private final String text;
  private int at;
  private int depth;
  private boolean keep = true;

  private JsonParser(SourceText source) {
    this.source = source;
    this.text = source.text();
  }

  /** The value that the file is. */
  public static Node parse(SourceText source) {
    JsonParser parser = new JsonParser(source);
    Node root = parser.value();
    parser.skipSpace();
    if (parser.at < parser.text.length()) {
      throw parser.unexpected("the end of the file");
    }
    return root;
  }

  private Node value() {
    skipSpace();
    return switch (peek()) {
      case '{' -> mapping();
      case '[' -> sequence();
      case '"' -> string();
      default -> word();
    };
  }

  private Node.Mapping mapping() {
    int start = open();
    List<Node.Entry> entries = new ArrayList<>();
    if (!closes('}')) {
      do {
        skipSpace();
        if (peek() != '"') {
          throw unexpected("a key in double quotes");
        }
        Node.Scalar key = string();
        skipSpace();
        consume(':', "':' after the key \"" + key.text() + "\"");
        Node value = valueOf(key.text());
        if (keep) {
          entries.add(new Node.Entry(key, value));
        }
      } while (continues('}'));
    }
    depth--;
    return new Node.Mapping(entries, start);
  }

  private Node valueOf(String key) {
    if (depth != 1 || !NOT_KEPT.contains(key)) {
      return value();
    }
    keep = false;
    Node value = value();
    keep = true;
    return value;
  }

  private Node.Sequence sequence() {
    int start = open();
    List<Node> items = new ArrayList<>();
    if (!closes(']')) {
      do {
        Node item = value();
        if (keep) {
          items.add(item);
        }
      } while (continues(']'));
    }
    depth--;
    return new Node.Sequence(items, start);
  }

  private int open() {
    depth++;
    if (depth > Node.MAX_DEPTH) {
      throw source.failure(
          at,
          "The JSON is nested too deeply: expected at most %s levels, found more. %s"
              .formatted(Node.MAX_DEPTH, "A label file needs three."));
    }
    return at++;
  }

  private boolean closes(char end) {
    skipSpace();
    if (peek() != end) {
      return false;
    }
    at++;
    return true;
  }

  private boolean continues(char end) {
    if (closes(end)) {
      return false;
    }
    consume(',', "',' or '" + end + "'");
    skipSpace();
    if (peek() == end) {
      throw source.failure(
          at,
          "A comma is too many: expected a value after ',', found '%s'. Remove the comma."
              .formatted(end));
    }
    return true;
  }

  private Node.Scalar string() {
    int start = at;
    at++;
    int runStart = at;
    StringBuilder value = new StringBuilder();
    while (true) {
      char c = peek();
      if (c == '"') {
        value.append(text, runStart, at);
        at++;
        return new Node.Scalar(value.toString(), true, start);
      }
      if (c == '\\') {
        value.append(text, runStart, at);
        value.append(escape());
        runStart = at;
      } else if (c < ' ') {
        throw source.failure(
            at < text.length() ? at : start,
            "A string does not end: expected '\"' after it, found %s. Close it."
                .formatted(source.foundAt(at)));
      } else {
        at++;
      }
    }
  }

  private char escape() {
    int start = at;
    at++;
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode(start);
      default -> throw badEscape(start);
    };
  }

  private char unicode(int start) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = peek() < 0x80 ? Character.digit(peek(), 16) : -1;
      if (digit < 0) {
        throw badEscape(start);
      }
      value = (value << 4) | digit;
      at++;
    }
    return (char) value;
  }

  private FileFormatException badEscape(int start) {
    return source.failure(
        start,
        "An escape is unknown: expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0000, found %s. %s"
            .formatted(source.foundAt(start), "Double a backslash that is meant as such."));
  }

  private Node.Scalar word() {
    int start = at;
    while (at < text.length() && isWord(text.charAt(at))) {
      at++;
    }
    String word = text.substring(start, at);
    boolean known =
        switch (word) {
          case "true", "false", "null", "NaN", "Infinity", "-Infinity" -> true;
          default -> isNumber(word);
        };
    if (!known) {
      at = start;
      throw unexpected("a value");
    }
    return new Node.Scalar(word, false, start);
  }

  private static boolean isNumber(String word) {
    if (word.isEmpty() || !word.chars().allMatch(c -> NUMBER.indexOf(c) >= 0)) {
      return false;
    }
    int first = word.charAt(0) == '-' ? 1 : 0;
    boolean leadingZero =
        word.startsWith("0", first)
            && word.length() > first + 1
            && Character.isDigit(word.charAt(first + 1));
    try {
      return Double.isFinite(Double.parseDouble(word) * 0)
          && word.charAt(0) != '+'
          && Character.isDigit(word.charAt(Math.min(first, word.length() - 1)))
          && !word.endsWith(".")
          && !leadingZero;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '-'
        || c == '.'
        || c == '_';
  }

  private void consume(char expected, String phrase) {
    if (peek() != expected) {
      throw unexpected(phrase);
    }
    at++;
  }

  private FileFormatException unexpected(String expected) {
    return source.failure(
        at,
        "The JSON is broken: expected %s, found %s. %s"
            .formatted(expected, source.foundAt(at), ADVICE));
  }

  /** The next character; zero at the end. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
