package io.sightline.tensor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Elements of one type: a part of a Java array, which others may share and nobody writes to, and
 * what that array is by the type.
 */
final class TensorElements {
  private final ElementType type;

  /** byte[], short[], int[], long[], float[], double[] or byte[][], by the type. */
  private final Object array;

  private final int offset;
  private final int count;

  private TensorElements(ElementType type, Object array, int offset, int count) {
    this.type = type;
    this.array = array;
    this.offset = offset;
    this.count = count;
  }

  /** A whole array, which is not copied. */
  static TensorElements of(ElementType type, Object array, int length) {
    return new TensorElements(type, array, 0, length);
  }

  /** Zeros of a fixed-width type. */
  static TensorElements zeros(ElementType type, int count) {
    Object array =
        switch (type) {
          case FLOAT32 -> new float[count];
          case FLOAT64 -> new double[count];
          case INT64, UINT64 -> new long[count];
          case INT32, UINT32 -> new int[count];
          case FLOAT16, BFLOAT16, INT16, UINT16 -> new short[count];
          default -> new byte[count];
        };
    return of(type, array, count);
  }

  /** Copies elements of a fixed-width type from memory, in bulk; its position does not move. */
  static TensorElements copyOf(ElementType type, int count, ByteBuffer source) {
    ByteBuffer bytes = source.slice().order(source.order());
    TensorElements elements = zeros(type, count);
    Object array = elements.array;
    switch (type) {
      case FLOAT32 -> bytes.asFloatBuffer().get((float[]) array);
      case FLOAT64 -> bytes.asDoubleBuffer().get((double[]) array);
      case INT64, UINT64 -> bytes.asLongBuffer().get((long[]) array);
      case INT32, UINT32 -> bytes.asIntBuffer().get((int[]) array);
      case FLOAT16, BFLOAT16, INT16, UINT16 -> bytes.asShortBuffer().get((short[]) array);
      default -> bytes.get((byte[]) array);
    }
    return elements;
  }

  ElementType type() {
    return type;
  }

  int count() {
    return count;
  }

  /** Some of the elements, without a copy. */
  TensorElements range(int from, int length) {
    return new TensorElements(type, array, offset + from, length);
  }

  float[] floats() {
    float[] floats = new float[count];
    switch (type) {
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

  double[] doubles() {
    double[] doubles = new double[count];
    if (type == ElementType.FLOAT64) {
      System.arraycopy(array, offset, doubles, 0, count);
      return doubles;
    }
    if (!type.isFloatingPoint()) {
      throw notReadableAs("doubles");
    }
    float[] floats = floats();
    for (int i = 0; i < count; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }

  int[] ints() {
    if (type == ElementType.INT64 || type == ElementType.UINT64 || type == ElementType.UINT32) {
      throw notReadableAs("ints");
    }
    return Arrays.stream(longs("ints")).mapToInt(Math::toIntExact).toArray();
  }

  long[] longs() {
    return longs("longs");
  }

  private long[] longs(String wanted) {
    long[] longs = new long[count];
    switch (type) {
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

  byte[] bytes() {
    if (type.bytes() != 1) {
      throw notReadableAs("bytes");
    }
    return Arrays.copyOfRange((byte[]) array, offset, offset + count);
  }

  boolean[] booleans() {
    if (type != ElementType.BOOL) {
      throw notReadableAs("booleans");
    }
    boolean[] booleans = new boolean[count];
    for (int i = 0; i < count; i++) {
      booleans[i] = ((byte[]) array)[offset + i] != 0;
    }
    return booleans;
  }

  List<String> strings() {
    return byteStringRange("strings").stream().map(bytes -> new String(bytes, UTF_8)).toList();
  }

  List<byte[]> byteStrings() {
    return byteStringRange("byte strings").stream().map(byte[]::clone).toList();
  }

  private List<byte[]> byteStringRange(String wanted) {
    if (type != ElementType.STRING) {
      throw notReadableAs(wanted);
    }
    return Arrays.asList((byte[][]) array).subList(offset, offset + count);
  }

  FloatBuffer floatBuffer() {
    if (type != ElementType.FLOAT32) {
      throw notReadableAs("a float buffer");
    }
    return FloatBuffer.wrap((float[]) array, offset, count).slice().asReadOnlyBuffer();
  }

  /** Copies to memory in its byte order, in bulk; its position moves behind the elements. */
  void copyTo(ByteBuffer target) {
    switch (type) {
      case FLOAT32 -> target.asFloatBuffer().put((float[]) array, offset, count);
      case FLOAT64 -> target.asDoubleBuffer().put((double[]) array, offset, count);
      case INT64, UINT64 -> target.asLongBuffer().put((long[]) array, offset, count);
      case INT32, UINT32 -> target.asIntBuffer().put((int[]) array, offset, count);
      case FLOAT16, BFLOAT16, INT16, UINT16 ->
          target.asShortBuffer().put((short[]) array, offset, count);
      case STRING, OPAQUE -> throw notReadableAs("memory of fixed width");
      default -> target.slice().put((byte[]) array, offset, count);
    }
    target.position(target.position() + count * type.bytes());
  }

  private IllegalStateException notReadableAs(String wanted) {
    String accessor =
        switch (type) {
          case FLOAT16, BFLOAT16, FLOAT32 -> "floats()";
          case FLOAT64 -> "doubles()";
          case BOOL -> "booleans()";
          case STRING -> "strings()";
          case INT64, UINT64, UINT32 -> "longs()";
          default -> "ints()";
        };
    return new IllegalStateException(
        "A tensor of %s cannot be read as %s: use %s".formatted(type, wanted, accessor));
  }

  /** Whether the other has the same type and elements; numbers are compared by their bits. */
  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof TensorElements that) || type != that.type || count != that.count) {
      return false;
    }
    if (type == ElementType.STRING) {
      List<byte[]> own = byteStringRange("strings");
      List<byte[]> others = that.byteStringRange("strings");
      return IntStream.range(0, count).allMatch(i -> Arrays.equals(own.get(i), others.get(i)));
    }
    return toBytes().equals(that.toBytes());
  }

  @Override
  public int hashCode() {
    int elements = type == ElementType.STRING ? strings().hashCode() : toBytes().hashCode();
    return 31 * type.hashCode() + elements;
  }

  private ByteBuffer toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(count, type.bytes()));
    copyTo(bytes);
    return bytes.flip();
  }
}
