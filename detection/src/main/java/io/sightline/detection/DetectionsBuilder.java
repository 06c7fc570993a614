package io.sightline.detection;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.sightline.detection.box.PixelBox;
import io.sightline.detection.mask.InstanceMask;
import io.sightline.image.Orientation;
import io.sightline.image.Size;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link Detections} from rows, which keep the order in which they are added.
 *
 * <pre>{@code
 * DetectionsBuilder builder = Detections.builder(new Size(640, 480), Orientation.UPRIGHT);
 * builder.add(new PixelBox(12.3f, 4.5f, 210, 433.2f), 0.72f, 18).name("dog");
 * builder.addAll(boxes, scores, classIds).classNames(labels::find);
 * Detections detections = builder.build();
 * }</pre>
 *
 * <p>A box may be any four finite numbers whose width and height are finite floats too: beyond the
 * picture, without area, with its edges exchanged. For use by one thread; {@link #build} may be
 * called again.
 */
public final class DetectionsBuilder {
  private static final int FIRST_CAPACITY = 16;

  private final Size imageSize;
  private final Orientation orientation;
  private int count;
  private float[] boxes = new float[4 * FIRST_CAPACITY];
  private float[] scores = new float[FIRST_CAPACITY];
  private int[] classIds = new int[FIRST_CAPACITY];
  private @Nullable String[] names = new @Nullable String[FIRST_CAPACITY];
  private @Nullable String[] displayNames = new @Nullable String[FIRST_CAPACITY];
  private @Nullable InstanceMask[] masks = new @Nullable InstanceMask[FIRST_CAPACITY];
  private @Nullable Keypoints[] keypoints = new @Nullable Keypoints[FIRST_CAPACITY];
  private @Nullable IntFunction<Optional<String>> classNames;
  private @Nullable IntFunction<Optional<String>> classDisplayNames;

  DetectionsBuilder(Size imageSize, Orientation orientation) {
    this.imageSize = Objects.requireNonNull(imageSize, "imageSize");
    this.orientation = Objects.requireNonNull(orientation, "orientation");
  }

  /**
   * Adds a row.
   *
   * @param box in pixels of the picture; any finite numbers
   * @param score how sure the model is; finite
   * @param classId the number of the class
   * @return this builder; {@link #name}, {@link #displayName}, {@link #mask} and {@link #keypoints}
   *     add to the row
   * @throws IllegalArgumentException if a number is not finite
   */
  @CanIgnoreReturnValue
  public DetectionsBuilder add(PixelBox box, float score, int classId) {
    return add(box.xMin(), box.yMin(), box.xMax(), box.yMax(), score, classId);
  }

  /**
   * Adds a row without an object for its box.
   *
   * @param xMin the left edge in pixels of the picture
   * @param yMin the upper edge
   * @param xMax the right edge
   * @param yMax the lower edge
   * @param score how sure the model is; finite
   * @param classId the number of the class
   * @return this builder; {@link #name}, {@link #displayName}, {@link #mask} and {@link #keypoints}
   *     add to the row
   * @throws IllegalArgumentException if a number is not finite
   */
  @CanIgnoreReturnValue
  public DetectionsBuilder add(
      float xMin, float yMin, float xMax, float yMax, float score, int classId) {
    requireFinite(xMin, yMin, xMax, yMax, score, count);
    reserve(count + 1L);
    boxes[4 * count] = xMin;
    boxes[4 * count + 1] = yMin;
    boxes[4 * count + 2] = xMax;
    boxes[4 * count + 3] = yMax;
    scores[count] = score;
    classIds[count] = classId;
    count++;
    return this;
  }

  /**
   * Adds rows by columns.
   *
   * @param newBoxes {@code [row, 4]}: xMin, yMin, xMax, yMax in pixels of the picture; copied
   * @param newScores one a row; finite; copied
   * @param newClassIds one a row; copied
   * @return this builder
   * @throws IllegalArgumentException if the lengths do not fit, or a number is not finite; then no
   *     row is added
   */
  @CanIgnoreReturnValue
  public DetectionsBuilder addAll(float[] newBoxes, float[] newScores, int[] newClassIds) {
    int rows = newScores.length;
    if (newBoxes.length != 4L * rows || newClassIds.length != rows) {
      throw new IllegalArgumentException(
          "Columns must have one length: got %s scores, %s values of boxes (4 a row), %s class ids"
              .formatted(rows, newBoxes.length, newClassIds.length));
    }
    for (int i = 0, at = 0; i < rows; i++, at += 4) {
      requireFinite(
          newBoxes[at],
          newBoxes[at + 1],
          newBoxes[at + 2],
          newBoxes[at + 3],
          newScores[i],
          count + i);
    }
    reserve((long) count + rows);
    System.arraycopy(newBoxes, 0, boxes, 4 * count, 4 * rows);
    System.arraycopy(newScores, 0, scores, count, rows);
    System.arraycopy(newClassIds, 0, classIds, count, rows);
    count += rows;
    return this;
  }

  private static void requireFinite(
      float xMin, float yMin, float xMax, float yMax, float score, int row) {
    // a difference is not finite if an edge is not, or if it overflows
    if (!(Float.isFinite(xMax - xMin) && Float.isFinite(yMax - yMin) && Float.isFinite(score))) {
      throw new IllegalArgumentException(
          "A detection takes finite numbers: got the score %s and the box %s, %s, %s, %s in row %s"
              .formatted(score, xMin, yMin, xMax, yMax, row));
    }
  }

  /**
   * Adds a row of another result of the same picture, with all it has.
   *
   * @param detection the row
   * @return this builder
   * @throws IllegalArgumentException if it is of a picture of another size
   */
  @CanIgnoreReturnValue
  public DetectionsBuilder add(Detection detection) {
    if (!detection.imageSize().equals(imageSize)) {
      throw new IllegalArgumentException(
          "Rows must be of one picture: expected %s, got %s in a picture of %s"
              .formatted(imageSize, detection, detection.imageSize()));
    }
    add(detection.box(), detection.score(), detection.classId());
    Columns from = detection.columns();
    names[count - 1] = from.names()[detection.row()];
    displayNames[count - 1] = from.displayNames()[detection.row()];
    masks[count - 1] = from.masks()[detection.row()];
    keypoints[count - 1] = from.keypoints()[detection.row()];
    return this;
  }

  /**
   * Names the class of the row added last. Default: what {@link #classNames} says, else the digits
   * of its class id.
   *
   * @param name the name
   * @return this builder
   * @throws IllegalStateException if there is no row, or it has a name
   */
  @CanIgnoreReturnValue
  public DetectionsBuilder name(String name) {
    setOnLastRow("name", names, name);
    return this;
  }

  /**
   * Names the class of the row added last for people. Default: what {@link #classDisplayNames}
   * says, else none.
   *
   * @param displayName the display name
   * @return this builder
   * @throws IllegalStateException if there is no row, or it has a display name
   */
  @CanIgnoreReturnValue
  public DetectionsBuilder displayName(String displayName) {
    setOnLastRow("displayName", displayNames, displayName);
    return this;
  }

  /**
   * Gives the row added last a mask. Default: none.
   *
   * @param mask a mask of this picture
   * @return this builder
   * @throws IllegalArgumentException if the mask is of a picture of another size
   * @throws IllegalStateException if there is no row, or it has a mask
   */
  @CanIgnoreReturnValue
  public DetectionsBuilder mask(InstanceMask mask) {
    if (!mask.imageSize().equals(imageSize)) {
      throw new IllegalArgumentException(
          "A mask must be of the picture that the box is in: expected %s, got %s"
              .formatted(imageSize, mask.imageSize()));
    }
    setOnLastRow("mask", masks, mask);
    return this;
  }

  /**
   * Gives the row added last its points. Default: none.
   *
   * @param points in pixels of the picture
   * @return this builder
   * @throws IllegalStateException if there is no row, or it has points
   */
  @CanIgnoreReturnValue
  public DetectionsBuilder keypoints(Keypoints points) {
    setOnLastRow("keypoints", keypoints, points);
    return this;
  }

  /**
   * Names the classes of all rows that have no name of their own.
   *
   * @param newClassNames from the class id to the name; empty where there is none
   * @return this builder
   * @throws IllegalStateException if set before
   */
  @CanIgnoreReturnValue
  public DetectionsBuilder classNames(IntFunction<Optional<String>> newClassNames) {
    if (classNames != null) {
      throw new IllegalStateException("classNames were set before, to " + classNames);
    }
    classNames = Objects.requireNonNull(newClassNames, "classNames");
    return this;
  }

  /**
   * Names the classes for people, in all rows that have no display name of their own.
   *
   * @param newClassDisplayNames from the class id to the display name; empty where there is none
   * @return this builder
   * @throws IllegalStateException if set before
   */
  @CanIgnoreReturnValue
  public DetectionsBuilder classDisplayNames(IntFunction<Optional<String>> newClassDisplayNames) {
    if (classDisplayNames != null) {
      throw new IllegalStateException("classDisplayNames were set before, to " + classDisplayNames);
    }
    classDisplayNames = Objects.requireNonNull(newClassDisplayNames, "classDisplayNames");
    return this;
  }

  /**
   * The result.
   *
   * @return all rows added so far, in that order
   */
  public Detections build() {
    return new Detections(
        imageSize,
        orientation,
        new Columns(
            Arrays.copyOf(boxes, 4 * count),
            Arrays.copyOf(scores, count),
            Arrays.copyOf(classIds, count),
            filled(names, classNames),
            filled(displayNames, classDisplayNames),
            Arrays.copyOf(masks, count),
            Arrays.copyOf(keypoints, count)));
  }

  private @Nullable String[] filled(
      @Nullable String[] column, @Nullable IntFunction<Optional<String>> byClass) {
    @Nullable String[] filled = Arrays.copyOf(column, count);
    if (byClass != null) {
      for (int i = 0; i < count; i++) {
        if (filled[i] == null) {
          filled[i] = byClass.apply(classIds[i]).orElse(null);
        }
      }
    }
    return filled;
  }

  private <T> void setOnLastRow(String what, @Nullable T[] column, T value) {
    Objects.requireNonNull(value, what);
    if (count == 0) {
      throw new IllegalStateException("There is no row yet to give a " + what + ": add one first");
    }
    T earlier = column[count - 1];
    if (earlier != null) {
      throw new IllegalStateException(
          "%s of row %s was set before, to %s".formatted(what, count - 1, earlier));
    }
    column[count - 1] = value;
  }

  private void reserve(long rows) {
    if (rows <= scores.length) {
      return;
    }
    long capacity = Math.min(Math.max(rows, 2L * scores.length), Integer.MAX_VALUE / 4 - 2);
    if (rows > capacity) {
      throw new IllegalArgumentException("Too many rows for one result: " + rows);
    }
    int length = (int) capacity;
    boxes = Arrays.copyOf(boxes, 4 * length);
    scores = Arrays.copyOf(scores, length);
    classIds = Arrays.copyOf(classIds, length);
    names = Arrays.copyOf(names, length);
    displayNames = Arrays.copyOf(displayNames, length);
    masks = Arrays.copyOf(masks, length);
    keypoints = Arrays.copyOf(keypoints, length);
  }
}
