package io.sightline.postprocess;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sightline.error.FileFormatException;
import io.sightline.testing.TestData;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {
  @TempDir private Path directory;

  @Test
  void of_copiesAndLooksUp() {
    Labels labels = Labels.of(List.of("cat", "dog", "cat"));

    assertThat(labels.size()).isEqualTo(3);
    assertThat(labels.get(1)).isEqualTo("dog");
    assertThat(labels.indexOf("cat")).isEqualTo(OptionalInt.of(0));
    assertThat(labels.indexOf("cow")).isEmpty();
    assertThat(labels).hasToString("3 labels: cat, ...");
  }

  @Test
  void of_nothing_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Labels.of(List.of()));
  }

  @Test
  void read_markCrlfAndEmptyEnd_areAccepted() throws IOException {
    Path file = write("\ufeffcat\r\nGroßer Hund \r\n\r\n \r\n", UTF_8);

    assertThat(Labels.read(file).names()).containsExactly("cat", "Großer Hund");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n01440764 tench",
        "0 apple",
        "tench, Tinca tinca",
        "item",
        "[unused0]",
        "---x",
        "name",
        "12:30 train",
        "# sharp"
      })
  void read_realLabelTexts_areKept(String label) throws IOException {
    assertThat(Labels.read(write(label + "\nother\n", UTF_8)).get(0)).isEqualTo(label);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "item {~  id: 1~}|label map",
        "# made by hand~item: {~}|label map",
        "{\"0\": \"cat\"}|JSON",
        "[~\"cat\"~]|JSON",
        "names:~  0: cat|YAML",
        "0: cat~1: dog|YAML",
        "index,name~0,cat|header"
      })
  void read_otherFormats_areNamed(String text, String kind) throws IOException {
    Path file = write(text.replace('~', '\n'), UTF_8);

    assertThatThrownBy(() -> Labels.read(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining(kind)
        .hasMessageContaining("plain list");
  }

  @Test
  void read_emptyLineInside_saysWhere() throws IOException {
    FileFormatException failure = failure(write("cat\n\ndog\n", UTF_8));

    assertThat(failure.line()).isEqualTo(2);
    assertThat(failure.column()).isEqualTo(1);
  }

  @Test
  void read_notUtf8_saysWhere() throws IOException {
    FileFormatException failure = failure(write("cat\nGroßer Hund\n", ISO_8859_1));

    assertThat(failure.line()).isEqualTo(2);
    assertThat(failure.column()).isEqualTo(4);
    assertThat(failure).hasMessageContaining("0xdf");
  }

  @Test
  void read_nothingThere_saysSo() {
    assertThat(failure(directory.resolve("none.txt"))).hasMessageContaining("nothing there");
    assertThat(failure(directory)).hasMessageContaining("a directory");
  }

  @Test
  void read_emptyFile_saysSo() throws IOException {
    assertThat(failure(write("\n\n", UTF_8))).hasMessageContaining("is empty");
  }

  @ParameterizedTest
  @CsvSource({
    "tf1_mobilenet_v1_0.25_224/labels.txt, 1001, background",
    "tf1_savedmodel_inat_bird/labels.txt, 965, Haemorhous cassinii (Cassin's Finch)",
    "keras_h5_teachable_waste/labels.txt, 4, 0 cardboard"
  })
  void read_filesOfRealModels_giveEachLine(String path, int size, String first) {
    Labels labels = Labels.read(TestData.model(path));

    assertThat(labels.size()).isEqualTo(size);
    assertThat(labels.get(0)).isEqualTo(first);
  }

  @Test
  void read_realLabelMap_isRefused() {
    assertThat(failure(TestData.model("labelmaps/pet_label_map.pbtxt")))
        .hasMessageContaining("label map");
  }

  private static FileFormatException failure(Path file) {
    return catchThrowableOfType(FileFormatException.class, () -> Labels.read(file));
  }

  private Path write(String text, Charset charset) throws IOException {
    return Files.write(directory.resolve("labels.txt"), text.getBytes(charset));
  }
}
