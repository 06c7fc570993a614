package io.sightline.detection.format;

import com.google.gson.stream.JsonWriter;
import io.sightline.detection.Detection;
import io.sightline.detection.Detections;
import io.sightline.detection.Keypoints;
import io.sightline.detection.box.PixelBox;
import io.sightline.detection.mask.CocoRle;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Detections in COCO's format of results, which {@code COCO.loadRes} of pycocotools reads: a JSON
 * array of
 *
 * <pre>{@code
 * {"image_id":42,"category_id":18,"bbox":[12.3,4.5,197.7,428.7],"score":0.72}
 * }</pre>
 *
 * <p>The box is the left and upper edge, width and height in pixels. Where the model gives them
 * there are {@code "segmentation"}, the pixels above 0.5 as compressed run lengths, and {@code
 * "keypoints"}: x, y in pixels and 1 for each point, as the format's description recommends, and
 * three zeros for one that was not found. Category ids are the class ids unless {@link
 * #categoryIds} says otherwise.
 *
 * <p>Immutable and safe for use by several threads; every call returns a changed copy.
 */
public final class CocoFormat {
  private static final CocoFormat STANDARD = new CocoFormat(null);

  private final @Nullable IntUnaryOperator categoryIds;

  private CocoFormat(@Nullable IntUnaryOperator categoryIds) {
    this.categoryIds = categoryIds;
  }

  /**
   * The format with class ids as category ids.
   *
   * @return the format
   */
  public static CocoFormat standard() {
    return STANDARD;
  }

  /**
   * This format with category ids that are not the class ids, such as COCO's 91 for a model of 80
   * classes.
   *
   * @param newCategoryIds from the class id to the category id
   * @return the changed format
   * @throws IllegalStateException if set before
   */
  public CocoFormat categoryIds(IntUnaryOperator newCategoryIds) {
    if (categoryIds != null) {
      throw new IllegalStateException("categoryIds were set before, to " + categoryIds);
    }
    return new CocoFormat(Objects.requireNonNull(newCategoryIds, "categoryIds"));
  }

  /**
   * Writes what was found in one picture.
   *
   * @param imageId the id of the picture in the annotations
   * @param detections what was found in it
   * @return a JSON array, in order
   */
  public String write(long imageId, Detections detections) {
    return write(Map.of(imageId, detections));
  }

  /**
   * Writes what was found in several pictures.
   *
   * @param byImageId from the id of a picture in the annotations to what was found in it
   * @return a JSON array, in the order of the map
   */
  public String write(Map<Long, Detections> byImageId) {
    return JsonText.of(
        writer -> {
          writer.beginArray();
          for (Map.Entry<Long, Detections> entry : byImageId.entrySet()) {
            for (Detection detection : entry.getValue()) {
              result(writer, entry.getKey(), detection);
            }
          }
          writer.endArray();
        });
  }

  private void result(JsonWriter writer, long imageId, Detection detection) throws IOException {
    int classId = detection.classId();
    writer.beginObject().name("image_id").value(imageId);
    writer.name("category_id");
    writer.value(categoryIds == null ? classId : categoryIds.applyAsInt(classId));
    PixelBox box = detection.box();
    writer.name("bbox").beginArray();
    JsonText.number(writer, box.xMin());
    JsonText.number(writer, box.yMin());
    JsonText.number(writer, box.width());
    JsonText.number(writer, box.height());
    writer.endArray();
    JsonText.number(writer, "score", detection.score());
    if (detection.mask().isPresent()) {
      JsonText.runLengths(writer, "segmentation", CocoRle.of(detection.mask().get().bits()));
    }
    if (detection.keypoints().isPresent()) {
      keypoints(writer, detection.keypoints().get());
    }
    writer.endObject();
  }

  private static void keypoints(JsonWriter writer, Keypoints points) throws IOException {
    writer.name("keypoints").beginArray();
    for (int i = 0; i < points.count(); i++) {
      boolean found = points.isFound(i);
      JsonText.number(writer, found ? points.x(i) : 0);
      JsonText.number(writer, found ? points.y(i) : 0);
      writer.value(found ? 1 : 0);
    }
    writer.endArray();
  }
}
