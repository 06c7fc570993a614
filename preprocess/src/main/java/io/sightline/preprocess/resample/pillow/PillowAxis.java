package io.sightline.preprocess.resample.pillow;

import io.sightline.image.Size;
import io.sightline.preprocess.resize.Box;

/**
 * One axis of a resize: a stretch of a line of pixels, and how many pixels it becomes. Pillow takes
 * the edges of boxes as C floats ({@code _resize} of 12.3, src/_imaging.c), and so does this.
 */
final class PillowAxis {
  private final int sourceLength;
  private final float from;
  private final float to;
  private final int targetLength;

  private PillowAxis(int sourceLength, float from, float to, int targetLength) {
    this.sourceLength = sourceLength;
    this.from = from;
    this.to = to;
    this.targetLength = targetLength;
    check(sourceLength, from, to);
  }

  /** Refuses boxes that do not lie inside the picture. */
  static void check(Size source, Box box) {
    check(source.width(), (float) box.left(), (float) box.right());
    check(source.height(), (float) box.top(), (float) box.bottom());
  }

  private static void check(int sourceLength, float from, float to) {
    // Written so that NaN is refused too.
    if (!(from >= 0 && from <= to && to <= sourceLength)) {
      throw new IllegalArgumentException(
          "A box must lie inside its picture: expected edges in order from 0 to %s, got %s and %s"
              .formatted(sourceLength, from, to));
    }
  }

  static PillowAxis ofColumns(Size source, Box box, Size target) {
    return new PillowAxis(source.width(), (float) box.left(), (float) box.right(), target.width());
  }

  static PillowAxis ofRows(Size source, Box box, Size target) {
    return new PillowAxis(
        source.height(), (float) box.top(), (float) box.bottom(), target.height());
  }

  int sourceLength() {
    return sourceLength;
  }

  int targetLength() {
    return targetLength;
  }

  double from() {
    return from;
  }

  /** Source pixels per target pixel; the edges are subtracted as floats. */
  double scale() {
    return (double) (to - from) / targetLength;
  }

  /** Whether each pixel stays what it is. */
  boolean isUnchanged() {
    return from == 0 && to == sourceLength && targetLength == sourceLength;
  }

  /**
   * The source pixel under the centre of each target pixel, as {@code ImagingScaleAffine} of
   * src/libImaging/Geometry.c has it: the step is added up, which rounds otherwise than a product.
   * Indices may lie beyond the end, if a box without extent is at the picture's edge.
   */
  int[] nearestByAddition() {
    double step = scale();
    int[] indices = new int[targetLength];
    double position = from + step * 0.5;
    for (int i = 0; i < targetLength; i++) {
      indices[i] = (int) position;
      position += step;
    }
    return indices;
  }

  /** As {@link #nearestByAddition}, but as {@code affine_transform} of the same file has it. */
  int[] nearestByMultiplication() {
    double step = scale();
    int[] indices = new int[targetLength];
    for (int i = 0; i < targetLength; i++) {
      indices[i] = (int) (step * (i + 0.5) + from);
    }
    return indices;
  }
}
