package io.sightline.tensorflow.file;

/**
 * The name of a tensor in a graph.
 *
 * @param operation the operation that makes it
 * @param index which of the operation's outputs it is
 */
public record TensorName(String operation, int index) {
  /**
   * Parses {@code operation}, {@code operation:index}, the control input {@code ^operation}, or, as
   * functions write it, {@code operation:output:index}.
   */
  public static TensorName parse(String name) {
    String plain = name.startsWith("^") ? name.substring(1) : name;
    int first = plain.indexOf(':');
    int last = plain.lastIndexOf(':');
    if (first > 0 && plain.substring(last + 1).matches("\\d{1,4}")) {
      return new TensorName(plain.substring(0, first), Integer.parseInt(plain.substring(last + 1)));
    }
    return new TensorName(plain, 0);
  }

  /** The shortest name: without the index if that is 0. */
  @Override
  public String toString() {
    return index == 0 ? operation : operation + ":" + index;
  }
}
