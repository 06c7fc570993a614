package io.sightline.keras.read;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;

/**
 * The settings of Keras 1 by the names of Keras 2 (Keras 2.0 release notes, and {@code
 * legacy/interfaces.py} of Keras 2.0.9).
 */
final class KerasOne {
  private static final Map<String, String> RENAMED =
      Map.ofEntries(
          Map.entry("atrous_rate", "dilation_rate"),
          Map.entry("bias", "use_bias"),
          Map.entry("border_mode", "padding"),
          Map.entry("nb_filter", "filters"),
          Map.entry("output_dim", "units"),
          Map.entry("p", "rate"),
          Map.entry("pool_length", "pool_size"),
          Map.entry("sigma", "stddev"),
          Map.entry("stride", "strides"),
          Map.entry("subsample", "strides"),
          Map.entry("subsample_length", "strides"));

  private static final Map<String, String> MERGES =
      Map.of(
          "sum", "Add",
          "mul", "Multiply",
          "concat", "Concatenate",
          "ave", "Average",
          "max", "Maximum");

  private static final List<String> KERNEL_LENGTHS =
      List.of("kernel_dim1", "kernel_dim2", "kernel_dim3");
  private static final List<String> KERNEL_SIDES = List.of("nb_row", "nb_col");

  private KerasOne() {}

  /** Whether any of the settings has a name that only Keras 1 gave it. */
  static boolean isWritten(JsonObject settings) {
    return settings.keySet().stream()
        .anyMatch(
            key ->
                RENAMED.containsKey(key)
                    || key.equals("dim_ordering")
                    || key.equals("nb_row")
                    || key.equals("kernel_dim1")
                    || key.equals("filter_length")
                    || key.equals("mode"));
  }

  /** The class that does in Keras 2 what the class of Keras 1 did. */
  static String className(String className, JsonObject settings) {
    if (className.equals("Merge")) {
      return MERGES.getOrDefault(ClassNames.text(settings, "mode"), className);
    }
    boolean isOfBatch =
        className.equals("BatchNormalization")
            && settings.get("mode") instanceof JsonPrimitive mode
            && !mode.getAsString().equals("0");
    return isOfBatch ? className + " by the statistics of a batch" : className;
  }

  /** The settings by their names in Keras 2. */
  static JsonObject translate(String className, JsonObject settings) {
    JsonObject translated = new JsonObject();
    for (Map.Entry<String, JsonElement> setting : settings.entrySet()) {
      translated.add(name(className, setting.getKey()), setting.getValue());
    }
    gather(settings, KERNEL_SIDES, translated);
    gather(settings, KERNEL_LENGTHS, translated);
    if (settings.has("filter_length")) {
      translated.add("kernel_size", settings.get("filter_length"));
    }
    if (settings.get("dim_ordering") instanceof JsonPrimitive ordering) {
      translated.addProperty(
          "data_format", ordering.getAsString().equals("th") ? "channels_first" : "channels_last");
    }
    if (settings.has("concat_axis")) {
      translated.add("axis", settings.get("concat_axis"));
    }
    return translated;
  }

  private static String name(String className, String key) {
    boolean isEmbedding = className.equals("Embedding") && key.equals("output_dim");
    boolean isUpSampling = className.equals("UpSampling1D") && key.equals("length");
    if (isEmbedding) {
      return key;
    }
    return isUpSampling ? "size" : RENAMED.getOrDefault(key, key);
  }

  private static void gather(JsonObject settings, List<String> keys, JsonObject translated) {
    if (!settings.has(keys.get(0))) {
      return;
    }
    JsonArray sizes = new JsonArray();
    keys.stream().filter(settings::has).map(settings::get).forEach(sizes::add);
    translated.add("kernel_size", sizes);
  }
}
