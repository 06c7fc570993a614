package io.sightline.postprocess.labels.text;

/** Ids in texts: digits, perhaps after a minus sign. */
public final class Numbers {
  private Numbers() {}

  /** How many digits a text begins with. */
  public static int digitsEnd(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** Whether a text is digits, perhaps after a minus sign. */
  public static boolean isInteger(String text) {
    String digits = text.startsWith("-") ? text.substring(1) : text;
    return !digits.isEmpty() && digitsEnd(digits) == digits.length();
  }

  /** The id that a text is. */
  public static int id(String text, int offset, SourceText source) {
    if (isInteger(text)) {
      try {
        return Integer.parseInt(text);
      } catch (NumberFormatException e) {
        throw source.failure(
            offset,
            "An id is too large: expected one up to %s, found %s. Number the classes anew."
                .formatted(Integer.MAX_VALUE, SourceText.quote(text)));
      }
    }
    throw source.failure(
        offset,
        "An id is no integer: expected digits, found %s. Write the number of the class."
            .formatted(SourceText.quote(text)));
  }
}
