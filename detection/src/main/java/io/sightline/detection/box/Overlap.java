package io.sightline.detection.box;

/**
 * How much two boxes overlap.
 *
 * <p>All are computed in float32, with areas as width times height, without the extra pixel of
 * Pascal VOC's old code. Exchanged edges are put in order first. A box without area has an
 * intersection over union of 0 with every box, itself included. {@link #IOU} equals, bit for bit,
 * what TensorFlow's non-maximum suppression compares (core/kernels/image/non_max_suppression_op.cc,
 * 2.18), where subnormal numbers are 0; the order of the two boxes matters for NaN alone.
 */
public enum Overlap {
  /** Intersection over union, 0 to 1. */
  IOU,

  /**
   * Intersection over the smaller of the two areas, 0 to 1: 1 where one box lies within the other.
   * 0 if one of them has no area.
   */
  IOS,

  /**
   * Generalised: the intersection over union, less the share of the smallest rectangle around both
   * that neither covers; -1 to 1 (Rezatofighi et al., 2019).
   */
  GIOU,

  /**
   * Distance: the intersection over union, less the squared distance of the centres over the
   * squared diagonal of the smallest rectangle around both; -1 to 1 (Zheng et al., 2020).
   */
  DIOU;

  /**
   * Measures two boxes in pixels of the same picture.
   *
   * @param a a box
   * @param b a box
   * @return the overlap; NaN if a coordinate is NaN, or infinite in a way that has no answer
   */
  public float between(PixelBox a, PixelBox b) {
    return between(a.xMin(), a.yMin(), a.xMax(), a.yMax(), b.xMin(), b.yMin(), b.xMax(), b.yMax());
  }

  /**
   * Measures two boxes in fractions of the same picture. {@link #DIOU} is that of the square that
   * the picture is stretched to; the others do not depend on the unit.
   *
   * @param a a box
   * @param b a box
   * @return the overlap; NaN if a coordinate is NaN, or infinite in a way that has no answer
   */
  public float between(RelativeBox a, RelativeBox b) {
    return between(a.xMin(), a.yMin(), a.xMax(), a.yMax(), b.xMin(), b.yMin(), b.xMax(), b.yMax());
  }

  /**
   * Measures two boxes in any one unit, without an object for each.
   *
   * @param aXMin left edge of the first
   * @param aYMin upper edge of the first
   * @param aXMax right edge of the first
   * @param aYMax lower edge of the first
   * @param bXMin left edge of the second
   * @param bYMin upper edge of the second
   * @param bXMax right edge of the second
   * @param bYMax lower edge of the second
   * @return the overlap; NaN if a coordinate is NaN, or infinite in a way that has no answer
   */
  public float between(
      float aXMin,
      float aYMin,
      float aXMax,
      float aYMax,
      float bXMin,
      float bYMin,
      float bXMax,
      float bYMax) {
    Pair pair = new Pair(aXMin, aYMin, aXMax, aYMax, bXMin, bYMin, bXMax, bYMax);
    return switch (this) {
      case IOU -> pair.iou();
      case IOS -> pair.ios();
      case GIOU -> pair.iou() - pair.uncoveredShare();
      case DIOU -> pair.iou() - pair.distanceShare();
    };
  }

  /** Two boxes with their edges in order. Minimum and maximum treat NaN as those of C++ do. */
  private static final class Pair {
    final float aLeft;
    final float aTop;
    final float aRight;
    final float aBottom;
    final float bLeft;
    final float bTop;
    final float bRight;
    final float bBottom;
    final float areaA;
    final float areaB;

    Pair(
        float aXMin,
        float aYMin,
        float aXMax,
        float aYMax,
        float bXMin,
        float bYMin,
        float bXMax,
        float bYMax) {
      aLeft = min(aXMin, aXMax);
      aTop = min(aYMin, aYMax);
      aRight = max(aXMin, aXMax);
      aBottom = max(aYMin, aYMax);
      bLeft = min(bXMin, bXMax);
      bTop = min(bYMin, bYMax);
      bRight = max(bXMin, bXMax);
      bBottom = max(bYMin, bYMax);
      areaA = product(aBottom - aTop, aRight - aLeft);
      areaB = product(bBottom - bTop, bRight - bLeft);
    }

    boolean isEmpty() {
      return areaA <= 0 || areaB <= 0;
    }

    float intersection() {
      float width = min(aRight, bRight) - max(aLeft, bLeft);
      float height = min(aBottom, bBottom) - max(aTop, bTop);
      return product(max(height, 0), max(width, 0));
    }

    float iou() {
      if (isEmpty()) {
        return 0;
      }
      float intersection = intersection();
      return flushed(intersection / (areaA + areaB - intersection));
    }

    float ios() {
      return isEmpty() ? 0 : intersection() / Math.min(areaA, areaB);
    }

    float uncoveredShare() {
      float hull = hullWidth() * hullHeight();
      return hull == 0 ? 0 : max((hull - (areaA + areaB - intersection())) / hull, 0);
    }

    float distanceShare() {
      float x = (aLeft + aRight) / 2 - (bLeft + bRight) / 2;
      float y = (aTop + aBottom) / 2 - (bTop + bBottom) / 2;
      float width = hullWidth();
      float height = hullHeight();
      float diagonal = width * width + height * height;
      return diagonal == 0 ? 0 : (x * x + y * y) / diagonal;
    }

    private float hullWidth() {
      return max(aRight, bRight) - min(aLeft, bLeft);
    }

    private float hullHeight() {
      return max(aBottom, bBottom) - min(aTop, bTop);
    }

    private static float product(float first, float second) {
      return flushed(flushed(first) * flushed(second));
    }

    /** TensorFlow's threads take subnormal numbers for 0 (tsl::port::ScopedFlushDenormal). */
    private static float flushed(float value) {
      return Math.abs(value) < Float.MIN_NORMAL ? 0 : value;
    }

    /** {@code std::min}: the first unless the second is smaller. */
    private static float min(float first, float second) {
      return second < first ? second : first;
    }

    /** {@code std::max}: the first unless it is smaller. */
    private static float max(float first, float second) {
      return first < second ? second : first;
    }
  }
}
