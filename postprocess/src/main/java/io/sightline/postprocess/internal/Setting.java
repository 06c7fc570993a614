package io.sightline.postprocess.internal;

import org.jspecify.annotations.Nullable;

/** A setting of a step, which is made once. */
public final class Setting {
  private Setting() {}

  /** Refuses a setting that was made before, quoting its value; null for one that was not. */
  public static void requireUnset(String name, @Nullable Object earlier) {
    if (earlier != null) {
      throw new IllegalStateException(name + " was set before, to " + earlier);
    }
  }
}
