package io.sightline.postprocess.labels.protobuf;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A field of a message.
 *
 * @param name its name in the text format
 * @param number its number in the wire format
 * @param kind what it holds
 * @param repeated whether it may be there several times; if not, the last counts
 * @param message the type of a message's field
 * @param enumValues the values of an enum's field by name
 */
public record Field(
    String name,
    int number,
    FieldKind kind,
    boolean repeated,
    @Nullable MessageType message,
    Map<String, Integer> enumValues) {

  public static Field string(String name, int number) {
    return new Field(name, number, FieldKind.STRING, false, null, Map.of());
  }

  public static Field int32(String name, int number) {
    return new Field(name, number, FieldKind.INT32, false, null, Map.of());
  }

  public static Field int32s(String name, int number) {
    return new Field(name, number, FieldKind.INT32, true, null, Map.of());
  }

  public static Field messages(String name, int number, MessageType type) {
    return new Field(name, number, FieldKind.MESSAGE, true, type, Map.of());
  }

  public static Field enumeration(String name, int number, Map<String, Integer> values) {
    return new Field(name, number, FieldKind.ENUM, false, null, Map.copyOf(values));
  }
}
