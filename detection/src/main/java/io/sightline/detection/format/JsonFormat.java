package io.sightline.detection.format;

import com.google.gson.stream.JsonWriter;
import io.sightline.detection.Detection;
import io.sightline.detection.Detections;
import io.sightline.detection.Keypoints;
import io.sightline.detection.box.PixelBox;
import io.sightline.detection.mask.CocoRle;
import java.io.IOException;
import java.util.Optional;

/**
 * Detections as JSON, without line breaks:
 *
 * <pre>{@code
 * {"class_id":18,"label":"dog","score":0.72,
 *     "box":{"x_min":12.3,"y_min":4.5,"x_max":210.0,"y_max":433.2}}
 * }</pre>
 *
 * <p>Boxes and points are in pixels. Where the model gives them there are {@code "keypoints"}, a
 * list of objects with {@code "name"} and {@code "score"} if there are any, {@code "x"} and {@code
 * "y"}, both null if a point was not found; and {@code "mask"}, the pixels above 0.5 as COCO's
 * compressed run lengths, {@code {"size":[height,width],"counts":"..."}}.
 */
public final class JsonFormat {
  private JsonFormat() {}

  /**
   * Writes one object.
   *
   * @param detection the object that was found
   * @return a JSON object
   */
  public static String write(Detection detection) {
    return JsonText.of(writer -> detection(writer, detection));
  }

  /**
   * Writes all objects.
   *
   * @param detections the objects that were found
   * @return a JSON array of objects, in order
   */
  public static String write(Detections detections) {
    return JsonText.of(
        writer -> {
          writer.beginArray();
          for (Detection detection : detections) {
            detection(writer, detection);
          }
          writer.endArray();
        });
  }

  private static void detection(JsonWriter writer, Detection detection) throws IOException {
    writer.beginObject();
    writer.name("class_id").value(detection.classId());
    writer.name("label").value(detection.label());
    JsonText.number(writer, "score", detection.score());
    PixelBox box = detection.box();
    writer.name("box").beginObject();
    JsonText.number(writer, "x_min", box.xMin());
    JsonText.number(writer, "y_min", box.yMin());
    JsonText.number(writer, "x_max", box.xMax());
    JsonText.number(writer, "y_max", box.yMax());
    writer.endObject();
    if (detection.keypoints().isPresent()) {
      keypoints(writer, detection.keypoints().get());
    }
    if (detection.mask().isPresent()) {
      JsonText.runLengths(writer, "mask", CocoRle.of(detection.mask().get().bits()));
    }
    writer.endObject();
  }

  private static void keypoints(JsonWriter writer, Keypoints points) throws IOException {
    writer.name("keypoints").beginArray();
    for (int i = 0; i < points.count(); i++) {
      writer.beginObject();
      Optional<String> name = points.name(i);
      if (name.isPresent()) {
        writer.name("name").value(name.get());
      }
      if (points.isFound(i)) {
        JsonText.number(writer, "x", points.x(i));
        JsonText.number(writer, "y", points.y(i));
      } else {
        writer.name("x").nullValue().name("y").nullValue();
      }
      if (points.score(i).isPresent()) {
        JsonText.number(writer, "score", (float) points.score(i).getAsDouble());
      }
      writer.endObject();
    }
    writer.endArray();
  }
}
