package io.sightline.keras.container;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.sightline.error.ModelLoadException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as Python writes it, which may hold {@code NaN} and {@code Infinity}, and as nobody
 * should: too deep, too large, or with a key twice is refused. A bare {@code NaN} comes out as the
 * text {@code "NaN"}, which asked for a number gives one.
 */
final class Json {
  /** The largest that Keras was seen to write is 1.6 million bytes (ResNetRS420). */
  static final int MAX_BYTES = 64 << 20;

  private static final int LONGEST_IN_AN_ERROR = 100;
  private static final int MAX_DEPTH = 200;

  /** Several times what that file holds; each takes some 80 bytes of the heap. */
  private static final int MAX_VALUES = 500_000;

  private final JsonReader reader;
  private final String what;
  private final String source;
  private int values;

  private Json(String text, String what, String source) {
    this.reader = new JsonReader(new StringReader(text));
    this.reader.setStrictness(Strictness.LENIENT);
    this.reader.setNestingLimit(MAX_DEPTH);
    this.what = what;
    this.source = source;
  }

  /** Reads an object from UTF-8. */
  static JsonObject read(byte[] bytes, String what, String source) {
    try {
      CharSequence text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return read(text.toString(), what, source);
    } catch (CharacterCodingException e) {
      throw new ModelLoadException(
          "The %s of %s is damaged: expected UTF-8, found other bytes. Copy or save it again."
              .formatted(what, source),
          source,
          e);
    }
  }

  /** Reads an object. */
  static JsonObject read(String text, String what, String source) {
    if (text.length() > MAX_BYTES) {
      throw new Json("", what, source).refuse("at most " + MAX_BYTES + " characters", "more");
    }
    Json json = new Json(text, what, source);
    try {
      JsonElement value = json.value();
      if (json.reader.peek() != JsonToken.END_DOCUMENT) {
        throw json.refuse("one JSON object", "more behind it");
      }
      if (value instanceof JsonObject object) {
        return object;
      }
      throw json.refuse("a JSON object", "another JSON value");
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw json.refuse("a JSON object", "what is none (" + shorten(e.getMessage()) + ")");
    }
  }

  private JsonElement value() throws IOException {
    if (++values > MAX_VALUES) {
      throw refuse("at most " + MAX_VALUES + " values", "more");
    }
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object();
      case BEGIN_ARRAY -> array();
      case STRING -> new JsonPrimitive(reader.nextString());
      case NUMBER -> new JsonPrimitive(number(reader.nextString()));
      case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
      case NULL -> {
        reader.nextNull();
        yield JsonNull.INSTANCE;
      }
      default -> throw refuse("a value", "none at " + shorten(reader.getPath()));
    };
  }

  private JsonObject object() throws IOException {
    JsonObject object = new JsonObject();
    reader.beginObject();
    while (reader.hasNext()) {
      String key = reader.nextName();
      if (object.has(key)) {
        throw refuse("each key once", "'" + key + "' twice at " + shorten(reader.getPath()));
      }
      object.add(key, value());
    }
    reader.endObject();
    return object;
  }

  private JsonArray array() throws IOException {
    JsonArray array = new JsonArray();
    reader.beginArray();
    while (reader.hasNext()) {
      array.add(value());
    }
    reader.endArray();
    return array;
  }

  private static Number number(String text) {
    if (text.matches("-?[0-9]{1,18}")) {
      return Long.valueOf(text);
    }
    return Double.valueOf(text);
  }

  private static String shorten(@Nullable String text) {
    String whole = String.valueOf(text);
    return whole.substring(0, Math.min(whole.length(), LONGEST_IN_AN_ERROR));
  }

  private ModelLoadException refuse(String expected, String found) {
    return new ModelLoadException(
        "The %s of %s cannot be read: expected %s, found %s. Copy or save it again."
            .formatted(what, source, expected, found),
        source);
  }
}
