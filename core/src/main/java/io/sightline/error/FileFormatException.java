package io.sightline.error;

/** A side file, such as a label file or an array, is not what it should be. */
public final class FileFormatException extends PredictionException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  /**
   * A fault at a place in a text file.
   *
   * @param message what was expected, what was found, what to do; the place is put in front of it
   * @param source the path or name of the file
   * @param line the line, 1 is the first
   * @param column the column in characters, 1 is the first
   */
  public FileFormatException(String message, String source, int line, int column) {
    super("%s:%s:%s: %s".formatted(source, line, column, message), "load", source, null);
    this.line = line;
    this.column = column;
  }

  /**
   * A fault of a file as a whole.
   *
   * @param message what was expected, what was found, what to do
   * @param source the path or name of the file
   */
  public FileFormatException(String message, String source) {
    super(message, "load", source, null);
    this.line = 0;
    this.column = 0;
  }

  /**
   * The line of the fault.
   *
   * @return 1 is the first; 0 if the fault has no place
   */
  public int line() {
    return line;
  }

  /**
   * The column of the fault.
   *
   * @return in characters, 1 is the first; 0 if the fault has no place
   */
  public int column() {
    return column;
  }
}
