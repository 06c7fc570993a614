package io.sightline.model;

import java.nio.file.Path;

/**
 * Opens models of the kinds that it knows. Implementations are found with {@link
 * java.util.ServiceLoader}, or handed to {@link io.sightline.PredictorBuilder}. They are safe for
 * use by several threads.
 */
public interface ModelLoader {
  /**
   * What the loader is called in errors.
   *
   * @return a short name, such as {@code TensorFlow}
   */
  String name();

  /**
   * Whether this loader opens what lies at the path. Decided by content, never by the name,
   * quickly, without loading native code and without exceptions: what cannot be read is not
   * claimed. A file that is damaged but clearly of this kind is claimed, so that {@link #open} can
   * say what is wrong.
   *
   * @param path a file or directory
   * @return true if {@link #open} is to be asked
   */
  boolean claims(Path path);

  /**
   * Opens a model.
   *
   * @param path a file or directory that this loader claims
   * @param options what the user says of the model
   * @return the open model; the caller closes it
   * @throws io.sightline.error.ModelLoadException if it cannot be opened
   */
  ModelSession open(Path path, ModelOptions options);
}
