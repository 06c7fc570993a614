package io.sightline.postprocess;

/** What the scores of a classification are. */
public enum ScoreKind {
  /** Probabilities of classes of which one is right: 0 to 1, 1 together. */
  PROBABILITY,
  /** Probabilities of classes of which any number may be right: 0 to 1 each. */
  INDEPENDENT_PROBABILITY,
  /** The model's numbers: logits, or whatever it gives. Higher is better. */
  RAW
}
