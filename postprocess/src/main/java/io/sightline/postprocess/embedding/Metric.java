package io.sightline.postprocess.embedding;

/** How near two vectors are to each other. */
public enum Metric {
  /**
   * The cosine of the angle between them, from -1 to 1: the higher, the nearer. Lengths do not
   * matter; the zero vector has the cosine 0 to all.
   */
  COSINE,
  /** The Euclidean distance, at least 0: the lower, the nearer. */
  EUCLIDEAN
}
