package io.sightline.postprocess.labels;

import io.sightline.postprocess.labels.text.LabelFile;
import io.sightline.postprocess.labels.text.SourceText;
import io.sightline.postprocess.labels.text.TextShape;
import io.sightline.postprocess.labels.tree.JsonParser;
import io.sightline.postprocess.labels.tree.YamlParser;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Finds out of which kind a label file is and has it read. The content decides; the ending of the
 * name only where the content could be of two kinds.
 */
final class LabelReader {
  private final LabelFile file;
  private final String name;
  private final LabelOptions options;

  private LabelReader(LabelFile file, String name, LabelOptions options) {
    this.file = file;
    this.name = name;
    this.options = options;
  }

  static LabelSet read(Path path, LabelOptions options) {
    Path fileName = path.getFileName();
    String name = fileName == null ? "" : fileName.toString().toLowerCase(Locale.ROOT);
    return new LabelReader(LabelFile.read(path), name, options).read();
  }

  private LabelSet read() {
    if (file.isBinaryLabelMap()) {
      return LabelMap.parseBinary(file.source(), file.bytes(), options.unknownFieldsSkipped());
    }
    if (file.isEmpty() && !isNamed(".pbtxt")) {
      throw file.empty();
    }
    SourceText text = file.text();
    TextShape shape = new TextShape(text.text(), LabelMap::isKnown);
    if (shape.isJson()) {
      return new TreeLabels(text).read(JsonParser.parse(text));
    }
    if (shape.isLabelMap() || isNamed(".pbtxt") || isNamed(".prototxt")) {
      return LabelMap.parseText(text, options.unknownFieldsSkipped());
    }
    if (shape.isYaml() || isNamed(".yaml") || isNamed(".yml")) {
      return new TreeLabels(text).read(YamlParser.parse(text));
    }
    return lines(text);
  }

  private boolean isNamed(String ending) {
    return name.endsWith(ending);
  }

  private LabelSet lines(SourceText text) {
    TextLabels lines = new TextLabels(text);
    if (lines.isEmpty()) {
      throw file.empty();
    }
    if (options.linesWhole()) {
      return lines.names();
    }
    if (lines.isYamlList()) {
      return new TreeLabels(text).read(YamlParser.parse(text));
    }
    char header = TableLabels.separatorOfHeader(lines.firstLine());
    if (header != 0) {
      return TableLabels.parse(text, header, TableLabels.Columns.HEADER);
    }
    char separator = lines.separatorOfIds();
    if (separator == 0) {
      char beforeIds = lines.separatorBeforeIds();
      return beforeIds == 0
          ? lines.names()
          : TableLabels.parse(text, beforeIds, TableLabels.Columns.NAME_ID);
    }
    return TableLabels.SEPARATORS.indexOf(separator) >= 0
        ? TableLabels.parse(text, separator, TableLabels.Columns.ID_NAME)
        : lines.idsAndNames(separator);
  }
}
