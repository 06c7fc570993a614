package io.sightline.detection.anchor;

/**
 * Turns the four numbers that an SSD head gives for an anchor into a box, and back: {@code
 * FasterRcnnBoxCoder} of TensorFlow's Object Detection API (box_coders/faster_rcnn_box_coder.py,
 * 2023), which SSD's "variances" are the inverse of.
 *
 * <pre>{@code
 * BoxCoder coder = BoxCoder.tensorFlow(); // y, x, h, w through 10, 10, 5, 5
 * }</pre>
 *
 * <p>For an anchor with the centre (xa, ya), wa wide and ha high: the box' centre is (x / scaleX *
 * wa + xa, y / scaleY * ha + ya), its size exp(w / scaleWidth) * wa times exp(h / scaleHeight) *
 * ha.
 *
 * @param order how the four numbers follow each other
 * @param scaleX what x is divided by
 * @param scaleY what y is divided by
 * @param scaleWidth what the width is divided by
 * @param scaleHeight what the height is divided by
 */
public record BoxCoder(
    Order order, float scaleX, float scaleY, float scaleWidth, float scaleHeight) {
  /** TensorFlow adds it to sizes before it takes their logarithm. */
  private static final float EPSILON = 1e-8f;

  /** How the four numbers of a box follow each other. */
  public enum Order {
    /** The centre's y and x, height and width: TensorFlow. */
    YXHW,
    /** The centre's x and y, width and height: SSD in Keras and Caffe. */
    XYWH
  }

  /**
   * Checks the factors.
   *
   * @param order how the four numbers follow each other
   * @param scaleX what x is divided by
   * @param scaleY what y is divided by
   * @param scaleWidth what the width is divided by
   * @param scaleHeight what the height is divided by
   */
  public BoxCoder {
    if (!(scaleX > 0 && scaleY > 0 && scaleWidth > 0 && scaleHeight > 0)) {
      throw new IllegalArgumentException(
          "Scale factors must be above 0: got x %s, y %s, width %s, height %s"
              .formatted(scaleX, scaleY, scaleWidth, scaleHeight));
    }
  }

  /**
   * TensorFlow's coder with the scale factors of its SSD configurations: 10 for the centre, 5 for
   * the size.
   *
   * @return the coder
   */
  public static BoxCoder tensorFlow() {
    return new BoxCoder(Order.YXHW, 10, 10, 5, 5);
  }

  /**
   * The coder of SSD in Keras and Caffe with the usual variances 0.1, 0.1, 0.2, 0.2.
   *
   * @return the coder
   */
  public static BoxCoder variances() {
    return new BoxCoder(Order.XYWH, 10, 10, 5, 5);
  }

  /**
   * The box that four numbers mean.
   *
   * @param codes the four numbers for the anchor, in this coder's order
   * @param anchors the anchors
   * @param anchor the number of the anchor
   * @param box receives the centre's x and y, width and height, in fractions of the picture, from
   *     the position on
   * @param at the position
   */
  public void decode(float[] codes, Anchors anchors, int anchor, float[] box, int at) {
    boolean yFirst = order == Order.YXHW;
    float x = codes[yFirst ? 1 : 0] / scaleX;
    float y = codes[yFirst ? 0 : 1] / scaleY;
    float width = codes[yFirst ? 3 : 2] / scaleWidth;
    float height = codes[yFirst ? 2 : 3] / scaleHeight;
    box[at] = x * anchors.width(anchor) + anchors.centerX(anchor);
    box[at + 1] = y * anchors.height(anchor) + anchors.centerY(anchor);
    box[at + 2] = (float) Math.exp(width) * anchors.width(anchor);
    box[at + 3] = (float) Math.exp(height) * anchors.height(anchor);
  }

  /**
   * The four numbers that mean a box.
   *
   * @param box the centre's x and y, width and height, in fractions of the picture, from the
   *     position on
   * @param at the position
   * @param anchors the anchors
   * @param anchor the number of the anchor
   * @return the four numbers in this coder's order
   */
  public float[] encode(float[] box, int at, Anchors anchors, int anchor) {
    float anchorWidth = anchors.width(anchor) + EPSILON;
    float anchorHeight = anchors.height(anchor) + EPSILON;
    float x = (box[at] - anchors.centerX(anchor)) / anchorWidth * scaleX;
    float y = (box[at + 1] - anchors.centerY(anchor)) / anchorHeight * scaleY;
    float width = (float) Math.log((box[at + 2] + EPSILON) / anchorWidth) * scaleWidth;
    float height = (float) Math.log((box[at + 3] + EPSILON) / anchorHeight) * scaleHeight;
    return order == Order.YXHW
        ? new float[] {y, x, height, width}
        : new float[] {x, y, width, height};
  }
}
