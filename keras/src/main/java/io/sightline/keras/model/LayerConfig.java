package io.sightline.keras.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.sightline.error.ModelLoadException;
import io.sightline.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a layer, by their names in the file. What is asked for is looked at and nothing
 * else: initialisers, regularisers and their like are never read. A setting of the wrong kind is a
 * {@link ModelLoadException} that names the model, the layer and the setting.
 */
public final class LayerConfig {
  private static final int LONGEST_IN_AN_ERROR = 80;

  private final String source;
  private final String layerName;
  private final String layerClass;
  private final JsonObject settings;

  /**
   * The settings of a layer.
   *
   * @param source the path of the model
   * @param layerName the layer's name
   * @param layerClass the layer's class
   * @param settings what the file has; not changed afterwards
   */
  public LayerConfig(String source, String layerName, String layerClass, JsonObject settings) {
    this.source = source;
    this.layerName = layerName;
    this.layerClass = layerClass;
    this.settings = settings;
  }

  /** The name of the layer whose settings these are. */
  public String layerName() {
    return layerName;
  }

  /** The names of the settings. */
  public Set<String> keys() {
    return settings.keySet();
  }

  /** Whether the setting is there and not {@code null}. */
  public boolean has(String key) {
    return find(key).isPresent();
  }

  /** The setting as the file has it; empty if it is not there or {@code null}. */
  public Optional<JsonElement> find(String key) {
    return Optional.ofNullable(settings.get(key)).filter(value -> !value.isJsonNull());
  }

  /** A text. */
  public String text(String key) {
    return text(key, required(key));
  }

  /** A text, or what to take if there is none. */
  public String text(String key, String otherwise) {
    return find(key).map(value -> text(key, value)).orElse(otherwise);
  }

  /** Yes or no, or what to take if neither is said; 0 and 1 will do. */
  public boolean flag(String key, boolean otherwise) {
    return find(key).map(value -> flag(key, value)).orElse(otherwise);
  }

  /** A whole number. */
  public int integer(String key) {
    return integer(key, required(key));
  }

  /** A whole number, or what to take if there is none. */
  public int integer(String key, int otherwise) {
    return find(key).map(value -> integer(key, value)).orElse(otherwise);
  }

  /** A number; infinity and NaN are numbers. */
  public double number(String key) {
    return number(key, required(key));
  }

  /** A number, or what to take if there is none. */
  public double number(String key, double otherwise) {
    return find(key).map(value -> number(key, value)).orElse(otherwise);
  }

  /** The numbers of a list however deep, in order; of a single number that alone. */
  public double[] numbers(String key) {
    return flat(required(key)).stream().mapToDouble(value -> number(key, value)).toArray();
  }

  /** The whole numbers of a list however deep, in order; of a single number that alone. */
  public int[] integers(String key) {
    return flat(required(key)).stream().mapToInt(value -> integer(key, value)).toArray();
  }

  /**
   * A whole number for each of the axes of a picture.
   *
   * @param count how many axes
   * @return that many: those of the list, or the single number for each
   */
  public int[] integers(String key, int count) {
    int[] given = integers(key);
    if (given.length != count && given.length != 1) {
      throw wrong(key, count + " whole numbers or one for all", required(key));
    }
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = given[given.length == 1 ? 0 : i];
    }
    return values;
  }

  /** As {@link #integers(String, int)}, with a number for all if nothing is said. */
  public int[] integers(String key, int count, int otherwise) {
    if (has(key)) {
      return integers(key, count);
    }
    int[] values = new int[count];
    Arrays.fill(values, otherwise);
    return values;
  }

  /** A shape: a list of whole numbers, {@code null} for a length that is not known. */
  public Shape shape(String key) {
    return shape(key, required(key));
  }

  /**
   * The object that a setting holds, such as the layer of an activation: {@code class_name} and
   * {@code config}.
   */
  public JsonObject object(String key) {
    JsonElement value = required(key);
    if (!value.isJsonObject()) {
      throw wrong(key, "an object", value);
    }
    return value.getAsJsonObject();
  }

  /**
   * An activation function.
   *
   * @return its name and settings: of text that text, of an object its class or the function that
   *     it names; {@code linear} if nothing is said
   */
  public Activation activation(String key) {
    return find(key).map(value -> activation(key, value)).orElse(Activation.of("linear", this));
  }

  /** The element types of the layer. */
  public DtypePolicy dtypePolicy() {
    return find("dtype").map(this::policy).orElse(DtypePolicy.STANDARD);
  }

  /**
   * An error about a setting.
   *
   * @param key the setting
   * @param expected what was expected of it
   * @return the error, to be thrown
   */
  public ModelLoadException refuse(String key, String expected) {
    JsonElement value = settings.get(key);
    return wrong(key, expected, value == null ? JsonNull.INSTANCE : value);
  }

  private DtypePolicy policy(JsonElement value) {
    if (value instanceof JsonObject object && object.get("config") instanceof JsonObject config) {
      boolean isQuantized = config.has("mode") && config.has("source_name");
      return new DtypePolicy(
          isQuantized
              ? text("dtype", config.get("mode"))
                  + "_from_"
                  + text("dtype", config.get("source_name"))
              : text("dtype", config.get("name")));
    }
    return new DtypePolicy(text("dtype", value));
  }

  private Activation activation(String key, JsonElement value) {
    boolean isCode = value.isJsonArray() || (value instanceof JsonObject code && code.has("value"));
    if (isCode) {
      return Activation.lambda(this);
    }
    if (!value.isJsonObject()) {
      return Activation.of(text(key, value), this);
    }
    JsonObject object = value.getAsJsonObject();
    JsonElement config = object.get("config");
    String className = text(key, object.get("class_name"));
    if (className.equals("function")) {
      return Activation.of(text(key, config), this);
    }
    JsonObject inner = config instanceof JsonObject given ? given : new JsonObject();
    return new Activation(
        className, new LayerConfig(source, layerName, layerClass + "." + key, inner), true);
  }

  private JsonElement required(String key) {
    return find(key).orElseThrow(() -> wrong(key, "a value", JsonNull.INSTANCE));
  }

  private String text(String key, @Nullable JsonElement value) {
    if (value instanceof JsonPrimitive primitive && primitive.isString()) {
      return primitive.getAsString();
    }
    throw wrong(key, "text", value == null ? JsonNull.INSTANCE : value);
  }

  private boolean flag(String key, JsonElement value) {
    if (value instanceof JsonPrimitive primitive) {
      if (primitive.isBoolean()) {
        return primitive.getAsBoolean();
      }
      if (primitive.isNumber()) {
        return primitive.getAsDouble() != 0;
      }
    }
    throw wrong(key, "true or false", value);
  }

  private int integer(String key, JsonElement value) {
    double number = number(key, value);
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw wrong(key, "a whole number", value);
    }
    return (int) number;
  }

  private double number(String key, JsonElement value) {
    if (value instanceof JsonPrimitive primitive && !primitive.isBoolean()) {
      try {
        return primitive.getAsDouble();
      } catch (NumberFormatException e) {
        throw wrong(key, "a number", value);
      }
    }
    JsonElement inner = value instanceof JsonObject object ? object.get("value") : null;
    if (inner instanceof JsonPrimitive) {
      return number(key, inner);
    }
    throw wrong(key, "a number", value);
  }

  private Shape shape(String key, JsonElement value) {
    List<JsonElement> items = items(value);
    long[] lengths = new long[items.size()];
    for (int i = 0; i < lengths.length; i++) {
      JsonElement item = items.get(i);
      lengths[i] = item.isJsonNull() ? Shape.UNKNOWN_LENGTH : integer(key, item);
      if (lengths[i] < Shape.UNKNOWN_LENGTH) {
        throw wrong(key, "lengths of 0 or more", value);
      }
    }
    return Shape.of(lengths);
  }

  private static List<JsonElement> flat(JsonElement value) {
    List<JsonElement> found = new ArrayList<>();
    collect(value, found);
    return found;
  }

  private static void collect(JsonElement value, List<JsonElement> found) {
    if (isList(value)) {
      items(value).forEach(item -> collect(item, found));
    } else {
      found.add(value);
    }
  }

  private static boolean isList(JsonElement value) {
    return value.isJsonArray() || !items(value).isEmpty();
  }

  /** The items of a list, or of an object that Keras 3 writes for a tuple or an array. */
  private static List<JsonElement> items(JsonElement value) {
    if (value instanceof JsonArray array) {
      return array.asList();
    }
    if (value instanceof JsonObject object) {
      if (object.get("items") instanceof JsonArray items) {
        return items.asList();
      }
      JsonElement config = object.get("config");
      JsonElement held =
          config instanceof JsonObject inner ? inner.get("value") : object.get("value");
      if (held instanceof JsonArray items) {
        return items.asList();
      }
    }
    return List.of();
  }

  private ModelLoadException wrong(String key, String expected, JsonElement found) {
    String shown = found.toString();
    if (shown.length() > LONGEST_IN_AN_ERROR) {
      shown = shown.substring(0, LONGEST_IN_AN_ERROR) + "...";
    }
    return new ModelLoadException(
        "The layer '%s' (%s) of %s cannot be read: expected %s as its '%s', found %s. Save the model again, or export it as a SavedModel with model.export(...)."
            .formatted(layerName, layerClass, source, expected, key, shown),
        source);
  }
}
