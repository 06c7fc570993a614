package io.sightline.examples.golden;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.sightline.image.Size;
import io.sightline.testing.TestData;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One whole prediction that was made in Python, from {@code golden/pipelines.json}. */
record PipelineCase(JsonObject fields) {
  /** The cases that the condition holds for. */
  static List<PipelineCase> read(Predicate<PipelineCase> condition) {
    try (Reader reader = Files.newBufferedReader(TestData.golden("pipelines.json"))) {
      JsonArray cases = new Gson().fromJson(reader, JsonObject.class).getAsJsonArray("cases");
      List<PipelineCase> chosen = new ArrayList<>();
      cases.forEach(fields -> chosen.add(new PipelineCase(fields.getAsJsonObject())));
      return chosen.stream().filter(condition).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Classification of pixels, in a format that is opened. */
  boolean isClassification() {
    return "classify".equals(text("kind"))
        && List.of("frozen", "saved_model", "keras", "keras_h5").contains(text("format"));
  }

  boolean isDetection() {
    return "detect".equals(text("kind"));
  }

  boolean isEncodedClassification() {
    return "classify_encoded".equals(text("kind"));
  }

  boolean isSegmentation() {
    return "segment".equals(text("kind"));
  }

  @Nullable String text(String field) {
    return fields.has(field) && fields.get(field).isJsonPrimitive()
        ? fields.get(field).getAsString()
        : null;
  }

  Path model() {
    return TestData.model(String.valueOf(text("model")));
  }

  Path image() {
    return TestData.model(String.valueOf(text("image")));
  }

  int width() {
    return fields.get("width").getAsInt();
  }

  int height() {
    return fields.get("height").getAsInt();
  }

  Size mapSize() {
    JsonArray shape = array("shape");
    return new Size(shape.get(1).getAsInt(), shape.get(0).getAsInt());
  }

  /** How many pixels of a map belong to a class. */
  int pixels(int id) {
    return fields.getAsJsonObject("pixels").get(Integer.toString(id)).getAsInt();
  }

  JsonArray array(String field) {
    return fields.getAsJsonArray(field);
  }

  @Override
  public String toString() {
    return "%s, %s, %s, %s"
        .formatted(text("model"), text("image"), text("resize"), text("normalise"));
  }
}
