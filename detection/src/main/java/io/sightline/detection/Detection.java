package io.sightline.detection;

import io.sightline.detection.box.PixelBox;
import io.sightline.detection.box.RelativeBox;
import io.sightline.detection.mask.InstanceMask;
import io.sightline.image.Size;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One object that was found: a row of {@link Detections}, which it keeps in memory.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Detection {
  private final Size imageSize;
  private final Columns columns;
  private final int row;

  Detection(Size imageSize, Columns columns, int row) {
    this.imageSize = imageSize;
    this.columns = columns;
    this.row = row;
  }

  /**
   * Where it is.
   *
   * @return the box in pixels of the picture as it was oriented for the model
   */
  public PixelBox box() {
    return columns.box(row);
  }

  /**
   * Where it is, whatever size the picture is shown in.
   *
   * @return the box in fractions of the picture's width and height
   */
  public RelativeBox relativeBox() {
    PixelBox box = box();
    return new RelativeBox(
        box.xMin() / imageSize.width(),
        box.yMin() / imageSize.height(),
        box.xMax() / imageSize.width(),
        box.yMax() / imageSize.height());
  }

  /**
   * The size of the picture that the box is in.
   *
   * @return the size after the turn that was applied
   */
  public Size imageSize() {
    return imageSize;
  }

  /**
   * How sure the model is.
   *
   * @return the score as the model gives it, usually 0 to 1; never NaN
   */
  public float score() {
    return columns.scores()[row];
  }

  /**
   * The number of its class.
   *
   * @return the number that the model's labels count by
   */
  public int classId() {
    return columns.classIds()[row];
  }

  /**
   * The name of its class.
   *
   * @return the name; the digits of {@link #classId} if nothing names it
   */
  public String name() {
    return columns.name(row);
  }

  /**
   * The name of its class for people, where the labels have one beside the name.
   *
   * @return such as {@code person} for the name {@code /m/01g317}
   */
  public Optional<String> displayName() {
    return Optional.ofNullable(columns.displayNames()[row]);
  }

  /**
   * What to write beside the box.
   *
   * @return the display name, else the name
   */
  public String label() {
    String displayName = columns.displayNames()[row];
    return displayName == null ? name() : displayName;
  }

  /**
   * Which pixels belong to it.
   *
   * @return the mask, if the model gives masks
   */
  public Optional<InstanceMask> mask() {
    return Optional.ofNullable(columns.masks()[row]);
  }

  /**
   * Its points.
   *
   * @return the points, if the model gives points
   */
  public Optional<Keypoints> keypoints() {
    return Optional.ofNullable(columns.keypoints()[row]);
  }

  Columns columns() {
    return columns;
  }

  int row() {
    return row;
  }

  /** Exact: equal in all that it says, to the bit, and in pictures of one size. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Detection that
        && imageSize.equals(that.imageSize)
        && columns.rowEquals(row, that.columns, that.row);
  }

  @Override
  public int hashCode() {
    return columns.rowHash(row);
  }

  /** Returns label, score and box, as in {@code dog 0.72 (12.3, 4.5, 210.0, 433.2)}. */
  @Override
  public String toString() {
    PixelBox box = box();
    return String.format(
        Locale.ROOT,
        "%s %.2f (%.1f, %.1f, %.1f, %.1f)",
        label(),
        score(),
        box.xMin(),
        box.yMin(),
        box.xMax(),
        box.yMax());
  }
}
