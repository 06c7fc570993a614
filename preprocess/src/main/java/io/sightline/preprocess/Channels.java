package io.sightline.preprocess;

/** The channels that a model is fed, in their order. */
public enum Channels {
  /** Red, green, blue: the default. A grey picture's channel is repeated; alpha is dropped. */
  RGB(3),
  /** Blue, green, red, as OpenCV reads pictures. */
  BGR(3),
  /**
   * One channel of luma, as Pillow's {@code convert("L")} makes it before any resize: {@code (19595
   * * red + 38470 * green + 7471 * blue + 32768) >> 16}.
   */
  GRAY(1);

  private final int count;

  Channels(int count) {
    this.count = count;
  }

  /**
   * The number of channels.
   *
   * @return 1 or 3
   */
  public int count() {
    return count;
  }
}
