package io.sightline.postprocess.labels;

/**
 * How a label file is read.
 *
 * <pre>{@code
 * Labels labels = Labels.read(path, LabelOptions.standard().skipUnknownFields());
 * }</pre>
 *
 * <p>By default unknown fields are errors, and numbers in front of names are ids. Immutable and
 * safe for use by several threads; every call returns a changed copy.
 */
public final class LabelOptions {
  private static final LabelOptions STANDARD = new LabelOptions(false, false);

  private final boolean unknownFieldsSkipped;
  private final boolean linesWhole;

  private LabelOptions(boolean unknownFieldsSkipped, boolean linesWhole) {
    this.unknownFieldsSkipped = unknownFieldsSkipped;
    this.linesWhole = linesWhole;
  }

  /**
   * The defaults.
   *
   * @return the options
   */
  public static LabelOptions standard() {
    return STANDARD;
  }

  /**
   * Skips the fields of a label map that are unknown, and reports them in {@link Labels#notes()}.
   *
   * @return the changed options
   * @throws IllegalStateException if it was said before
   */
  public LabelOptions skipUnknownFields() {
    if (unknownFieldsSkipped) {
      throw new IllegalStateException("skipUnknownFields was set before, to true");
    }
    return new LabelOptions(true, linesWhole);
  }

  /**
   * Takes every line of a text file as a name, as Python's {@code readlines} would: a number in
   * front belongs to the name, and the id is the position. A file of another kind is read as what
   * it is.
   *
   * @return the changed options
   * @throws IllegalStateException if it was said before
   */
  public LabelOptions wholeLines() {
    if (linesWhole) {
      throw new IllegalStateException("wholeLines was set before, to true");
    }
    return new LabelOptions(unknownFieldsSkipped, true);
  }

  boolean unknownFieldsSkipped() {
    return unknownFieldsSkipped;
  }

  boolean linesWhole() {
    return linesWhole;
  }

  /** Returns the options that are set, as in {@code skipping unknown fields}. */
  @Override
  public String toString() {
    return (unknownFieldsSkipped ? "skipping" : "refusing")
        + " unknown fields, "
        + (linesWhole ? "lines as names" : "numbers in front of names as ids");
  }
}
