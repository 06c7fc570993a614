package io.sightline.preprocess;

import io.sightline.image.Size;
import io.sightline.preprocess.resample.Pixels;

/**
 * The rule by which pixels are resized: name the library that the model was trained with, since the
 * same filter gives other pixels in another library.
 *
 * <p>Immutable and safe for use by several threads.
 */
public abstract sealed class Resize permits PillowResize {
  Resize() {}

  /**
   * {@code Image.resize((width, height), filter)} of Pillow 12.3, bit for bit, on uint8 pixels.
   *
   * @param filter the filter
   * @return the rule
   */
  public static Resize pillow(PillowFilter filter) {
    return new PillowResize(filter);
  }

  /** Resizes; neither changes nor keeps the source. */
  abstract Pixels apply(Pixels source, Size target);
}
