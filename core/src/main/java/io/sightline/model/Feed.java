package io.sightline.model;

import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import java.util.List;

/**
 * What one input of a model is fed in one run: a value as it is, or the values of several items
 * laid one behind the other along a new batch axis. The session copies the parts straight into the
 * engine's memory.
 */
public final class Feed {
  private final List<TensorValue> parts;
  private final Shape shape;

  private Feed(List<TensorValue> parts, Shape shape) {
    this.parts = parts;
    this.shape = shape;
  }

  /**
   * A value that is fed as it is.
   *
   * @param value the value, with its batch axis if the input has one
   * @return the feed
   */
  public static Feed of(TensorValue value) {
    return new Feed(List.of(value), value.shape());
  }

  /**
   * The values of several items, stacked along a new outermost axis.
   *
   * @param items at least one value; all of one shape and element type
   * @return the feed, of shape {@code [items.size(), ...]}
   * @throws IllegalArgumentException if there are no items or they differ in shape or type
   */
  public static Feed stack(List<TensorValue> items) {
    if (items.isEmpty()) {
      throw new IllegalArgumentException("A feed needs at least one item");
    }
    TensorValue first = items.get(0);
    for (TensorValue item : items) {
      if (item.elementType() != first.elementType() || !item.shape().equals(first.shape())) {
        throw new IllegalArgumentException(
            "The items of a feed must agree in type and shape: got %s and %s"
                .formatted(first, item));
      }
    }
    return new Feed(List.copyOf(items), first.shape().prepend(items.size()));
  }

  /**
   * The values, in the order in which they lie in memory.
   *
   * @return one value, or one per item
   */
  public List<TensorValue> parts() {
    return parts;
  }

  /**
   * The shape of the whole.
   *
   * @return the shape that the model sees
   */
  public Shape shape() {
    return shape;
  }

  /**
   * The type of the elements.
   *
   * @return the type, the same for all parts
   */
  public ElementType elementType() {
    return parts.get(0).elementType();
  }

  /** Returns the type and shape, such as {@code float32 [1, 224, 224, 3]}. */
  @Override
  public String toString() {
    return elementType() + " " + shape;
  }
}
