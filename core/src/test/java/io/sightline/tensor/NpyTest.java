package io.sightline.tensor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.error.FileFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds {@link Npy} against files that {@code numpy.save} of NumPy 2.4.6 wrote. */
class NpyTest {
  private static final String VERSION_1 = "\u0093NUMPY\1\0v\0";

  /** The data of {@code numpy.array(['aé', '😀bc', ''])}. */
  private static final String TEXT_DATA =
      "61000000e90000000000000000f601006200000063000000000000000000000000000000";

  @TempDir private Path directory;

  /** A file as NumPy lays it out: prefix, dictionary, blanks up to byte 127, line feed, data. */
  private static byte[] numpyFile(String prefix, String dictionary, String hexData) {
    String header = prefix + dictionary;
    byte[] start = (header + " ".repeat(127 - header.length()) + "\n").getBytes(ISO_8859_1);
    byte[] data = HexFormat.of().parseHex(hexData);
    return ByteBuffer.allocate(start.length + data.length).put(start).put(data).array();
  }

  private static byte[] numpyFile(String descr, boolean fortran, String shape, String hexData) {
    return numpyFile(
        VERSION_1,
        "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }"
            .formatted(descr, fortran ? "True" : "False", shape),
        hexData);
  }

  private TensorValue read(byte[] content) throws IOException {
    return Npy.read(Files.write(directory.resolve("x.npy"), content));
  }

  private void assertRefused(byte[] content, String found) {
    assertThatThrownBy(() -> read(content))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("x.npy cannot be read as a NumPy array: expected a .npy file")
        .hasMessageContaining(found);
  }

  @Test
  void encode_float32_isNumpysFileByteForByte() {
    TensorValue value = TensorValue.of(new float[] {0, .5f, 1, 1.5f, 2, 2.5f}, Shape.of(2, 3));

    byte[] file = Npy.encode(value);

    assertThat(file)
        .isEqualTo(
            numpyFile("<f4", false, "(2, 3)", "000000000000003f0000803f0000c03f0000004000002040"));
  }

  @Test
  void encode_oneAxisNoAxisAndNoElements_areNumpysFiles() {
    assertThat(Npy.encode(TensorValue.ofBooleans(new boolean[] {true, false}, Shape.of(2))))
        .isEqualTo(numpyFile("|b1", false, "(2,)", "0100"));
    assertThat(Npy.encode(TensorValue.of(new double[] {1.5}, Shape.of())))
        .isEqualTo(numpyFile("<f8", false, "()", "000000000000f83f"));
    assertThat(Npy.encode(TensorValue.zeros(ElementType.INT32, Shape.of(0, 3))))
        .isEqualTo(numpyFile("<i4", false, "(0, 3)", ""));
  }

  /** NumPy leaves room for the first length to grow, so the header is longer than it need be. */
  @ParameterizedTest
  @CsvSource({"1, 128", "14, 128", "15, 192", "35, 192", "36, 256"})
  void encode_manyAxes_headerIsAsLongAsNumpys(int rank, int expectedLength) {
    long[] lengths = new long[rank];
    Arrays.fill(lengths, 1);

    byte[] file = Npy.encode(TensorValue.zeros(ElementType.FLOAT32, Shape.of(lengths)));

    assertThat(file).hasSize(expectedLength + 4);
  }

  @Test
  void encode_strings_areNumpysFiles() {
    TensorValue text = TensorValue.ofStrings(List.of("aé", "😀bc", ""), Shape.of(3));
    TensorValue bytes =
        TensorValue.ofByteStrings(
            List.of(new byte[] {'a', -1}, new byte[] {'x', 'y', 'z'}), Shape.of(2));

    assertThat(Npy.encode(text)).isEqualTo(numpyFile("<U3", false, "(3,)", TEXT_DATA));
    assertThat(Npy.encode(bytes)).isEqualTo(numpyFile("|S3", false, "(2,)", "61ff0078797a"));
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"BFLOAT16", "STRING", "OPAQUE"})
  void write_everyNumber_readsBackTheSame(ElementType type) throws IOException {
    byte[] bytes = new byte[17 * 11 * 3 * type.bytes()];
    new Random(7).nextBytes(bytes);
    TensorValue value = TensorValue.copyOf(type, Shape.of(17, 11, 3), ByteBuffer.wrap(bytes));
    Path file = directory.resolve("round-trip.npy");

    Npy.write(file, value);
    TensorValue whole = Npy.read(file);
    Npy.write(file, value.item(3));
    TensorValue item = Npy.read(file);

    assertThat(whole).isEqualTo(value);
    assertThat(item).isEqualTo(value.item(3));
  }

  @Test
  void encode_bfloat16_isWrittenAsTheSameFloat32() throws IOException {
    ByteBuffer bits = ByteBuffer.allocate(4).putShort((short) 0x4049).putShort((short) 1).flip();
    TensorValue value = TensorValue.copyOf(ElementType.BFLOAT16, Shape.of(2), bits);

    TensorValue read = read(Npy.encode(value));

    assertThat(read).isEqualTo(TensorValue.of(new float[] {3.140625f, 0x1p-133f}, Shape.of(2)));
  }

  @Test
  void encode_strings_readBackTheSame() throws IOException {
    TensorValue text = TensorValue.ofStrings(List.of("Zürich", "", "a\0b", "𝔘"), Shape.of(2, 2));
    TensorValue bytes =
        TensorValue.ofByteStrings(List.of(new byte[] {0, -1}, new byte[0]), Shape.of(2));

    assertThat(read(Npy.encode(text))).isEqualTo(text);
    assertThat(read(Npy.encode(bytes))).isEqualTo(bytes);
    assertThat(read(Npy.encode(TensorValue.ofStrings(List.of(), Shape.of(0)))).strings()).isEmpty();
  }

  @Test
  void read_bigEndian_isTurned() throws IOException {
    assertThat(read(numpyFile(">f4", false, "(3,)", "bf000000000000003f000000")))
        .isEqualTo(TensorValue.of(new float[] {-.5f, 0, .5f}, Shape.of(3)));
    assertThat(read(numpyFile(">i8", false, "(2,)", "0000000000000001fffffffffffffffe")))
        .isEqualTo(TensorValue.of(new long[] {1, -2}, Shape.of(2)));
    assertThat(read(numpyFile(">U2", false, "(1,)", "0000006100000062")).strings())
        .containsExactly("ab");
  }

  @Test
  void read_float16_hasNumpysValues() throws IOException {
    assertThat(read(numpyFile("<f2", false, "(4,)", "003e00c00100007c")).floats())
        .containsExactly(1.5f, -2, 0x1p-24f, Float.POSITIVE_INFINITY);
  }

  @Test
  void read_strings_hasNumpysValues() throws IOException {
    TensorValue bytes = read(numpyFile("|S3", false, "(2,)", "61ff0078797a"));

    assertThat(read(numpyFile("<U3", false, "(3,)", TEXT_DATA)).strings())
        .containsExactly("aé", "😀bc", "");
    assertThat(bytes.byteStrings().get(0)).containsExactly('a', -1);
    assertThat(bytes.byteStrings().get(1)).containsExactly('x', 'y', 'z');
  }

  @Test
  void read_scalarAndEmpty_keepTheirShape() throws IOException {
    assertThat(read(numpyFile("<f8", false, "()", "000000000000f83f")))
        .isEqualTo(TensorValue.of(new double[] {1.5}, Shape.of()));
    assertThat(read(numpyFile("<i4", false, "(0, 3)", "")))
        .isEqualTo(TensorValue.zeros(ElementType.INT32, Shape.of(0, 3)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0093NUMPY\2\0t\0\0\0", "\u0093NUMPY\3\0t\0\0\0"})
  void read_laterFormatVersions_areRead(String prefix) throws IOException {
    byte[] file =
        numpyFile(prefix, "{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }", "010203");

    assertThat(read(file)).isEqualTo(TensorValue.ofUint8(new byte[] {1, 2, 3}, Shape.of(3)));
  }

  @Test
  void read_fortranOrder_isRefusedWithTheCall() {
    byte[] file = numpyFile("<i2", true, "(2, 3)", "000003000100040002000500");

    assertRefused(file, "Fortran order");
    assertRefused(file, "numpy.ascontiguousarray(x)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<c8", "|O", "<M8[D]", "|V8", "<f16"})
  void read_typeWithoutCounterpart_isRefusedWithTheType(String descr) {
    String data = descr.equals("<f16") ? "00".repeat(16) : "00".repeat(8);

    assertRefused(numpyFile(descr, false, "(1,)", data), descr.replaceFirst("^[<|]", ""));
  }

  @Test
  void read_structuredType_isRefused() {
    byte[] file =
        numpyFile(
            VERSION_1,
            "{'descr': [('a', '<i4'), ('b', '<f4')], 'fortran_order': False, 'shape': (2,), }",
            "00".repeat(16));

    assertRefused(file, "[('a', '<i4'), ('b', '<f4')]");
  }

  @Test
  void read_anyTruncation_isRefused() {
    byte[] file = numpyFile("<f4", false, "(3,)", "bf000000000000003f000000");

    for (int length = 0; length < file.length; length++) {
      assertRefused(Arrays.copyOf(file, length), "");
    }
    assertRefused(
        Arrays.copyOf(file, file.length - 1), "promises 12 bytes of data, the file has 11");
    assertRefused(Arrays.copyOf(file, 100), "its header is cut off");
  }

  @Test
  void read_moreDataThanPromised_isRefused() {
    assertRefused(numpyFile("|u1", false, "(3,)", "01020304"), "promises 3 bytes");
  }

  @Test
  void read_otherFiles_areRefused() {
    assertRefused(new byte[0], "it does not begin as one");
    assertRefused("0.5 0.25\n".getBytes(ISO_8859_1), "it does not begin as one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "<f4; (4611686018427387904, 4)",
        "<f4; (9999999999999999999999,)",
        "<f4; (-1,)",
        "<f99999999999; (1,)",
        "|S0; (2000000000,)",
        "<U0; (2000000000,)"
      })
  void read_headerThatCannotBe_isRefused(String descr, String shape) {
    assertRefused(numpyFile(descr, false, shape, ""), "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00001100", "00d80000", "ffffffff"})
  void read_textThatIsNoUnicode_isRefused(String codePoint) {
    assertRefused(numpyFile("<U1", false, "(1,)", codePoint), "Unicode");
  }

  @Test
  void read_anyDamage_isRefusedOrRead() throws IOException {
    byte[] intact = numpyFile("<U2", false, "(2, 1)", "61000000620000006300000064000000");
    Random random = new Random(42);
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = intact.clone();
      for (int j = random.nextInt(3); j >= 0; j--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      Path file = Files.write(directory.resolve("x.npy"), damaged);

      assertThatCode(() -> readOrRefuse(file)).doesNotThrowAnyException();
    }
  }

  private static void readOrRefuse(Path file) throws IOException {
    try {
      assertThat(Npy.read(file).shape().isFullyKnown()).isTrue();
    } catch (FileFormatException refused) {
      assertThat(refused.source()).contains(file.toString());
    }
  }

  @Test
  void read_missingFile_isAnIoException() {
    assertThatThrownBy(() -> Npy.read(directory.resolve("absent.npy")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
