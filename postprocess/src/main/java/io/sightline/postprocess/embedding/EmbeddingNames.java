package io.sightline.postprocess.embedding;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** The names of vectors: what a file with one name a line brings back as it was. */
final class EmbeddingNames {
  /** Many editors put it in front of a text, so that it does not count as a part of it. */
  static final char BYTE_ORDER_MARK = '\ufeff';

  private EmbeddingNames() {}

  /** Refuses a name that a file would not bring back. */
  static void check(String name) {
    String fault = fault(name);
    if (fault != null) {
      throw new IllegalArgumentException(
          "A vector needs a name on one line: got one that " + fault);
    }
  }

  /** What is wrong with a name; null if nothing is. */
  static @Nullable String fault(String name) {
    if (name.isEmpty()) {
      return "is empty";
    }
    if (name.indexOf('\n') >= 0 || name.indexOf('\r') >= 0) {
      return "has a line break";
    }
    if (name.charAt(0) == BYTE_ORDER_MARK) {
      return "begins with a byte order mark";
    }
    return UTF_8.newEncoder().canEncode(name) ? null : "has half a surrogate pair";
  }
}
