package io.sightline.examples.cli.output;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.sightline.error.PredictionException;
import io.sightline.observe.Timings;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import java.util.List;

/** The JSON that the commands print: one object a line. */
public final class Json {
  private static final Gson GSON =
      new GsonBuilder()
          .disableHtmlEscaping()
          .serializeNulls()
          .serializeSpecialFloatingPointValues()
          .create();

  private Json() {}

  /**
   * A line of output.
   *
   * @param object what it says
   * @return the line without its end
   */
  public static String line(JsonObject object) {
    return GSON.toJson(object);
  }

  /**
   * The beginning of what is said of a picture that has an answer.
   *
   * @param image the picture as it was given
   * @return an object to add the answer to
   */
  public static JsonObject success(String image) {
    JsonObject object = new JsonObject();
    object.addProperty("image", image);
    object.addProperty("ok", true);
    return object;
  }

  /**
   * All that is said of a picture that has none.
   *
   * @param image the picture as it was given
   * @param failure why
   * @return the object
   */
  public static JsonObject failure(String image, PredictionException failure) {
    JsonObject error = new JsonObject();
    error.addProperty("type", failure.getClass().getSimpleName());
    error.addProperty("message", failure.getMessage());
    JsonObject object = new JsonObject();
    object.addProperty("image", image);
    object.addProperty("ok", false);
    object.add("error", error);
    return object;
  }

  /**
   * How long the stages of a prediction took.
   *
   * @param timings the timings
   * @return milliseconds by stage
   */
  public static JsonObject millis(Timings timings) {
    JsonObject object = new JsonObject();
    for (String stage : List.of("decode", "preprocess", "model", "postprocess")) {
      object.addProperty(stage, timings.millis(stage));
    }
    return object;
  }

  /**
   * The inputs or outputs of a model.
   *
   * @param specs the inputs or outputs
   * @return their names, types and shapes
   */
  public static JsonArray specs(List<TensorSpec> specs) {
    JsonArray array = new JsonArray();
    for (TensorSpec spec : specs) {
      JsonObject object = new JsonObject();
      object.addProperty("name", spec.name());
      object.addProperty("type", spec.elementType().toString());
      object.add("shape", shape(spec.shape()));
      array.add(object);
    }
    return array;
  }

  /**
   * A shape.
   *
   * @param shape the shape
   * @return a list of lengths, null for one that is unknown; null if the rank is unknown
   */
  public static JsonElement shape(Shape shape) {
    if (!shape.hasKnownRank()) {
      return JsonNull.INSTANCE;
    }
    JsonArray array = new JsonArray();
    for (long length : shape.toArray()) {
      array.add(length < 0 ? null : (Number) length);
    }
    return array;
  }
}
