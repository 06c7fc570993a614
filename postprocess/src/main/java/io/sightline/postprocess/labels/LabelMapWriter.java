package io.sightline.postprocess.labels;

import java.util.Locale;

/**
 * Writes a label map as text. Strings are written as they are, in UTF-8; quotes, backslashes and
 * control characters are escaped, the latter in octal, which every reader of the format knows.
 */
final class LabelMapWriter {
  private final StringBuilder out = new StringBuilder();

  private LabelMapWriter() {}

  static String write(Iterable<Label> labels) {
    LabelMapWriter writer = new LabelMapWriter();
    labels.forEach(writer::item);
    return writer.out.toString();
  }

  private void item(Label label) {
    out.append("item {\n");
    field("name", quote(label.name()));
    field("id", label.id());
    label.displayName().ifPresent(name -> field("display_name", quote(name)));
    for (LabelKeypoint keypoint : label.keypoints()) {
      out.append("  keypoints {\n  ");
      field("id", keypoint.id());
      out.append("  ");
      field("label", quote(keypoint.label()));
      out.append("  }\n");
    }
    label.ancestorIds().forEach(id -> field("ancestor_ids", id));
    label.descendantIds().forEach(id -> field("descendant_ids", id));
    label.frequency().ifPresent(frequency -> field("frequency", frequency));
    label.instanceCount().ifPresent(count -> field("instance_count", count));
    out.append("}\n");
  }

  private void field(String name, Object value) {
    out.append("  ").append(name).append(": ").append(value).append('\n');
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (Character.isISOControl(c) && c < 0x80) {
        quoted.append(String.format(Locale.ROOT, "\\%03o", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
