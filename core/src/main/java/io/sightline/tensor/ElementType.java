package io.sightline.tensor;

/**
 * What one element of a tensor is, by NumPy's names. {@link #OPAQUE} stands for all that has no
 * counterpart in plain Java (complex, quantised, resource and variant types): such a tensor can be
 * described, but neither fed nor read.
 */
public enum ElementType {
  /** IEEE 754 half precision, 16 bits. */
  FLOAT16("float16", 2),
  /** The upper half of a float32, 16 bits. */
  BFLOAT16("bfloat16", 2),
  /** IEEE 754 single precision, 32 bits: Java's {@code float}. */
  FLOAT32("float32", 4),
  /** IEEE 754 double precision, 64 bits: Java's {@code double}. */
  FLOAT64("float64", 8),
  /** Signed integer of 8 bits. */
  INT8("int8", 1),
  /** Signed integer of 16 bits. */
  INT16("int16", 2),
  /** Signed integer of 32 bits: Java's {@code int}. */
  INT32("int32", 4),
  /** Signed integer of 64 bits: Java's {@code long}. */
  INT64("int64", 8),
  /** Unsigned integer of 8 bits, 0 to 255: what pictures usually are. */
  UINT8("uint8", 1),
  /** Unsigned integer of 16 bits. */
  UINT16("uint16", 2),
  /** Unsigned integer of 32 bits. */
  UINT32("uint32", 4),
  /** Unsigned integer of 64 bits. */
  UINT64("uint64", 8),
  /** True or false, one byte each. */
  BOOL("bool", 1),
  /** Strings of bytes of any length: text, or the content of a file. */
  STRING("string", 0),
  /** A type that has no counterpart in plain Java. */
  OPAQUE("opaque", 0);

  private final String displayName;
  private final int bytes;

  ElementType(String displayName, int bytes) {
    this.displayName = displayName;
    this.bytes = bytes;
  }

  /**
   * How many bytes one element takes.
   *
   * @return 1, 2, 4 or 8; 0 for {@link #STRING} and {@link #OPAQUE}
   */
  public int bytes() {
    return bytes;
  }

  /**
   * Whether the elements are numbers or truth values, so that they lie in one array of fixed width.
   *
   * @return true for all but {@link #STRING} and {@link #OPAQUE}
   */
  public boolean isFixedWidth() {
    return bytes > 0;
  }

  /**
   * Whether the elements are floating-point numbers.
   *
   * @return true for the four floating-point types
   */
  public boolean isFloatingPoint() {
    return this == FLOAT16 || this == BFLOAT16 || this == FLOAT32 || this == FLOAT64;
  }

  /** Returns NumPy's name of the type, such as {@code float32}. */
  @Override
  public String toString() {
    return displayName;
  }
}
