package io.sightline.detection.nms.kernel;

import io.sightline.detection.box.Overlap;

/** The overlap of two candidates as one library measures it, to its last bit. */
public abstract class BoxOverlap {
  final float[] boxes;

  private BoxOverlap(float[] boxes) {
    this.boxes = boxes;
  }

  /** TensorFlow's measure, or another one with its treatment of edges. */
  public static BoxOverlap tensorFlow(float[] boxes, Overlap overlap) {
    return new BoxOverlap(boxes) {
      @Override
      public float of(int candidate, int kept) {
        int c = 4 * candidate;
        int k = 4 * kept;
        return overlap.between(
            boxes[c],
            boxes[c + 1],
            boxes[c + 2],
            boxes[c + 3],
            boxes[k],
            boxes[k + 1],
            boxes[k + 2],
            boxes[k + 3]);
      }
    };
  }

  /** The one of torchvision.ops.nms: areas as they come, 0 / 0 is NaN. */
  public static BoxOverlap torchvision(float[] boxes) {
    return new BoxOverlap(boxes) {
      @Override
      public float of(int candidate, int kept) {
        int c = 4 * candidate;
        int k = 4 * kept;
        float intersection = intersection(c, k);
        return intersection / (area(k) + area(c) - intersection);
      }
    };
  }

  /** The one of cv2.dnn.NMSBoxes and softNMSBoxes: in double, as a distance in between. */
  public static BoxOverlap openCv(float[] boxes) {
    return new OpenCvOverlap(boxes);
  }

  /**
   * The one of supervision's and SAHI's merging, intersection over union or over the smaller area:
   * areas as they come, 0 where there is none to divide by.
   */
  public static BoxOverlap merging(float[] boxes, Overlap overlap) {
    return new BoxOverlap(boxes) {
      @Override
      public float of(int candidate, int kept) {
        int c = 4 * candidate;
        int k = 4 * kept;
        float intersection = intersection(c, k);
        float areaC = area(c);
        float areaK = area(k);
        float whole =
            overlap == Overlap.IOS ? Math.min(areaK, areaC) : areaK + areaC - intersection;
        float ratio = intersection / whole;
        return whole > 0 && !Float.isNaN(ratio) ? ratio : 0;
      }
    };
  }

  /** The overlap of a candidate with a box that was kept. */
  public abstract float of(int candidate, int kept);

  /** The area that two boxes share, which begin at these offsets. */
  final float intersection(int c, int k) {
    float width = Math.min(boxes[k + 2], boxes[c + 2]) - Math.max(boxes[k], boxes[c]);
    float height = Math.min(boxes[k + 3], boxes[c + 3]) - Math.max(boxes[k + 1], boxes[c + 1]);
    return Math.max(0, width) * Math.max(0, height);
  }

  final float area(int offset) {
    return (boxes[offset + 2] - boxes[offset]) * (boxes[offset + 3] - boxes[offset + 1]);
  }

  /**
   * {@code cv::jaccardDistance} of rectangles with origin and size (OpenCV 5.0, core/types.hpp).
   */
  private static final class OpenCvOverlap extends BoxOverlap {
    OpenCvOverlap(float[] boxes) {
      super(boxes);
    }

    @Override
    public float of(int candidate, int kept) {
      int c = 4 * candidate;
      int k = 4 * kept;
      double areaC = side(c) * side(c + 1);
      double areaK = side(k) * side(k + 1);
      if (areaC + areaK <= Math.ulp(1.0)) {
        return 1;
      }
      double intersection = commonArea(c, k);
      return 1f - (float) (1.0 - intersection / (areaC + areaK - intersection));
    }

    private double commonArea(int c, int k) {
      boolean isEmpty = side(c) <= 0 || side(c + 1) <= 0 || side(k) <= 0 || side(k + 1) <= 0;
      if (isEmpty) {
        return 0;
      }
      double width = common(c, k);
      double height = common(c + 1, k + 1);
      return width <= 0 || height <= 0 ? 0 : width * height;
    }

    /** The length that two sides share, from the origins and lengths. */
    private double common(int c, int k) {
      boolean isFirst = boxes[c] < boxes[k];
      int lower = isFirst ? c : k;
      int upper = isFirst ? k : c;
      double shared = side(lower) - ((double) boxes[upper] - boxes[lower]);
      return side(upper) < shared ? side(upper) : shared;
    }

    private double side(int offset) {
      return (double) boxes[offset + 2] - boxes[offset];
    }
  }
}
