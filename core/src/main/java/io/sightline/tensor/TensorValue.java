package io.sightline.tensor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
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

  private final ElementType elementType;
  private final Shape shape;

  /** byte[], short[], int[], long[], float[], double[] or byte[][], by the element type. */
  private final Object array;

  private final int offset;
  private final int count;

  private TensorValue(ElementType elementType, Shape shape, Object array, int offset, int count) {
    this.elementType = elementType;
    this.shape = shape;
    this.array = array;
    this.offset = offset;
    this.count = count;
  }

  private static TensorValue whole(ElementType type, Shape shape, Object array, int length) {
    int count = arrayLength(shape);
    if (count != length) {
      throw new IllegalArgumentException(
          "The shape %s has %s elements, the array %s".formatted(shape, count, length));
    }
    return new TensorValue(type, shape, array, 0, length);
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
    ByteBuffer bytes = source.slice().order(source.order());
    Object array = newArray(elementType, count);
    switch (elementType) {
      case FLOAT32 -> bytes.asFloatBuffer().get((float[]) array);
      case FLOAT64 -> bytes.asDoubleBuffer().get((double[]) array);
      case INT64, UINT64 -> bytes.asLongBuffer().get((long[]) array);
      case INT32, UINT32 -> bytes.asIntBuffer().get((int[]) array);
      case FLOAT16, BFLOAT16, INT16, UINT16 -> bytes.asShortBuffer().get((short[]) array);
      default -> bytes.get((byte[]) array);
    }
    return new TensorValue(elementType, shape, array, 0, count);
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
    int count = arrayLength(shape);
    Object array = newArray(elementType, count);
    return new TensorValue(elementType, shape, array, 0, count);
  }

  private static Object newArray(ElementType elementType, int count) {
    return switch (elementType) {
      case FLOAT32 -> new float[count];
      case FLOAT64 -> new double[count];
      case INT64, UINT64 -> new long[count];
      case INT32, UINT32 -> new int[count];
      case FLOAT16, BFLOAT16, INT16, UINT16 -> new short[count];
      default -> new byte[count];
    };
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
    return elementType;
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
    return count;
  }

  /**
   * The elements as floats.
   *
   * @return a new array, row-major
   * @throws IllegalStateException if the elements are neither float32 nor one of the 16-bit
   *     floating-point types, which widen exactly
   */
  public float[] floats() {
    float[] floats = new float[count];
    switch (elementType) {
      case FLOAT32 -> System.arraycopy(array, offset, floats, 0, count);
      case FLOAT16 -> {
        short[] halves = (short[]) array;
        for (int i = 0; i < count; i++) {
          floats[i] = HalfPrecision.float16ToFloat(halves[offset + i]);
        }
      }
      case BFLOAT16 -> {
        short[] halves = (short[]) array;
        for (int i = 0; i < count; i++) {
          floats[i] = HalfPrecision.bfloat16ToFloat(halves[offset + i]);
        }
      }
      default -> throw notReadableAs("floats");
    }
    return floats;
  }

  /**
   * The elements as doubles.
   *
   * @return a new array, row-major
   * @throws IllegalStateException if the elements are not floating-point numbers
   */
  public double[] doubles() {
    double[] doubles = new double[count];
    if (elementType == ElementType.FLOAT64) {
      System.arraycopy(array, offset, doubles, 0, count);
      return doubles;
    }
    if (!elementType.isFloatingPoint()) {
      throw notReadableAs("doubles");
    }
    float[] floats = floats();
    for (int i = 0; i < count; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }

  /**
   * The elements as ints.
   *
   * @return a new array, row-major; unsigned 8- and 16-bit elements are 0 to 255 and 0 to 65535
   * @throws IllegalStateException if the elements are not integers of at most 32 bits signed or 16
   *     bits unsigned
   */
  public int[] ints() {
    if (elementType == ElementType.INT64
        || elementType == ElementType.UINT64
        || elementType == ElementType.UINT32) {
      throw notReadableAs("ints");
    }
    long[] longs = longs("ints");
    return Arrays.stream(longs).mapToInt(Math::toIntExact).toArray();
  }

  /**
   * The elements as longs.
   *
   * @return a new array, row-major; unsigned elements of up to 32 bits are positive, uint64
   *     elements keep their 64 bits
   * @throws IllegalStateException if the elements are not integers
   */
  public long[] longs() {
    return longs("longs");
  }

  private long[] longs(String wanted) {
    long[] longs = new long[count];
    switch (elementType) {
      case INT64, UINT64 -> System.arraycopy(array, offset, longs, 0, count);
      case INT32 -> Arrays.setAll(longs, i -> ((int[]) array)[offset + i]);
      case UINT32 -> Arrays.setAll(longs, i -> ((int[]) array)[offset + i] & 0xffffffffL);
      case INT16 -> Arrays.setAll(longs, i -> ((short[]) array)[offset + i]);
      case UINT16 -> Arrays.setAll(longs, i -> ((short[]) array)[offset + i] & 0xffff);
      case INT8 -> Arrays.setAll(longs, i -> ((byte[]) array)[offset + i]);
      case UINT8 -> Arrays.setAll(longs, i -> ((byte[]) array)[offset + i] & 0xff);
      default -> throw notReadableAs(wanted);
    }
    return longs;
  }

  /**
   * The elements of an 8-bit tensor as they are.
   *
   * @return a new array, row-major
   * @throws IllegalStateException if the elements are not uint8, int8 or bool
   */
  public byte[] bytes() {
    if (elementType.bytes() != 1) {
      throw notReadableAs("bytes");
    }
    return Arrays.copyOfRange((byte[]) array, offset, offset + count);
  }

  /**
   * The elements of a bool tensor.
   *
   * @return a new array, row-major
   * @throws IllegalStateException if the elements are not bool
   */
  public boolean[] booleans() {
    if (elementType != ElementType.BOOL) {
      throw notReadableAs("booleans");
    }
    boolean[] booleans = new boolean[count];
    for (int i = 0; i < count; i++) {
      booleans[i] = ((byte[]) array)[offset + i] != 0;
    }
    return booleans;
  }

  /**
   * The elements of a string tensor as text.
   *
   * @return a new list, row-major; bytes that are not UTF-8 become U+FFFD
   * @throws IllegalStateException if the elements are not strings
   */
  public List<String> strings() {
    return byteStringRange("strings").stream().map(bytes -> new String(bytes, UTF_8)).toList();
  }

  /**
   * The elements of a string tensor as bytes.
   *
   * @return a new list of new arrays, row-major
   * @throws IllegalStateException if the elements are not strings
   */
  public List<byte[]> byteStrings() {
    return byteStringRange("byte strings").stream().map(byte[]::clone).toList();
  }

  private List<byte[]> byteStringRange(String wanted) {
    if (elementType != ElementType.STRING) {
      throw notReadableAs(wanted);
    }
    return Arrays.asList((byte[][]) array).subList(offset, offset + count);
  }

  /**
   * A view of a float32 tensor, for loops over large tensors.
   *
   * @return a read-only buffer from position 0 to {@link #size()}
   * @throws IllegalStateException if the elements are not float32
   */
  public FloatBuffer floatBuffer() {
    if (elementType != ElementType.FLOAT32) {
      throw notReadableAs("a float buffer");
    }
    return FloatBuffer.wrap((float[]) array, offset, count).slice().asReadOnlyBuffer();
  }

  private IllegalStateException notReadableAs(String wanted) {
    String accessor =
        switch (elementType) {
          case FLOAT16, BFLOAT16, FLOAT32 -> "floats()";
          case FLOAT64 -> "doubles()";
          case BOOL -> "booleans()";
          case STRING -> "strings()";
          case INT64, UINT64, UINT32 -> "longs()";
          default -> "ints()";
        };
    return new IllegalStateException(
        "A tensor of %s cannot be read as %s: use %s".formatted(elementType, wanted, accessor));
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
    switch (elementType) {
      case FLOAT32 -> target.asFloatBuffer().put((float[]) array, offset, count);
      case FLOAT64 -> target.asDoubleBuffer().put((double[]) array, offset, count);
      case INT64, UINT64 -> target.asLongBuffer().put((long[]) array, offset, count);
      case INT32, UINT32 -> target.asIntBuffer().put((int[]) array, offset, count);
      case FLOAT16, BFLOAT16, INT16, UINT16 ->
          target.asShortBuffer().put((short[]) array, offset, count);
      case STRING, OPAQUE -> throw notReadableAs("memory of fixed width");
      default -> target.slice().put((byte[]) array, offset, count);
    }
    target.position(target.position() + count * elementType.bytes());
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
    if (newCount != count) {
      throw new IllegalArgumentException(
          "%s with %s elements cannot become %s with %s"
              .formatted(shape, count, newShape, newCount));
    }
    return new TensorValue(elementType, newShape, array, offset, count);
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
    return new TensorValue(elementType, itemShape, array, offset + index * itemCount, itemCount);
  }

  /**
   * Whether the other value is a tensor of the same type, shape and elements. Numbers are compared
   * by their bits, so that NaN equals itself and -0.0 differs from 0.0.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof TensorValue that)
        || elementType != that.elementType
        || !shape.equals(that.shape)) {
      return false;
    }
    if (elementType == ElementType.STRING) {
      return IntStream.range(0, count)
          .allMatch(
              i ->
                  Arrays.equals(
                      ((byte[][]) array)[offset + i], ((byte[][]) that.array)[that.offset + i]));
    }
    return toBytes().equals(that.toBytes());
  }

  @Override
  public int hashCode() {
    int elements = elementType == ElementType.STRING ? strings().hashCode() : toBytes().hashCode();
    return 31 * (31 * elementType.hashCode() + shape.hashCode()) + elements;
  }

  private ByteBuffer toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(count, elementType.bytes()));
    copyTo(bytes);
    return bytes.flip();
  }

  /** Returns the type and shape, such as {@code float32 [1, 1001]}; never the elements. */
  @Override
  public String toString() {
    return elementType + " " + shape;
  }
}
