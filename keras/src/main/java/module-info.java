/** Reads Keras models, {@code .h5} and {@code .keras}, in pure Java. */
module io.sightline.keras {
  requires transitive io.sightline.core;
  requires com.google.gson;
  requires io.jhdf;
  requires io.sightline.tensorflow;
  requires org.slf4j;
  requires static com.google.errorprone.annotations;
  requires static org.jspecify;
}
