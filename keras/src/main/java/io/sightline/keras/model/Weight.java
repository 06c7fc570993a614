package io.sightline.keras.model;

import io.sightline.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.function.Supplier;

/**
 * A weight of a layer.
 *
 * @param role what it is to the layer, such as {@code kernel}
 * @param path where it lies in the file, for errors
 * @param shape its shape, fully known
 * @param dtype the element type in the file, such as {@code float32}
 * @param values gives its values as float, in C order, {@code shape.elementCount()} of them from
 *     position 0. Most often a view of the mapped file, read-only; to be asked for when needed and
 *     not kept. The order of bytes is the buffer's own business.
 */
public record Weight(
    String role, String path, Shape shape, String dtype, Supplier<FloatBuffer> values) {}
