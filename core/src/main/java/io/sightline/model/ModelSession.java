package io.sightline.model;

import io.sightline.tensor.TensorValue;
import java.util.Map;

/**
 * An open model. Safe for use by several threads at once; whoever opened it closes it.
 *
 * <p>Memory outside of the Java heap never leaves a session: values come in and go out as Java
 * arrays.
 */
public interface ModelSession extends AutoCloseable {
  /**
   * What the model is.
   *
   * @return the description, the same each time
   */
  ModelDescription description();

  /**
   * Runs the model once. Every feed is checked against the model's inputs before the engine sees
   * it: names, element types, ranks and all known lengths.
   *
   * @param feeds a value for each of the model's inputs, by name
   * @return the value of each of the model's outputs, by name, in the order of the description
   * @throws io.sightline.error.ModelMismatchException if the feeds do not fit the inputs
   * @throws io.sightline.error.ModelRunException if the model fails
   * @throws io.sightline.error.PredictorClosedException if the session is closed
   */
  Map<String, TensorValue> run(Map<String, Feed> feeds);

  /** Frees the model, after the runs that are under way. A second call does nothing. */
  @Override
  void close();
}
