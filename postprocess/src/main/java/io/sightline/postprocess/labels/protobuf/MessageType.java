package io.sightline.postprocess.labels.protobuf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields that a message may have. */
public final class MessageType {
  private final String name;
  private final Map<String, Field> byName = new LinkedHashMap<>();
  private final Map<String, String> strangers;

  /**
   * A type.
   *
   * @param strangers fields of other messages, and what a file is in which they occur here
   */
  public MessageType(String name, List<Field> fields, Map<String, String> strangers) {
    this.name = name;
    this.strangers = Map.copyOf(strangers);
    fields.forEach(field -> byName.put(field.name(), field));
  }

  /** The name of the type. */
  public String name() {
    return name;
  }

  @Nullable Field field(String fieldName) {
    return byName.get(fieldName);
  }

  @Nullable Field field(int number) {
    for (Field field : byName.values()) {
      if (field.number() == number) {
        return field;
      }
    }
    return null;
  }

  /** The names of the fields, as a message lists them. */
  String fieldNames() {
    return String.join(", ", byName.keySet());
  }

  /** What a name that is no field tells about the file, and what to do. */
  String advice(String stranger) {
    String kind = strangers.get(stranger);
    if (kind != null) {
      return "The file looks like " + kind + ": give the label map.";
    }
    return spelling(stranger)
        .map(field -> "Write '%s': case matters.".formatted(field))
        .orElse("Remove it, or skip unknown fields: LabelOptions.standard().skipUnknownFields().");
  }

  private Optional<String> spelling(String stranger) {
    String lower = stranger.toLowerCase(Locale.ROOT);
    return byName.containsKey(lower) ? Optional.of(lower) : Optional.empty();
  }
}
