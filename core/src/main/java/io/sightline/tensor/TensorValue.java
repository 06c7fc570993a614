package io.sightline.tensor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The elements of one tensor in plain Java, row-major (the last axis varies fastest), with their
 * type and shape.
 *
 * <pre>{@code
 * TensorValue pixels = TensorValue.of(new float[28 * 28], Shape.of(28, 28));
 * TensorValue size = TensorValue.of(new int[] {20}, Shape.of());
 * }</pre>
 *
 * <p>Immutable: factories copy, or lend a fresh array to a writer while the value is made, and
 * accessors copy. It holds Java memory only, so that nothing needs to be closed. Safe for use by
 * several threads.
 */
public final class TensorValue {
  private static final int MAX_ARRAY_LENGTH = Integer.MAX_VALUE - 8;

  private final TensorElements elements;
  private final Shape shape;

  private TensorValue(TensorElements elements, Shape shape) {
    this.elements = elements;
    this.shape = shape;
  }

  private static TensorValue whole(ElementType type, Shape shape, Object array, int length) {
    int count = arrayLength(shape);
    if (count != length) {
      throw new IllegalArgumentException(
          "The shape %s has %s elements, the array %s".formatted(shape, count, length));
    }
    return new TensorValue(TensorElements.of(type, array, length), shape);
  }

  /**
   * A float32 tensor.
   *
   * @param elements the elements, row-major; copied
   * @param shape the shape, fully known
   * @return the tensor
   * @throws IllegalArgumentException if the shape does not have as many elements as the array
   */
  public static TensorValue of(float[] elements, Shape shape) {
    return whole(ElementType.FLOAT32, shape, elements.clone(), elements.length);
  }

  /**
   * A float64 tensor.
   *
   * @param elements the elements, row-major; copied
   * @param shape the shape, fully known
   * @return the tensor
   * @throws IllegalArgumentException if the shape does not have as many elements as the array
   */
  public static TensorValue of(double[] elements, Shape shape) {
    return whole(ElementType.FLOAT64, shape, elements.clone(), elements.length);
  }

  /**
   * An int32 tensor.
   *
   * @param elements the elements, row-major; copied
   * @param shape the shape, fully known
   * @return the tensor
   * @throws IllegalArgumentException if the shape does not have as many elements as the array
   */
  public static TensorValue of(int[] elements, Shape shape) {
    return whole(ElementType.INT32, shape, elements.clone(), elements.length);
  }

  /**
   * An int64 tensor.
   *
   * @param elements the elements, row-major; copied
   * @param shape the shape, fully known
   * @return the tensor
   * @throws IllegalArgumentException if the shape does not have as many elements as the array
   */
  public static TensorValue of(long[] elements, Shape shape) {
    return whole(ElementType.INT64, shape, elements.clone(), elements.length);
  }

  /**
   * A uint8 tensor.
   *
   * @param elements the elements, row-major, each read as 0 to 255; copied
   * @param shape the shape, fully known
   * @return the tensor
   * @throws IllegalArgumentException if the shape does not have as many elements as the array
   */
  public static TensorValue ofUint8(byte[] elements, Shape shape) {
    return whole(ElementType.UINT8, shape, elements.clone(), elements.length);
  }

  /**
   * A float16 tensor.
   *
   * @param elements the elements, row-major; each is rounded to the nearest float16, halves to even
   * @param shape the shape, fully known
   * @return the tensor
   * @throws IllegalArgumentException if the shape does not have as many elements as the array
   */
  public static TensorValue ofFloat16(float[] elements, Shape shape) {
    short[] halves = new short[elements.length];
    for (int i = 0; i < halves.length; i++) {
      halves[i] = HalfPrecision.floatToFloat16(elements[i]);
    }
    return whole(ElementType.FLOAT16, shape, halves, halves.length);
  }

  /**
   * A bool tensor.
   *
   * @param elements the elements, row-major; copied
   * @param shape the shape, fully known
   * @return the tensor
   * @throws IllegalArgumentException if the shape does not have as many elements as the array
   */
  public static TensorValue ofBooleans(boolean[] elements, Shape shape) {
    byte[] bytes = new byte[elements.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (elements[i] ? 1 : 0);
    }
    return whole(ElementType.BOOL, shape, bytes, bytes.length);
  }

  /**
   * A string tensor of text.
   *
   * @param elements the elements, row-major; stored as UTF-8
   * @param shape the shape, fully known
   * @return the tensor
   * @throws IllegalArgumentException if the shape does not have as many elements as the list
   */
  public static TensorValue ofStrings(List<String> elements, Shape shape) {
    byte[][] strings = elements.stream().map(text -> text.getBytes(UTF_8)).toArray(byte[][]::new);
    return whole(ElementType.STRING, shape, strings, strings.length);
  }

  /**
   * A string tensor of bytes, such as the contents of picture files.
   *
   * @param elements the elements, row-major; copied
   * @param shape the shape, fully known
   * @return the tensor
   * @throws IllegalArgumentException if the shape does not have as many elements as the list
   */
  public static TensorValue ofByteStrings(List<byte[]> elements, Shape shape) {
    byte[][] strings = elements.stream().map(byte[]::clone).toArray(byte[][]::new);
    return whole(ElementType.STRING, shape, strings, strings.length);
  }

  /**
   * A float32 tensor that is written in place, without a copy.
   *
   * @param shape the shape, fully known
   * @param writer is lent the new array of zeros, row-major; it must not keep it
   * @return the tensor
   * @throws IllegalArgumentException if the shape has more elements than an array can hold
   */
  public static TensorValue writeFloats(Shape shape, Consumer<float[]> writer) {
    float[] elements = new float[arrayLength(shape)];
    writer.accept(elements);
    return whole(ElementType.FLOAT32, shape, elements, elements.length);
  }

  /**
   * A uint8 tensor that is written in place, without a copy.
   *
   * @param shape the shape, fully known
   * @param writer is lent the new array of zeros, row-major; it must not keep it
   * @return the tensor
   * @throws IllegalArgumentException if the shape has more elements than an array can hold
   */
  public static TensorValue writeUint8(Shape shape, Consumer<byte[]> writer) {
    byte[] elements = new byte[arrayLength(shape)];
    writer.accept(elements);
    return whole(ElementType.UINT8, shape, elements, elements.length);
  }

  /**
   * Reads a tensor of a fixed-width type from memory, in one bulk copy.
   *
   * @param elementType a type for which {@link ElementType#isFixedWidth()} holds
   * @param shape the shape, fully known
   * @param source the elements, row-major, in the buffer's byte order, from its position on; its
   *     position does not move
   * @return the tensor
   * @throws IllegalArgumentException if the type has no fixed width or the buffer is too short
   */
  public static TensorValue copyOf(ElementType elementType, Shape shape, ByteBuffer source) {
    requireFixedWidth(elementType);
    int count = arrayLength(shape);
    if (source.remaining() < (long) count * elementType.bytes()) {
      throw new IllegalArgumentException(
          "%s %s takes %s bytes, the buffer has %s"
              .formatted(
                  elementType, shape, (long) count * elementType.bytes(), source.remaining()));
    }
    return new TensorValue(TensorElements.copyOf(elementType, count, source), shape);
  }

  /**
   * A tensor of a fixed-width type in which every element is zero.
   *
   * @param elementType a type for which {@link ElementType#isFixedWidth()} holds
   * @param shape the shape, fully known
   * @return the tensor
   * @throws IllegalArgumentException if the type has no fixed width
   */
  public static TensorValue zeros(ElementType elementType, Shape shape) {
    requireFixedWidth(elementType);
    return new TensorValue(TensorElements.zeros(elementType, arrayLength(shape)), shape);
  }

  private static void requireFixedWidth(ElementType elementType) {
    if (!elementType.isFixedWidth()) {
      throw new IllegalArgumentException(elementType + " elements have no fixed width");
    }
  }

  private static int arrayLength(Shape shape) {
    if (!shape.isFullyKnown()) {
      throw new IllegalArgumentException(
          "A tensor's shape must be fully known: got %s".formatted(shape));
    }
    long count;
    try {
      count = shape.elementCount();
    } catch (ArithmeticException e) {
      count = Long.MAX_VALUE;
    }
    if (count > MAX_ARRAY_LENGTH) {
      throw new IllegalArgumentException(
          "The shape %s has more elements than the %s that a Java array holds"
              .formatted(shape, MAX_ARRAY_LENGTH));
    }
    return (int) count;
  }

  /**
   * The type of the elements.
   *
   * @return the type; never {@link ElementType#OPAQUE}
   */
  public ElementType elementType() {
    return elements.type();
  }

  /**
   * The shape.
   *
   * @return the shape, fully known
   */
  public Shape shape() {
    return shape;
  }

  /**
   * The number of elements.
   *
   * @return the product of the shape's lengths
   */
  public int size() {
    return elements.count();
  }

  /**
   * The elements as floats.
   *
   * @return a new array, row-major
   * @throws IllegalStateException if the elements are neither float32 nor one of the 16-bit
   *     floating-point types, which widen exactly
   */
  public float[] floats() {
    return elements.floats();
  }

  /**
   * The elements as doubles.
   *
   * @return a new array, row-major
   * @throws IllegalStateException if the elements are not floating-point numbers
   */
  public double[] doubles() {
    return elements.doubles();
  }

  /**
   * The elements as ints.
   *
   * @return a new array, row-major; unsigned 8- and 16-bit elements are 0 to 255 and 0 to 65535
   * @throws IllegalStateException if the elements are not integers of at most 32 bits signed or 16
   *     bits unsigned
   */
  public int[] ints() {
    return elements.ints();
  }

  /**
   * The elements as longs.
   *
   * @return a new array, row-major; unsigned elements of up to 32 bits are positive, uint64
   *     elements keep their 64 bits
   * @throws IllegalStateException if the elements are not integers
   */
  public long[] longs() {
    return elements.longs();
  }

  /**
   * The elements of an 8-bit tensor as they are.
   *
   * @return a new array, row-major
   * @throws IllegalStateException if the elements are not uint8, int8 or bool
   */
  public byte[] bytes() {
    return elements.bytes();
  }

  /**
   * The elements of a bool tensor.
   *
   * @return a new array, row-major
   * @throws IllegalStateException if the elements are not bool
   */
  public boolean[] booleans() {
    return elements.booleans();
  }

  /**
   * The elements of a string tensor as text.
   *
   * @return a new list, row-major; bytes that are not UTF-8 become U+FFFD
   * @throws IllegalStateException if the elements are not strings
   */
  public List<String> strings() {
    return elements.strings();
  }

  /**
   * The elements of a string tensor as bytes.
   *
   * @return a new list of new arrays, row-major
   * @throws IllegalStateException if the elements are not strings
   */
  public List<byte[]> byteStrings() {
    return elements.byteStrings();
  }

  /**
   * A view of a float32 tensor, for loops over large tensors.
   *
   * @return a read-only buffer from position 0 to {@link #size()}
   * @throws IllegalStateException if the elements are not float32
   */
  public FloatBuffer floatBuffer() {
    return elements.floatBuffer();
  }

  /**
   * Copies the elements of a fixed-width type to memory, in bulk.
   *
   * @param target receives {@code size() * elementType().bytes()} bytes in its byte order from its
   *     position on; its position moves behind them
   * @throws IllegalStateException if the elements are strings
   * @throws java.nio.BufferOverflowException if the buffer is too short
   */
  public void copyTo(ByteBuffer target) {
    elements.copyTo(target);
  }

  /**
   * The same elements under another shape, without a copy.
   *
   * @param newShape a shape with as many elements
   * @return the reshaped tensor
   * @throws IllegalArgumentException if the shape has another number of elements
   */
  public TensorValue reshape(Shape newShape) {
    int newCount = arrayLength(newShape);
    if (newCount != size()) {
      throw new IllegalArgumentException(
          "%s with %s elements cannot become %s with %s"
              .formatted(shape, size(), newShape, newCount));
    }
    return new TensorValue(elements, newShape);
  }

  /**
   * One item along the outermost axis, without that axis and without a copy.
   *
   * @param index the item
   * @return the item's tensor
   * @throws IllegalStateException if this is a scalar
   * @throws IndexOutOfBoundsException if there is no such item
   */
  public TensorValue item(int index) {
    Shape itemShape = shape.dropFirst();
    Objects.checkIndex(index, shape.length(0));
    int itemCount = (int) itemShape.elementCount();
    return new TensorValue(elements.range(index * itemCount, itemCount), itemShape);
  }

  /**
   * Whether the other value is a tensor of the same type, shape and elements. Numbers are compared
   * by their bits, so that NaN equals itself and -0.0 differs from 0.0.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TensorValue that
        && shape.equals(that.shape)
        && elements.equals(that.elements);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + elements.hashCode();
  }

  /** Returns the type and shape, such as {@code float32 [1, 1001]}; never the elements. */
  @Override
  public String toString() {
    return elementType() + " " + shape;
  }
}
