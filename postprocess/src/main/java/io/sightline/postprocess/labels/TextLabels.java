package io.sightline.postprocess.labels;

import io.sightline.error.FileFormatException;
import io.sightline.postprocess.labels.text.Numbers;
import io.sightline.postprocess.labels.text.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads texts with a class on each line: a name, {@code id name} or {@code id: name}. */
final class TextLabels {
  /**
   * A line without the spaces around it.
   *
   * @param text what it says
   * @param offset where it begins
   */
  private record Line(String text, int offset) {
    boolean isComment() {
      return text.startsWith("#");
    }
  }

  private final SourceText source;
  private final List<Line> lines = new ArrayList<>();

  TextLabels(SourceText source) {
    this.source = source;
    String text = source.text();
    int start = 0;
    while (start < text.length()) {
      int end = lineEnd(text, start);
      lines.add(line(text, start, end));
      start = text.startsWith("\r\n", end) ? end + 2 : end + 1;
    }
    while (!lines.isEmpty() && lines.get(lines.size() - 1).text().isEmpty()) {
      lines.remove(lines.size() - 1);
    }
  }

  private static int lineEnd(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private static Line line(String text, int start, int end) {
    int first = start;
    while (first < end && Character.isWhitespace(text.charAt(first))) {
      first++;
    }
    return new Line(text.substring(first, end).strip(), first);
  }

  /** A name on each line: its position is the id. */
  LabelSet names() {
    List<String> names = new ArrayList<>(lines.size());
    List<String> notes = new ArrayList<>();
    for (Line line : lines) {
      checkName(line);
      if (line.isComment() && notes.isEmpty()) {
        notes.add(
            "A line begins with '#' and was taken as a name: %s."
                .formatted(SourceText.quote(line.text())));
      }
      names.add(line.text());
    }
    return LabelSet.positional(names, notes);
  }

  private void checkName(Line line) {
    if (line.text().isEmpty()) {
      throw source.failure(
          line.offset(),
          "A label is missing: expected a name on each line, found an empty line. %s"
              .formatted("Remove it, or name the class: all later ones would move."));
    }
    for (int i = 0; i < line.text().length(); i++) {
      char c = line.text().charAt(i);
      if (Character.isISOControl(c) && c != '\t') {
        throw source.failure(
            line.offset() + i,
            "The labels are no text: expected names, found the control character %s. %s"
                .formatted(
                    SourceText.quote(String.valueOf(c)), "Check that this is the label file."));
      }
    }
  }

  /** The separator that follows a number on every line, comments aside; zero if there is none. */
  char separatorOfIds() {
    char separator = 0;
    for (Line line : lines) {
      if (!line.text().isEmpty() && !line.isComment()) {
        char found = separator(line.text());
        if (found == 0 || (separator != 0 && separator != found)) {
          return 0;
        }
        separator = found;
      }
    }
    return separator;
  }

  /**
   * The only separator of every line, comments aside, if nothing but digits follows it; zero if
   * there is none.
   */
  char separatorBeforeIds() {
    char separator = 0;
    for (Line line : lines) {
      if (!line.text().isEmpty() && !line.isComment()) {
        char found = separatorBeforeId(line.text());
        if (found == 0 || (separator != 0 && separator != found)) {
          return 0;
        }
        separator = found;
      }
    }
    return separator;
  }

  private static char separatorBeforeId(String line) {
    int at = line.length() - 1;
    while (at > 0 && TableLabels.SEPARATORS.indexOf(line.charAt(at)) < 0) {
      at--;
    }
    if (at <= 0) {
      return 0;
    }
    char separator = line.charAt(at);
    String id = line.substring(at + 1).strip();
    boolean only = line.indexOf(separator) == at || line.startsWith("\"");
    boolean isId = !id.isEmpty() && Numbers.digitsEnd(id) == id.length();
    return only && isId ? separator : 0;
  }

  /**
   * The first of {@code , ; : tab space} after digits; a space before one of the others is none.
   */
  private static char separator(String line) {
    int digits = Numbers.digitsEnd(line);
    int at = digits;
    while (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
    if (digits == 0 || at == line.length()) {
      return 0;
    }
    char c = line.charAt(at);
    boolean separates = c == ',' || c == ';' || c == '\t' || c == ':';
    return separates ? c : at > digits ? ' ' : 0;
  }

  /** A number and a name on each line. Comments and empty lines are skipped. */
  LabelSet idsAndNames(char separator) {
    List<Label> entries = new ArrayList<>(lines.size());
    Map<Integer, Integer> seen = new HashMap<>();
    for (Line line : lines) {
      if (!line.text().isEmpty() && !line.isComment()) {
        int digits = Numbers.digitsEnd(line.text());
        int id = Numbers.id(line.text().substring(0, digits), line.offset(), source);
        String name = line.text().substring(digits).stripLeading();
        name = separator == ' ' ? name : name.substring(1).stripLeading();
        if (name.isEmpty()) {
          throw source.failure(
              line.offset() + line.text().length(),
              "A name is missing: expected one after %s, found the end of the line. Name the class."
                  .formatted(id));
        }
        if (seen.put(id, id) != null) {
          throw twice(line, id);
        }
        entries.add(Label.of(id, name));
      }
    }
    return LabelSet.stated(entries);
  }

  private FileFormatException twice(Line line, int id) {
    return source.failure(
        line.offset(),
        "The id %s is there twice: expected each id on one line, found a second. %s"
            .formatted(
                id,
                "Correct it, or, if the numbers belong to the names, use"
                    + " LabelOptions.standard().wholeLines()."));
  }

  /** Whether every line begins with a dash, as a list in YAML does. */
  boolean isYamlList() {
    return !lines.isEmpty() && lines.stream().allMatch(line -> line.text().startsWith("- "));
  }

  /** The first line that is neither empty nor a comment; empty if there is none. */
  String firstLine() {
    return lines.stream()
        .filter(line -> !line.text().isEmpty() && !line.isComment())
        .map(Line::text)
        .findFirst()
        .orElse("");
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }
}
