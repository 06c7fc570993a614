/**
 * The predictor, the values that cross module borders, and the service interfaces of Sightline.
 *
 * @uses io.sightline.model.ModelLoader to find what opens a model file
 */
module io.sightline.core {
  requires static transitive com.google.errorprone.annotations;
  requires static transitive org.jspecify;
  requires static micrometer.core;
  requires jdk.jfr;
  requires org.slf4j;

  exports io.sightline;
  exports io.sightline.batch;
  exports io.sightline.error;
  exports io.sightline.image;
  exports io.sightline.metrics;
  exports io.sightline.model;
  exports io.sightline.observe;
  exports io.sightline.tensor;
  exports io.sightline.internal to
      io.sightline.postprocess,
      io.sightline.preprocess,
      io.sightline.tensorflow;
  exports io.sightline.internal.image to
      io.sightline.preprocess,
      io.sightline.tensorflow;

  uses io.sightline.model.ModelLoader;
}
