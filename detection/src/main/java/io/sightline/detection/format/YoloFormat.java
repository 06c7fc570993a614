package io.sightline.detection.format;

import io.sightline.detection.Detection;
import io.sightline.detection.Detections;
import io.sightline.detection.Keypoints;
import io.sightline.detection.box.RelativeBox;
import io.sightline.image.Size;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Detections in the text format of YOLO, one line an object: the class, then the centre, width and
 * height of the box as fractions of the picture's size.
 *
 * <pre>{@code
 * 16 0.17367188 0.4559375 0.30890626 0.893125
 * }</pre>
 *
 * <p>Where the model gives points, x, y and score of each follow, as Ultralytics' {@code save_txt}
 * has it (8.2, engine/results.py): x and y as fractions, the score 1 if there is none, three zeros
 * for a point that was not found. The score of the object comes last, if asked for. The format
 * counts classes from 0: {@link #classIds} maps class ids that count otherwise. Masks are not
 * written.
 *
 * <p>Immutable and safe for use by several threads; every call returns a changed copy.
 */
public final class YoloFormat {
  private static final YoloFormat STANDARD = new YoloFormat(null, false);

  private final @Nullable IntUnaryOperator classIds;
  private final boolean hasScores;

  private YoloFormat(@Nullable IntUnaryOperator classIds, boolean hasScores) {
    this.classIds = classIds;
    this.hasScores = hasScores;
  }

  /**
   * The format with class ids as they are, and without scores, as annotations have it.
   *
   * @return the format
   */
  public static YoloFormat standard() {
    return STANDARD;
  }

  /**
   * This format with other class ids, such as {@code id -> id - 1}.
   *
   * @param newClassIds from the class id to the number in the text
   * @return the changed format
   * @throws IllegalStateException if set before
   */
  public YoloFormat classIds(IntUnaryOperator newClassIds) {
    if (classIds != null) {
      throw new IllegalStateException("classIds were set before, to " + classIds);
    }
    return new YoloFormat(Objects.requireNonNull(newClassIds, "classIds"), hasScores);
  }

  /**
   * This format with the score at the end of each line, as results have it.
   *
   * @return the changed format
   */
  public YoloFormat withScores() {
    return new YoloFormat(classIds, true);
  }

  /**
   * Writes what was found in one picture.
   *
   * @param detections what was found
   * @return a line for each object, in order
   */
  public String write(Detections detections) {
    StringBuilder text = new StringBuilder();
    for (Detection detection : detections) {
      int classId = detection.classId();
      text.append(classIds == null ? classId : classIds.applyAsInt(classId));
      RelativeBox box = detection.relativeBox();
      number(text, (float) (((double) box.xMin() + box.xMax()) / 2));
      number(text, (float) (((double) box.yMin() + box.yMax()) / 2));
      number(text, box.width());
      number(text, box.height());
      detection.keypoints().ifPresent(points -> keypoints(text, points, detection.imageSize()));
      if (hasScores) {
        number(text, detection.score());
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static void keypoints(StringBuilder text, Keypoints points, Size size) {
    for (int i = 0; i < points.count(); i++) {
      boolean found = points.isFound(i);
      number(text, found ? points.x(i) / size.width() : 0);
      number(text, found ? points.y(i) / size.height() : 0);
      number(text, found ? (float) points.score(i).orElse(1) : 0);
    }
  }

  private static void number(StringBuilder text, float value) {
    text.append(' ').append(Decimal.text(value));
  }
}
