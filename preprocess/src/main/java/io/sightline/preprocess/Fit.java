package io.sightline.preprocess;

/** How a picture of one shape becomes one of another. */
public enum Fit {
  /** The whole picture is stretched to the target, whatever its shape: the default. */
  STRETCH,
  /**
   * The largest centred part with the target's shape is cut out, then resized. Lengths and offsets
   * are rounded down: for a square target the part's side is {@code min(width, height)}, its left
   * edge {@code (width - side) // 2} and its upper edge {@code (height - side) // 2}.
   */
  CROP
}
