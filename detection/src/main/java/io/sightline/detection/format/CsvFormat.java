package io.sightline.detection.format;

import io.sightline.detection.Detection;
import io.sightline.detection.Detections;
import io.sightline.detection.box.PixelBox;

/**
 * Detections as comma-separated values (RFC 4180), one row an object:
 *
 * <pre>{@code
 * image,class_id,label,score,x_min,y_min,x_max,y_max
 * street.jpg,18,dog,0.72,12.3,4.5,210.0,433.2
 * }</pre>
 *
 * <p>Boxes are in pixels. Names and labels with a comma, a quote or a line break stand in quotes, a
 * quote in them doubled. Lines end with a line feed alone, which every reader takes. Masks and
 * points are not written.
 */
public final class CsvFormat {
  private static final String HEADER = "image,class_id,label,score,x_min,y_min,x_max,y_max\n";

  private CsvFormat() {}

  /**
   * The names of the columns.
   *
   * @return the first line of a file
   */
  public static String header() {
    return HEADER;
  }

  /**
   * The rows of one picture, without the header, so that a file may hold many pictures.
   *
   * @param image what the picture is called
   * @param detections what was found in it
   * @return a line for each object, in order
   */
  public static String rows(String image, Detections detections) {
    StringBuilder text = new StringBuilder();
    String quotedImage = quoted(image);
    for (Detection detection : detections) {
      PixelBox box = detection.box();
      text.append(quotedImage).append(',').append(detection.classId());
      text.append(',').append(quoted(detection.label()));
      text.append(',').append(Decimal.text(detection.score()));
      text.append(',').append(Decimal.text(box.xMin()));
      text.append(',').append(Decimal.text(box.yMin()));
      text.append(',').append(Decimal.text(box.xMax()));
      text.append(',').append(Decimal.text(box.yMax())).append('\n');
    }
    return text.toString();
  }

  /**
   * A file about one picture.
   *
   * @param image what the picture is called
   * @param detections what was found in it
   * @return the header, and a line for each object, in order
   */
  public static String write(String image, Detections detections) {
    return header() + rows(image, detections);
  }

  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
