package io.sightline.detection.box;

/** Which four numbers describe a box, and in which order. */
public enum BoxFormat {
  /** Left, upper, right and lower edge: torchvision's {@code xyxy}, Pascal VOC. */
  XYXY,
  /** Upper, left, lower and right edge: TensorFlow. */
  YXYX,
  /** Left and upper edge, width and height: COCO. */
  XYWH,
  /** Centre, width and height: YOLO. */
  CXCYWH
}
