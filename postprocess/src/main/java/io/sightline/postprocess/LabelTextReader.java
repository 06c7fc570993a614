package io.sightline.postprocess;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.error.FileFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a list of labels, one a line, and tells what else a file is. */
final class LabelTextReader {
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private static final Pattern PBTXT = Pattern.compile("\\s*item\\s*:?\\s*\\{.*");
  private static final Pattern JSON = Pattern.compile("\\s*(\\{\\s*([\"'].*)?|\\[\\s*([\"'].*)?)");
  private static final Pattern YAML = Pattern.compile("(names|labels)\\s*:.*|---\\s*");
  private static final Pattern YAML_ENTRY = Pattern.compile("\\s*\\d+\\s*:\\s.*");
  private static final Pattern CSV_HEADER =
      Pattern.compile("(?i)\\s*(id|index|class|class_id|name|label)\\s*[,;\\t].*");

  private final String source;

  private LabelTextReader(String source) {
    this.source = source;
  }

  /** The names in their order, at least one. */
  static List<String> read(Path file) {
    LabelTextReader reader = new LabelTextReader(file.toString());
    List<String> lines = reader.lines(reader.decode(reader.bytes(file)));
    reader.checkPlain(lines);
    return reader.names(lines);
  }

  private byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw unreadable("nothing there", "Check the path: " + file.toAbsolutePath() + ".");
    } catch (IOException e) {
      throw Files.isDirectory(file)
          ? unreadable("a directory", "Name the file in it.")
          : unreadable(e.toString(), "Check that this process may read it.");
    }
  }

  private FileFormatException unreadable(String found, String advice) {
    return new FileFormatException(
        "The label file %s cannot be read: expected a text file, found %s. %s"
            .formatted(source, found, advice),
        source);
  }

  private String decode(byte[] bytes) {
    CharsetDecoder decoder = UTF_8.newDecoder();
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
    String decoded = text.flip().toString();
    if (result.isError()) {
      throw notUtf8(decoded, bytes);
    }
    return !decoded.isEmpty() && decoded.charAt(0) == BYTE_ORDER_MARK
        ? decoded.substring(1)
        : decoded;
  }

  /** The text before the fault tells where it is. */
  private FileFormatException notUtf8(String before, byte[] bytes) {
    int lineStart = before.lastIndexOf('\n') + 1;
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    int fault = bytes[before.getBytes(UTF_8).length] & 0xff;
    return new FileFormatException(
        "The labels are not text in UTF-8: expected UTF-8, found the byte 0x%02x. %s"
            .formatted(fault, "Save the file as UTF-8."),
        source,
        line,
        before.length() - lineStart + 1);
  }

  private List<String> lines(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
      lines.remove(lines.size() - 1);
    }
    if (lines.isEmpty()) {
      throw new FileFormatException(
          "The label file %s is empty: expected one label a line, found none. Check the path."
              .formatted(source),
          source);
    }
    return lines;
  }

  private void checkPlain(List<String> lines) {
    int first = 0;
    while (lines.get(first).isBlank() || lines.get(first).stripLeading().startsWith("#")) {
      first++;
      if (first == lines.size()) {
        return;
      }
    }
    String start = lines.get(first);
    if (PBTXT.matcher(start).matches()) {
      throw notPlain("a label map of the Object Detection API (.pbtxt)", first);
    }
    if (JSON.matcher(start).matches()) {
      throw notPlain("JSON", first);
    }
    if (YAML.matcher(start).matches()
        || lines.stream().allMatch(line -> YAML_ENTRY.matcher(line).matches())) {
      throw notPlain("a YAML mapping", first);
    }
    if (CSV_HEADER.matcher(start).matches()) {
      throw notPlain("a table with a header", first);
    }
  }

  private FileFormatException notPlain(String found, int line) {
    return new FileFormatException(
        "The labels are not a plain list: expected one label a line, found %s. %s"
            .formatted(
                found, "Write the names alone, that of index 0 first, or use Labels.of(list)."),
        source,
        line + 1,
        1);
  }

  private List<String> names(List<String> lines) {
    List<String> names = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      String name = lines.get(i).strip();
      if (name.isEmpty()) {
        throw new FileFormatException(
            "A label is missing: expected a name on each line, found an empty line. %s"
                .formatted("Remove it, or name the class: all later ones would move."),
            source,
            i + 1,
            1);
      }
      names.add(name);
    }
    return names;
  }
}
