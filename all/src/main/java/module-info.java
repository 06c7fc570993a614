/**
 * All of Sightline at once: {@code requires io.sightline} brings every module that is published.
 */
module io.sightline {
  requires transitive io.sightline.core;
  requires transitive io.sightline.detection;
  requires transitive io.sightline.keras;
  requires transitive io.sightline.postprocess;
  requires transitive io.sightline.preprocess;
  requires transitive io.sightline.tensorflow;
}
