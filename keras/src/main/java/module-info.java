/**
 * Opens Keras models, {@code .h5} and {@code .keras}, in pure Java, and runs them with TensorFlow.
 *
 * @provides io.sightline.model.ModelLoader for files that Keras 1, 2 and 3 saved
 */
module io.sightline.keras {
  requires transitive io.sightline.core;
  requires transitive org.tensorflow.ndarray;
  requires transitive tensorflow;
  requires com.google.gson;
  requires io.jhdf;
  requires io.sightline.tensorflow;
  requires org.slf4j;
  requires tensorflow.framework;
  requires static com.google.errorprone.annotations;
  requires static org.jspecify;

  exports io.sightline.keras;

  provides io.sightline.model.ModelLoader with
      io.sightline.keras.KerasModelLoader;
}
