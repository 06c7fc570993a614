/** Answers out: label files, and the best classes of a classifier. */
module io.sightline.postprocess {
  requires transitive io.sightline.core;
  requires com.google.gson;
  requires org.slf4j;
  requires org.snakeyaml.engine.v2;
  requires static transitive com.google.errorprone.annotations;
  requires static transitive org.jspecify;

  exports io.sightline.postprocess;
  exports io.sightline.postprocess.labels;
  exports io.sightline.postprocess.segmentation;
}
