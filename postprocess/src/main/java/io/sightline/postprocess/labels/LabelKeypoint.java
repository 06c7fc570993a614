package io.sightline.postprocess.labels;

import java.util.Objects;

/**
 * A keypoint of a class.
 *
 * @param id its number
 * @param label its name
 */
public record LabelKeypoint(int id, String label) {
  /**
   * Checks that there is a name.
   *
   * @param id its number
   * @param label its name
   */
  public LabelKeypoint {
    Objects.requireNonNull(label, "label");
  }
}
