package io.sightline.postprocess.labels.protobuf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A message as it was read: its values in their order. */
public final class Message {
  private final List<Field> fields = new ArrayList<>(4);
  private final List<Object> values = new ArrayList<>(4);

  void add(Field field, Object value) {
    fields.add(field);
    values.add(value);
  }

  /** The text of a field; empty if it is absent. */
  public Optional<String> string(String field) {
    return Optional.ofNullable((String) last(field));
  }

  /** The number of a field, that of an enum's value too; empty if it is absent. */
  public OptionalInt integer(String field) {
    Integer value = (Integer) last(field);
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /** The numbers of a repeated field. */
  public List<Integer> integers(String field) {
    return all(field, Integer.class);
  }

  /** The messages of a repeated field. */
  public List<Message> messages(String field) {
    return all(field, Message.class);
  }

  private @Nullable Object last(String name) {
    for (int i = fields.size() - 1; i >= 0; i--) {
      if (fields.get(i).name().equals(name)) {
        return values.get(i);
      }
    }
    return null;
  }

  private <T> List<T> all(String name, Class<T> type) {
    List<T> found = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(name)) {
        found.add(type.cast(values.get(i)));
      }
    }
    return found;
  }
}
