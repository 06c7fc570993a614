/**
 * Opens, checks and runs TensorFlow SavedModels and frozen graphs.
 *
 * @provides io.sightline.image.ImageDecoder JPEG through TensorFlow's libjpeg-turbo, and the pixels
 *     of {@code tf.io.decode_image}
 * @provides io.sightline.model.ModelLoader for SavedModel directories, archives of them, and frozen
 *     graphs
 */
module io.sightline.tensorflow {
  requires transitive io.sightline.core;
  requires com.google.protobuf;
  requires org.apache.commons.compress;
  requires org.bytedeco.javacpp;
  requires org.slf4j;
  requires org.tensorflow.ndarray;
  requires tensorflow;
  requires tensorflow.nativelib;

  exports io.sightline.tensorflow;
  exports io.sightline.tensorflow.session to
      io.sightline.keras;

  provides io.sightline.image.ImageDecoder with
      io.sightline.tensorflow.TensorFlowImageDecoder;
  provides io.sightline.model.ModelLoader with
      io.sightline.tensorflow.TensorFlowModelLoader;
}
