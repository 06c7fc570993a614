package io.sightline.examples.docs;

/** Stands for a type of the user's own. */
public final class Invoice {
  private final float[] pixels;

  /** Keeps a copy of 28 rows of 28 values. */
  public Invoice(float[] pixels) {
    this.pixels = pixels.clone();
  }

  float[] pixels() {
    return pixels.clone();
  }
}
