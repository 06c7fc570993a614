package io.sightline.postprocess.picture;

/** How a level between two whole ones becomes one of them. */
public enum Rounding {
  /** To the nearest, halves to the even one: {@code np.rint(x).astype(np.uint8)}. */
  NEAREST,
  /** To the lower one: {@code x.astype(np.uint8)}, as in Keras' {@code array_to_img}. */
  TRUNCATE;

  /** The whole level of one that is not NaN; below 0 is 0, above 255 is 255. */
  byte toByte(float level) {
    float clipped = Math.max(0, Math.min(255, level));
    return (byte) (this == NEAREST ? (int) Math.rint(clipped) : (int) clipped);
  }
}
