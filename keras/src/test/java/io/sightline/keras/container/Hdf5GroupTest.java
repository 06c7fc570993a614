package io.sightline.keras.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sightline.error.ModelLoadException;
import io.sightline.keras.TestFiles;
import io.sightline.tensor.Shape;
import io.sightline.testing.TestData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Hdf5GroupTest {
  /** A heap's header and that of its first text. */
  private static final int HEAP_BYTES = 32;

  private static final int OBJECT_BYTES = 16;

  @TempDir Path directory;

  @Test
  void floats_inOnePiece_areNotCopied() throws IOException {
    Hdf5Array array =
        own(root -> root.putDataset("a", TestFiles.kernel())).array("a").orElseThrow();

    FloatBuffer values = array.floats();

    assertThat(array.shape()).isEqualTo(Shape.of(3, 2));
    assertThat(array.dtype()).isEqualTo("float32");
    assertThat(values.isDirect()).isTrue();
    assertThat(values.isReadOnly()).isTrue();
    assertThat(values).isEqualTo(FloatBuffer.wrap(new float[] {1, 2, 3, 4, 5, 6}));
  }

  @Test
  void floats_ofOtherTypes_areConverted() throws IOException {
    Hdf5Group root =
        own(
            group -> {
              group.putDataset("f8", new double[] {0.1, -2});
              group.putDataset("i4", new int[] {1, -2});
              group.putDataset("i8", new long[] {1L << 40, -2});
              group.putDataset("i1", new byte[] {1, -2});
            });

    assertThat(values(root, "f8")).containsExactly(0.1f, -2f);
    assertThat(values(root, "i4")).containsExactly(1f, -2f);
    assertThat(values(root, "i8")).containsExactly((float) (1L << 40), -2f);
    assertThat(values(root, "i1")).containsExactly(1f, -2f);
  }

  @Test
  void texts_inChunks_areJoined() throws IOException {
    Hdf5Group root =
        own(
            group -> {
              group.putAttribute("names0", new String[] {"a", "b"});
              group.putAttribute("names1", new String[] {"c"});
              group.putAttribute("other", new String[] {"d"});
            });

    assertThat(root.texts("names")).containsExactly("a", "b", "c");
    assertThat(root.texts("other")).containsExactly("d");
    assertThat(root.texts("none")).isEmpty();
  }

  /** h5py says ASCII of texts that it writes as UTF-8. */
  @Test
  void texts_saidToBeAscii_areUtf8() throws IOException {
    byte[] file = nested();
    String chars = new String(file, ISO_8859_1);
    byte[] name = "größeaa".getBytes(UTF_8);
    System.arraycopy(
        name, 0, file, chars.indexOf("rescaling\0", chars.indexOf("GCOL")), name.length);

    assertThat(layerNames(file)).containsExactly("input_layer_1", "größeaa", "inner", "d");
  }

  @Test
  void texts_thatShareOnePlace_areRefused() throws IOException {
    byte[] file = nested();
    ByteBuffer numbers = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int list = references(file);
    numbers.putInt(list + 24, numbers.getInt(list + 8));

    assertThatThrownBy(() -> layerNames(file))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("expected each text once in the attribute 'layer_names'");
  }

  /** Two heaps, the second inside of the first one's first text; the second text of both is one. */
  @Test
  void texts_thatOverlap_areRefused() throws IOException {
    byte[] file = nested();
    int length = 2 * file.length;
    int text = file.length + 2 * HEAP_BYTES;
    int end = text + OBJECT_BYTES + length;
    ByteBuffer numbers = ByteBuffer.allocate(end).order(ByteOrder.LITTLE_ENDIAN).put(file);
    int list = references(file);
    for (int i = 0; i < 2; i++) {
      int heap = file.length + i * HEAP_BYTES;
      numbers.position(heap).put("GCOL".getBytes(UTF_8)).putInt(1).putLong(end - heap);
      numbers.putLong(1).putLong(text - heap - HEAP_BYTES);
      numbers.putInt(list + 16 * i - 4, length).putLong(list + 16 * i, heap);
      numbers.putInt(list + 16 * i + 8, 2);
    }
    numbers.position(text).putLong(2).putLong(length);

    assertThatThrownBy(() -> layerNames(numbers.array()))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("expected the attribute 'layer_names' of /model_weights to take");
  }

  /** Where the first reference of a list has its address, between a length and an index. */
  private static int references(byte... file) {
    ByteBuffer numbers = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long heap = new String(file, ISO_8859_1).indexOf("GCOL");
    return IntStream.range(0, file.length - 24)
        .filter(i -> numbers.getLong(i) == heap && numbers.getLong(i + 16) == heap)
        .findFirst()
        .orElseThrow();
  }

  /** A model of Keras 3.15.1, in which the names of layers are references into a heap. */
  private static byte[] nested() throws IOException {
    return Files.readAllBytes(TestData.golden("keras/models/k3_nested.h5"));
  }

  private List<String> layerNames(byte... file) throws IOException {
    Hdf5Group root = open(Files.write(directory.resolve("names.h5"), file));
    return root.group("model_weights").orElseThrow().texts("layer_names");
  }

  @Test
  void text_ofNumbers_isRefused() throws IOException {
    Hdf5Group root = own(group -> group.putAttribute("model_config", new int[] {1, 2}));

    assertThatThrownBy(() -> root.text("model_config"))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("model_config");
  }

  @Test
  void group_namesWithSlashes_areFollowed() throws IOException {
    Hdf5Group root =
        own(group -> group.putGroup("a").putGroup("b").putDataset("c", new float[] {1}));

    assertThat(root.group("a/b").orElseThrow().path()).isEqualTo("/a/b");
    assertThat(root.array("a/b/c")).isPresent();
    assertThat(root.array("a/b")).isEmpty();
    assertThat(root.group("a/x/c")).isEmpty();
    assertThat(root.group("a//b")).isEmpty();
  }

  @Test
  void group_tooDeep_isRefused() throws IOException {
    Hdf5Group root =
        own(
            group -> {
              var at = group;
              for (int i = 0; i < 40; i++) {
                at = at.putGroup("g");
              }
            });

    assertThatThrownBy(() -> root.group("g" + "/g".repeat(39)))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("32");
  }

  @Test
  void array_ofAFileCutOffAnywhere_isWholeOrRefused() throws IOException {
    byte[] bytes = TestFiles.write(group -> group.putDataset("a", new float[] {1, 2, 3}));
    Path path = directory.resolve("cut.h5");
    int refused = 0;
    for (int length = 0; length < bytes.length; length += 7) {
      Files.write(path, Arrays.copyOf(bytes, length));
      try {
        float[] values = ParseBorder.guard("cut.h5", () -> values(open(path), "a"));
        assertThat(values).containsExactly(1, 2, 3);
      } catch (ModelLoadException e) {
        assertThat(e).hasMessageContaining("cut.h5");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(bytes.length / 70);
  }

  /** Sums by h5py 3.14 on the same files. */
  @ParameterizedTest
  @CsvSource({
    "o_gz.h5,h,49995000.0",
    "o_lzf.h5,h,49995000.0",
    "o_fl.h5,h,4950.0",
    "o_i64.h5,h,7.0",
    "o_scalar.h5,h,3.0",
    "o_u4.h5,h,1515.0",
    "latest.h5,c,49995000.0",
    "latest.h5,k,15.0"
  })
  void floats_ofPlainFiles_areTheirValues(String name, String array, double sum)
      throws IOException {
    FloatBuffer values = golden(name).array(array).orElseThrow().floats();

    assertThat(IntStream.range(0, values.remaining()).mapToDouble(values::get).sum())
        .isCloseTo(sum, within(1e-6 * Math.max(1, Math.abs(sum))));
  }

  @Test
  void floats_ofNoElements_areNone() throws IOException {
    Hdf5Array array = golden("o_empty.h5").array("h").orElseThrow();

    assertThat(array.shape()).isEqualTo(Shape.of(0, 3));
    assertThat(array.floats().remaining()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bomb.h5/x", "extlink.h5/e", "extlink.h5/p", "virt.h5/v", "o_bf16.h5/h"})
  void array_hostile_isRefused(String file) throws IOException {
    int slash = file.indexOf('/');
    Hdf5Group root = golden(file.substring(0, slash));

    assertThatThrownBy(() -> root.array(file.substring(slash + 1)).orElseThrow().floats())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining(file.substring(0, slash));
  }

  private Hdf5Group own(TestFiles.Filler filler) throws IOException {
    return open(Files.write(directory.resolve("own.h5"), TestFiles.write(filler)));
  }

  private static Hdf5Group golden(String name) throws IOException {
    return open(TestData.golden("keras/hostile/" + name));
  }

  private static Hdf5Group open(Path path) throws IOException {
    try (FileRegion file = FileRegion.whole(FileChannel.open(path))) {
      return Hdf5Group.root(file, path.toString());
    }
  }

  private static float[] values(Hdf5Group root, String name) {
    FloatBuffer values = root.array(name).orElseThrow().floats();
    float[] copy = new float[values.remaining()];
    values.get(copy);
    return copy;
  }
}
