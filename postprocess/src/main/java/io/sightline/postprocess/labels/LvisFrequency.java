package io.sightline.postprocess.labels;

/** In how many training pictures a class of LVIS occurs; the numbers are those of the label map. */
public enum LvisFrequency {
  /** Not stated. */
  UNSPECIFIED(0),
  /** In more than 100 pictures. */
  FREQUENT(1),
  /** In 11 to 100 pictures. */
  COMMON(2),
  /** In at most 10 pictures. */
  RARE(3);

  private final int number;

  LvisFrequency(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static LvisFrequency of(int number) {
    return values()[number];
  }
}
