package io.sightline;

import io.sightline.image.Geometry;
import io.sightline.internal.batch.BatchLayout;
import io.sightline.model.Feed;
import io.sightline.model.ModelDescription;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one item feeds to a model: a value for each of the model's inputs, and the geometry of its
 * picture.
 *
 * <p>A value with one axis less than the model's input is one item of a batch: the batch axis is
 * put in front of it. A value with as many axes is fed as it is. Immutable.
 */
public final class Sample {
  private final Map<String, TensorValue> values;
  private final @Nullable Geometry geometry;

  private Sample(Map<String, TensorValue> values, @Nullable Geometry geometry) {
    this.values = values;
    this.geometry = geometry;
  }

  /**
   * A sample for a model with one input of float32.
   *
   * @param input the input's name
   * @param elements the elements, row-major; copied
   * @param shape the shape, usually without the batch axis
   * @return the sample
   */
  public static Sample of(String input, float[] elements, Shape shape) {
    return of(input, TensorValue.of(elements, shape));
  }

  /**
   * A sample for a model with one input.
   *
   * @param input the input's name
   * @param value its value, usually without the batch axis
   * @return the sample
   */
  public static Sample of(String input, TensorValue value) {
    return new Sample(Map.of(input, value), null);
  }

  /**
   * A sample for a model with any number of inputs.
   *
   * @param values the values by the inputs' names
   * @return the sample
   */
  public static Sample of(Map<String, TensorValue> values) {
    return new Sample(Collections.unmodifiableMap(new LinkedHashMap<>(values)), null);
  }

  /**
   * This sample with one more input.
   *
   * @param input the input's name
   * @param value its value, usually without the batch axis
   * @return the larger sample
   * @throws IllegalStateException if the sample has a value for this input already
   */
  public Sample and(String input, TensorValue value) {
    Map<String, TensorValue> more = new LinkedHashMap<>(values);
    TensorValue earlier = more.put(input, value);
    if (earlier != null) {
      throw new IllegalStateException(
          "The sample has a value for '%s' already: %s".formatted(input, earlier));
    }
    return new Sample(Collections.unmodifiableMap(more), geometry);
  }

  /**
   * This sample with the geometry of its picture.
   *
   * @param newGeometry where the picture's pixels went
   * @return the changed sample
   */
  public Sample withGeometry(Geometry newGeometry) {
    return new Sample(values, newGeometry);
  }

  /**
   * What is fed.
   *
   * @return the values by the inputs' names
   */
  public Map<String, TensorValue> values() {
    return values;
  }

  /**
   * Where the picture's pixels went.
   *
   * @return the geometry; empty if none was recorded
   */
  public Optional<Geometry> geometry() {
    return Optional.ofNullable(geometry);
  }

  /**
   * What the model is fed for this sample alone: each value as it is, or with the batch axis put in
   * front of it.
   *
   * @param model the model
   * @return the feeds by the inputs' names
   */
  public Map<String, Feed> feedsFor(ModelDescription model) {
    return BatchLayout.of(model, values).feeds(values);
  }

  /** Returns the names, types and shapes of the values. */
  @Override
  public String toString() {
    return values.toString();
  }
}
