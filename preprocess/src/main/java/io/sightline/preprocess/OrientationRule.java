package io.sightline.preprocess;

/** What becomes of the rotation that a file states. */
public enum OrientationRule {
  /** The picture is turned upright first, as a person sees it and OpenCV reads it: the default. */
  EXIF,
  /** The pixels stay as they are stored, as Pillow, Keras and tf.io read them. */
  STORED
}
