package io.sightline.detection;

import io.sightline.detection.box.BoxFormat;
import io.sightline.detection.contract.Candidates;
import io.sightline.detection.contract.FloatMatrix;
import io.sightline.error.ModelRunException;

/** The corners of boxes, in whatever unit the model writes them. */
final class BoxCorners {
  private BoxCorners() {}

  /** Four values a box: xMin, yMin, xMax, yMax. */
  static float[] of(Candidates candidates, int[] boxes, String model) {
    FloatMatrix all = candidates.boxes();
    float[] corners = new float[Math.multiplyExact(4, boxes.length)];
    for (int i = 0; i < boxes.length; i++) {
      int box = boxes[i];
      float a = all.get(box, 0);
      float b = all.get(box, 1);
      float c = all.get(box, 2);
      float d = all.get(box, 3);
      if (!(Float.isFinite(a) && Float.isFinite(b) && Float.isFinite(c) && Float.isFinite(d))) {
        throw notFinite(model, box, all);
      }
      write(candidates.format(), a, b, c, d, corners, 4 * i);
    }
    return corners;
  }

  private static void write(
      BoxFormat format, float a, float b, float c, float d, float[] corners, int at) {
    boolean yFirst = format == BoxFormat.YXYX;
    boolean centre = format == BoxFormat.CXCYWH;
    boolean sized = centre || format == BoxFormat.XYWH;
    float halfWidth = centre ? c / 2 : 0;
    float halfHeight = centre ? d / 2 : 0;
    corners[at] = yFirst ? b : a - halfWidth;
    corners[at + 1] = yFirst ? a : b - halfHeight;
    if (sized) {
      corners[at + 2] = centre ? a + halfWidth : a + c;
      corners[at + 3] = centre ? b + halfHeight : b + d;
    } else {
      corners[at + 2] = yFirst ? d : c;
      corners[at + 3] = yFirst ? c : d;
    }
  }

  private static ModelRunException notFinite(String model, int box, FloatMatrix all) {
    return new ModelRunException(
        "The model %s gave no usable boxes: expected finite numbers, found %s in box %s. %s"
            .formatted(
                model,
                java.util.Arrays.toString(all.row(box)),
                box,
                "Check the normalization of the input and the model's weights."),
        model);
  }
}
