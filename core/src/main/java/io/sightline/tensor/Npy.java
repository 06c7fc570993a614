package io.sightline.tensor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.error.FileFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Reads and writes NumPy's {@code .npy} files (format version 1.0 to 3.0), so that tensors can be
 * compared with Python number by number.
 *
 * <pre>{@code
 * Npy.write(Path.of("input.npy"), value);          // numpy.load("input.npy")
 * TensorValue value = Npy.read(Path.of("x.npy"));  // numpy.save("x.npy", x)
 * }</pre>
 *
 * <p>Numbers and truth values keep their type, except that bfloat16, which NumPy lacks, is written
 * as float32, exactly. Text becomes NumPy's {@code U} type, strings that are not UTF-8 its {@code
 * S} type; both lose zeros at a string's end, which NumPy cannot tell from padding. Source of the
 * format: numpy/lib/format.py.
 */
@SuppressWarnings(
    "ByteBufferBackingArray") // withHeader allocates the buffers whose arrays are used
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int HEADER_ALIGNMENT = 64;

  /** NumPy leaves blanks so that the first length can grow in place to as many digits. */
  private static final int GROWTH_DIGITS = 21;

  private static final Pattern DESCR =
      Pattern.compile("'descr'\\s*:\\s*'([<>|=])([a-zA-Z])(\\d+)'");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d,\\s]*)\\)");

  private Npy() {}

  /**
   * Writes a tensor; an existing file is replaced.
   *
   * @param file the file to write
   * @param value the tensor
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, TensorValue value) throws IOException {
    Files.write(file, encode(value));
  }

  /**
   * The content of a {@code .npy} file.
   *
   * @param value the tensor
   * @return the bytes of the file
   */
  public static byte[] encode(TensorValue value) {
    return switch (value.elementType()) {
      case STRING -> encodeStrings(value);
      case BFLOAT16 -> encode(TensorValue.of(value.floats(), value.shape()));
      default -> {
        ByteBuffer file =
            withHeader(
                descr(value.elementType()),
                value.shape(),
                (long) value.size() * value.elementType().bytes());
        value.copyTo(file);
        yield file.array();
      }
    };
  }

  private static byte[] encodeStrings(TensorValue value) {
    List<byte[]> strings = value.byteStrings();
    if (strings.stream().allMatch(Npy::isUtf8)) {
      List<int[]> texts =
          value.strings().stream().map(text -> text.codePoints().toArray()).toList();
      int width = Math.max(1, texts.stream().mapToInt(text -> text.length).max().orElse(1));
      ByteBuffer file = withHeader("<U" + width, value.shape(), 4L * width * texts.size());
      for (int[] text : texts) {
        for (int codePoint : Arrays.copyOf(text, width)) {
          file.putInt(codePoint);
        }
      }
      return file.array();
    }
    int width = Math.max(1, strings.stream().mapToInt(string -> string.length).max().orElse(1));
    ByteBuffer file = withHeader("|S" + width, value.shape(), (long) width * strings.size());
    strings.forEach(string -> file.put(Arrays.copyOf(string, width)));
    return file.array();
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static String descr(ElementType type) {
    return switch (type) {
      case FLOAT16 -> "<f2";
      case FLOAT32 -> "<f4";
      case FLOAT64 -> "<f8";
      case INT8 -> "|i1";
      case INT16 -> "<i2";
      case INT32 -> "<i4";
      case INT64 -> "<i8";
      case UINT8 -> "|u1";
      case UINT16 -> "<u2";
      case UINT32 -> "<u4";
      case UINT64 -> "<u8";
      case BOOL -> "|b1";
      case BFLOAT16, STRING, OPAQUE ->
          throw new IllegalArgumentException("NumPy has no plain type for " + type);
    };
  }

  private static ByteBuffer withHeader(String descr, Shape shape, long dataBytes) {
    String lengths =
        LongStream.of(shape.toArray()).mapToObj(Long::toString).collect(Collectors.joining(", "));
    String dictionary =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s%s), }"
            .formatted(descr, lengths, shape.rank() == 1 ? "," : "");
    int room = shape.rank() == 0 ? 0 : GROWTH_DIGITS - Long.toString(shape.length(0)).length();
    int prefix = MAGIC.length + 4;
    int unpadded = prefix + dictionary.length() + room + 1;
    int padding = HEADER_ALIGNMENT - unpadded % HEADER_ALIGNMENT;
    String header = dictionary + " ".repeat(room + padding) + "\n";
    ByteBuffer file =
        ByteBuffer.allocate(Math.toIntExact(prefix + header.length() + dataBytes))
            .order(ByteOrder.LITTLE_ENDIAN);
    file.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) header.length());
    return file.put(header.getBytes(ISO_8859_1));
  }

  /**
   * Reads a tensor.
   *
   * @param file a {@code .npy} file in C order, of numbers, truth values or strings
   * @return the tensor
   * @throws IOException if the file cannot be read
   * @throws FileFormatException if it is no such file; the message says what it is instead
   */
  public static TensorValue read(Path file) throws IOException {
    return decode(Files.readAllBytes(file), file.toString());
  }

  private static TensorValue decode(byte[] content, String source) {
    ByteBuffer file = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    String header = readHeader(file, source);
    Matcher descr = DESCR.matcher(header);
    Matcher fortran = FORTRAN.matcher(header);
    Matcher lengths = SHAPE.matcher(header);
    if (!descr.find() || !fortran.find() || !lengths.find()) {
      throw unreadable(
          source,
          "its header is " + header.strip(),
          "Save a plain array of numbers, truth values or strings.");
    }
    Shape shape;
    int width;
    long bytes;
    char kind = descr.group(2).charAt(0);
    try {
      shape = parseShape(lengths.group(1));
      width = Integer.parseInt(descr.group(3));
      bytes = Math.multiplyExact(shape.elementCount(), kind == 'U' ? 4L * width : width);
    } catch (NumberFormatException | ArithmeticException e) {
      throw unreadable(
          source,
          "its header promises more than any file holds: " + header.strip(),
          "The file is damaged: write it again.");
    }
    if (fortran.group(1).equals("True") && shape.rank() > 1) {
      throw unreadable(
          source,
          "the array is in Fortran order",
          "Save it as numpy.save(file, numpy.ascontiguousarray(x)).");
    }
    file.order(descr.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    if (bytes != file.remaining()) {
      throw unreadable(
          source,
          "the header promises %s bytes of data, the file has %s"
              .formatted(bytes, file.remaining()),
          "The file is damaged or was cut off: write it again.");
    }
    if (width == 0 && shape.elementCount() > 0) {
      throw unreadable(
          source, "its elements take no bytes", "The file is damaged: write it again.");
    }
    return switch (kind) {
      case 'U' -> readTexts(file, shape, width, source);
      case 'S' -> readByteStrings(file, shape, width);
      default -> TensorValue.copyOf(elementType(kind, width, source), shape, file);
    };
  }

  private static String readHeader(ByteBuffer file, String source) {
    byte[] magic = new byte[Math.min(MAGIC.length, file.remaining())];
    file.get(magic);
    if (!Arrays.equals(magic, MAGIC) || file.remaining() < 6) {
      throw unreadable(
          source, "it does not begin as one", "Write it with numpy.save(file, array).");
    }
    int version = file.get();
    file.get();
    long length = version == 1 ? file.getShort() & 0xffff : file.getInt() & 0xffffffffL;
    if (length > file.remaining()) {
      throw unreadable(source, "its header is cut off", "The file is damaged: write it again.");
    }
    byte[] header = new byte[(int) length];
    file.get(header);
    return new String(header, version >= 3 ? UTF_8 : ISO_8859_1);
  }

  private static Shape parseShape(String lengths) {
    return Shape.of(
        Arrays.stream(lengths.split(","))
            .map(String::strip)
            .filter(length -> !length.isEmpty())
            .mapToLong(Long::parseLong)
            .toArray());
  }

  private static ElementType elementType(char kind, int width, String source) {
    String code = "" + kind + width;
    return switch (code) {
      case "f2" -> ElementType.FLOAT16;
      case "f4" -> ElementType.FLOAT32;
      case "f8" -> ElementType.FLOAT64;
      case "i1" -> ElementType.INT8;
      case "i2" -> ElementType.INT16;
      case "i4" -> ElementType.INT32;
      case "i8" -> ElementType.INT64;
      case "u1" -> ElementType.UINT8;
      case "u2" -> ElementType.UINT16;
      case "u4" -> ElementType.UINT32;
      case "u8" -> ElementType.UINT64;
      case "b1" -> ElementType.BOOL;
      default ->
          throw unreadable(
              source,
              "its elements are of NumPy's type " + code,
              "Convert it first, for example with x.astype('float32').");
    };
  }

  /** NumPy pads with zeros and does not store the length: trailing zeros are dropped. */
  private static TensorValue readTexts(ByteBuffer file, Shape shape, int width, String source) {
    List<String> texts = new ArrayList<>();
    for (long i = 0; i < shape.elementCount(); i++) {
      int[] padded = new int[width];
      int length = 0;
      for (int j = 0; j < width; j++) {
        padded[j] = file.getInt();
        if (!Character.isValidCodePoint(padded[j])
            || (padded[j] >= Character.MIN_SURROGATE && padded[j] <= Character.MAX_SURROGATE)) {
          throw unreadable(
              source,
              "a string of it has 0x%s, which is no Unicode character"
                  .formatted(Integer.toHexString(padded[j])),
              "The file is damaged: write it again.");
        }
        length = padded[j] == 0 ? length : j + 1;
      }
      texts.add(new String(padded, 0, length));
    }
    return TensorValue.ofStrings(texts, shape);
  }

  /** As for texts: trailing zeros are dropped. */
  private static TensorValue readByteStrings(ByteBuffer file, Shape shape, int width) {
    List<byte[]> strings = new ArrayList<>();
    for (long i = 0; i < shape.elementCount(); i++) {
      byte[] padded = new byte[width];
      file.get(padded);
      int length = width;
      while (length > 0 && padded[length - 1] == 0) {
        length--;
      }
      strings.add(Arrays.copyOf(padded, length));
    }
    return TensorValue.ofByteStrings(strings, shape);
  }

  private static FileFormatException unreadable(String source, String found, String advice) {
    return new FileFormatException(
        "%s cannot be read as a NumPy array: expected a .npy file in C order, found that %s. %s"
            .formatted(source, found, advice),
        source);
  }
}
