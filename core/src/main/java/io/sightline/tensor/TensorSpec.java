package io.sightline.tensor;

/**
 * What a model says of one of its inputs or outputs.
 *
 * @param name the name by which it is fed or read
 * @param elementType the type of its elements
 * @param shape its shape with the batch axis, as far as the model tells
 */
public record TensorSpec(String name, ElementType elementType, Shape shape) {
  /** Returns the spec as in {@code input: float32 [?, 224, 224, 3]}. */
  @Override
  public String toString() {
    return name + ": " + elementType + " " + shape;
  }
}
