package io.sightline.postprocess.picture;

/** From where to where the numbers of a picture go: from black to full brightness. */
public enum ValueRange {
  /** 0 is black, 1 is full: a level is {@code x * 255}. */
  ZERO_TO_ONE(0, 255),
  /** -1 is black, 1 is full: a level is {@code (x + 1) * 127.5}. */
  MINUS_ONE_TO_ONE(1, 127.5f),
  /** Levels as they are. */
  ZERO_TO_255(0, 1);

  private final float shift;
  private final float scale;

  ValueRange(float shift, float scale) {
    this.shift = shift;
    this.scale = scale;
  }

  /** The level of a number, in float32, as NumPy computes it: neither rounded nor clipped. */
  float level(float number) {
    return (number + shift) * scale;
  }
}
