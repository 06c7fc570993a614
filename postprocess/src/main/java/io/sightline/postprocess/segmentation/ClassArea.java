package io.sightline.postprocess.segmentation;

import java.util.Objects;

/**
 * How much of a map belongs to a class.
 *
 * @param id the class
 * @param label its name; the id as text if there are no names
 * @param pixels how many pixels, at least 1
 */
public record ClassArea(int id, String label, int pixels) {
  /**
   * Checks that there is a label.
   *
   * @param id the class
   * @param label its name
   * @param pixels how many pixels
   */
  public ClassArea {
    Objects.requireNonNull(label, "label");
  }

  /** Returns label and pixels, as in {@code horse 18884}. */
  @Override
  public String toString() {
    return label + " " + pixels;
  }
}
