/**
 * Answers out: label files, the best classes of a classifier, maps, vectors, pictures and numbers,
 * and how good a model is.
 */
module io.sightline.postprocess {
  requires transitive io.sightline.core;
  requires com.google.gson;
  requires org.slf4j;
  requires org.snakeyaml.engine;
  requires static transitive com.google.errorprone.annotations;
  requires static transitive org.jspecify;

  exports io.sightline.postprocess;
  exports io.sightline.postprocess.embedding;
  exports io.sightline.postprocess.evaluation;
  exports io.sightline.postprocess.labels;
  exports io.sightline.postprocess.picture;
  exports io.sightline.postprocess.plain;
  exports io.sightline.postprocess.segmentation;
}
