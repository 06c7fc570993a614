package io.sightline.detection.recognition;

import java.util.Optional;

/** Looks for one kind of detector. */
@FunctionalInterface
interface RecognitionRule {
  /** What the model is; empty if it is of another kind. */
  Optional<Verdict> apply(ModelFacts facts);
}
