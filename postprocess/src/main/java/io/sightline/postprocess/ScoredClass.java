package io.sightline.postprocess;

import java.util.Objects;

/**
 * A class and what the model makes of it.
 *
 * @param index the class: its place in the model's output
 * @param label its name; the index as text if there are no names
 * @param score the model's number, as it is: a probability for most models, higher is better
 */
public record ScoredClass(int index, String label, float score) {
  /**
   * Checks that there is a label.
   *
   * @param index the class
   * @param label its name
   * @param score the model's number
   */
  public ScoredClass {
    Objects.requireNonNull(label, "label");
  }

  /** Returns label and score, as in {@code tabby 0.8731}. */
  @Override
  public String toString() {
    return label + " " + score;
  }
}
