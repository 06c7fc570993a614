package io.sightline.postprocess.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.error.FileFormatException;
import io.sightline.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each line that Python's protobuf was given: the same are accepted, with the same value. */
class TextFormatConformanceTest {
  private static final Pattern LINE = Pattern.compile("(['\"].*?['\"]) +-> (OK|ERR) ?(.*)");
  private static final Pattern ESCAPE =
      Pattern.compile("\\\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|(.))", Pattern.DOTALL);

  /** Where we part from Python, and why. */
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "item { id: 0b1 }", "binary numbers are Python's alone, not of the text format",
          "item { id: 1_000 }", "so are underscores in numbers",
          "item { name: \"\\q\" }", "C++ and Java refuse unknown escapes; often a path of Windows",
          "item\u00a0{ id: 1 }", "a no-break space separates nothing in C++ and Java",
          "\ufeffitem { id: 1 }", "editors put a byte order mark there; it is no part of the text");

  @TempDir private Path directory;

  @Test
  void read_everyLine_agreesWithPython() throws IOException {
    List<String> differences = new ArrayList<>();
    int count = 0;
    LabelOptions options = LabelOptions.standard();
    for (String line : Files.readAllLines(TestData.golden("detection/textproto_conformance.txt"))) {
      Matcher matcher = LINE.matcher(line);
      if (line.startsWith("== Merge+allow_unknown")) {
        options = options.skipUnknownFields();
      } else if (matcher.matches()) {
        count++;
        String text = literal(matcher.group(1));
        Optional<List<Label>> expected =
            matcher.group(2).equals("OK")
                ? Optional.of(ProtobufOracle.entries(matcher.group(3)))
                : Optional.empty();
        if (!read(text, options).equals(expected)) {
          differences.add(text);
        }
      }
    }
    assertThat(count).isGreaterThan(100);
    assertThat(differences).containsExactlyInAnyOrderElementsOf(EXCEPTIONS.keySet());
  }

  private Optional<List<Label>> read(String text, LabelOptions options) throws IOException {
    Path file = Files.writeString(directory.resolve("map.pbtxt"), text);
    try {
      return Optional.of(Labels.read(file, options).entries());
    } catch (FileFormatException e) {
      assertThat(e.line()).as(text).isPositive();
      assertThat(e.column()).as(text).isPositive();
      return Optional.empty();
    }
  }

  /** What a string literal of Python stands for. */
  private static String literal(String quoted) {
    return ESCAPE
        .matcher(quoted.substring(1, quoted.length() - 1))
        .replaceAll(
            escape -> {
              String hex = escape.group(1) == null ? escape.group(2) : escape.group(1);
              char c = hex == null ? simple(escape.group(3)) : (char) Integer.parseInt(hex, 16);
              return Matcher.quoteReplacement(String.valueOf(c));
            });
  }

  private static char simple(String escape) {
    return switch (escape) {
      case "n" -> '\n';
      case "t" -> '\t';
      case "r" -> '\r';
      default -> escape.charAt(0);
    };
  }
}
