package io.sightline.detection.format;

import com.google.gson.stream.JsonWriter;
import io.sightline.detection.mask.CocoRle;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** What the formats in JSON share: compact text, and our numbers. */
final class JsonText {
  /** Writes one value. */
  @FunctionalInterface
  interface Content {
    void write(JsonWriter writer) throws IOException;
  }

  private JsonText() {}

  static String of(Content content) {
    StringWriter text = new StringWriter();
    try (JsonWriter writer = new JsonWriter(text)) {
      content.write(writer);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory cannot fail to be written", e);
    }
    return text.toString();
  }

  static void number(JsonWriter writer, String name, float value) throws IOException {
    writer.name(name);
    number(writer, value);
  }

  static void number(JsonWriter writer, float value) throws IOException {
    writer.jsonValue(Decimal.text(value));
  }

  /** COCO's compressed run lengths, with their size as height and width. */
  static void runLengths(JsonWriter writer, String name, CocoRle runLengths) throws IOException {
    writer.name(name).beginObject();
    writer.name("size").beginArray();
    writer.value(runLengths.size().height()).value(runLengths.size().width()).endArray();
    writer.name("counts").value(runLengths.text()).endObject();
  }
}
