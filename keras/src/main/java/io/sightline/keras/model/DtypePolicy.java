package io.sightline.keras.model;

/**
 * The element types of a layer.
 *
 * @param name the policy's name, such as {@code float32} or {@code mixed_float16}
 */
public record DtypePolicy(String name) {
  /** What nothing else was said of. */
  public static final DtypePolicy STANDARD = new DtypePolicy("float32");

  private static final String MIXED = "mixed_";

  /** Whether it computes in another type than it stores. */
  public boolean isMixed() {
    return name.startsWith(MIXED);
  }

  /** What it computes in, such as {@code float16}. */
  public String compute() {
    return isMixed() ? name.substring(MIXED.length()) : name;
  }

  /** What its weights are stored in. */
  public String variable() {
    return isMixed() ? "float32" : name;
  }

  /** Whether it computes with weights of a few bits, as {@code int8_from_float32} does. */
  public boolean isQuantized() {
    return name.contains("_from_");
  }
}
