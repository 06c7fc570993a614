package io.sightline.postprocess.picture;

/** From where to where the numbers of a picture go: from black to full brightness. */
public enum ValueRange {
  /** 0 is black, 1 is full: a level is {@code x * 255}. */
  ZERO_TO_ONE(0, 255),
  /** -1 is black, 1 is full: a level is {@code (x + 1) * 127.5}. */
  MINUS_ONE_TO_ONE(1, 127.5f),
  /** Levels as they are. */
  ZERO_TO_255(0, 1);

  /** No model that gives numbers up to 1 overshoots that much. */
  private static final float FAR_BEYOND_ONE = 10;

  private final float shift;
  private final float scale;

  ValueRange(float shift, float scale) {
    this.shift = shift;
    this.scale = scale;
  }

  /**
   * The range that the lowest and the highest number of a picture speak for, which is this one as
   * long as they may belong to it: models overshoot, and pictures may be dark.
   */
  ValueRange likelier(float lowest, float highest) {
    boolean isUnit = lowest >= -2 && highest <= 2;
    ValueRange ofUnit = lowest < -0.5f ? MINUS_ONE_TO_ONE : ZERO_TO_ONE;
    return switch (this) {
      case ZERO_TO_ONE -> isUnit ? ofUnit : beyondUnit(highest);
      case MINUS_ONE_TO_ONE -> beyondUnit(highest);
      case ZERO_TO_255 -> isUnit && lowest != highest ? ofUnit : this;
    };
  }

  private ValueRange beyondUnit(float highest) {
    return highest > FAR_BEYOND_ONE && Float.isFinite(highest) ? ZERO_TO_255 : this;
  }

  /** The level of a number, in float32, as NumPy computes it: neither rounded nor clipped. */
  float level(float number) {
    return (number + shift) * scale;
  }
}
