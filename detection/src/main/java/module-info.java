/** Boxes out: what the outputs of detection models mean, and the detections found. */
module io.sightline.detection {
  requires transitive io.sightline.core;
  requires transitive io.sightline.postprocess;
  requires com.google.gson;
  requires static transitive com.google.errorprone.annotations;
  requires static transitive org.jspecify;

  exports io.sightline.detection;
  exports io.sightline.detection.box;
  exports io.sightline.detection.format;
  exports io.sightline.detection.mask;
  exports io.sightline.detection.nms;
}
