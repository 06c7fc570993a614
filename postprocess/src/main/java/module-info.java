/** Answers out: label files, the best classes of a classifier, and how good a model is. */
module io.sightline.postprocess {
  requires com.google.gson;
  requires transitive io.sightline.core;
  requires static transitive com.google.errorprone.annotations;
  requires static transitive org.jspecify;

  exports io.sightline.postprocess;
  exports io.sightline.postprocess.evaluation;
  exports io.sightline.postprocess.segmentation;
}
