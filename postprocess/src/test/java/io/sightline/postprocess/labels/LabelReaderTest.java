package io.sightline.postprocess.labels;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sightline.error.FileFormatException;
import io.sightline.testing.TestData;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of label file but label maps; {@code ~} stands for the end of a line. */
class LabelReaderTest {
  @TempDir private Path directory;

  @Test
  void read_plainText_takesEachLine() throws IOException {
    Labels labels = read("\ufeffcat\r\nGroßer Hund \r\n\r\n \r\n");

    assertThat(labels).isEqualTo(Labels.of(List.of("cat", "Großer Hund")));
    assertThat(labels.hasStatedIds()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n01440764 tench",
        "0 apple",
        "tench, Tinca tinca",
        "item",
        "[unused0]",
        "[PAD]",
        "<unk>",
        "---x",
        "name",
        "12:30 train",
        "BMW 3",
        "P5 pistol",
        "id",
        "model T",
        "names",
        "# sharp"
      })
  void read_strangeNames_areKept(String label) throws IOException {
    assertThat(read(label + "\nother\n").name(0)).isEqualTo(label);
  }

  @Test
  void read_commentInPlainText_isANameAndTold() throws IOException {
    assertThat(read("# made by hand\ncat").notes()).anyMatch(note -> note.contains("'#'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3 tench, Tinca tinca~7 cat~",
        "# mine~3 tench, Tinca tinca~~7 cat",
        "3: tench, Tinca tinca~7 : cat",
        "3,\"tench, Tinca tinca\"~7,cat~",
        "3;tench, Tinca tinca~7;cat",
        "3\ttench, Tinca tinca~7\tcat",
        "\"tench, Tinca tinca\",3~# more~cat,7~",
        "tench, Tinca tinca;3~cat; 7",
        "tench, Tinca tinca\t3~cat\t7",
        "id,name~3,\"tench, Tinca tinca\"~7,cat",
        "name;class_id;more~tench, Tinca tinca;3;x~cat;7;",
        "\"Class ID\",\"what\"~3,\"tench, Tinca tinca\"~7,cat",
        "{\"3\": \"tench, Tinca tinca\", \"7\": \"cat\"}",
        "{\"tench, Tinca tinca\": 3, \"cat\": 7}",
        "{\"model_type\": \"vit\", \"id2label\": {\"3\": \"tench, Tinca tinca\", \"7\": \"cat\"},"
            + " \"label2id\": {\"x\": 1}}",
        "{\"label2id\": {\"tench, Tinca tinca\": 3, \"cat\": 7}}",
        "[{\"id\": 3, \"name\": \"tench, Tinca tinca\"}, {\"name\": \"cat\", \"id\": 7}]",
        "{\"images\": [{\"id\": 1}], \"categories\": [{\"id\": 3, \"name\": \"tench, Tinca tinca\"},"
            + " {\"id\": 7, \"name\": \"cat\", \"supercategory\": \"x\"}], \"annotations\": [[1.5]]}",
        "names:~  3: tench, Tinca tinca~  7: cat~",
        "# data~path: ../x~nc: 2~names: {3: 'tench, Tinca tinca', 7: cat}",
        "---~3: 'tench, Tinca tinca'~7: cat",
        "{3: 'tench, Tinca tinca',~ 7: \"cat\"}"
      })
  void read_idsAndNames_areTheSameFromEachKind(String text) throws IOException {
    assertThat(read(text))
        .isEqualTo(
            Labels.ofEntries(List.of(Label.of(3, "tench, Tinca tinca"), Label.of(7, "cat"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tench~cat",
        "[\"tench\", \"c\\u0061t\"]",
        "['tench', 'cat']",
        "{\"labels\": [\"tench\", \"cat\"], \"modelName\": \"tm\", \"tfjsVersion\": \"1.3.1\"}",
        "names: [tench, cat]",
        "train: a~names:~- tench~- cat",
        "- tench~- cat",
        "---~- tench~- cat"
      })
  void read_namesAlone_areTheSameFromEachKind(String text) throws IOException {
    assertThat(read(text)).isEqualTo(Labels.of(List.of("tench", "cat")));
  }

  @Test
  void read_kerasClassIndex_hasCodesAndNamesToShow() throws IOException {
    Labels labels =
        read("{\"0\": [\"n01440764\", \"tench\"], \"1\": [\"n01443537\", \"goldfish\"]}");

    assertThat(labels.entries())
        .containsExactly(Label.of(0, "n01440764", "tench"), Label.of(1, "n01443537", "goldfish"));
    assertThat(labels.rowLength()).isEqualTo(OptionalInt.of(2));
  }

  @Test
  void read_columnsWithDisplayNames_areKept() throws IOException {
    assertThat(read("index,mid,display_name\n0,/m/09x0r,\"Speech \"\"x\"\"\"\n").entries())
        .containsExactly(Label.of(0, "/m/09x0r", "Speech \"x\""));
  }

  @Test
  void read_cocoKeypointsAndLvis_areKept() throws IOException {
    Labels labels =
        read(
            "[{\"id\": 1, \"name\": \"person\", \"keypoints\": [\"nose\", \"eye\"],"
                + " \"frequency\": \"c\", \"instance_count\": 5}]");

    assertThat(labels.entries())
        .containsExactly(
            new Label(
                1,
                "person",
                Optional.empty(),
                List.of(new LabelKeypoint(0, "nose"), new LabelKeypoint(1, "eye")),
                List.of(),
                List.of(),
                Optional.of(LvisFrequency.COMMON),
                OptionalInt.of(5)));
  }

  @Test
  void read_wordsOfYaml_areNames() throws IOException {
    assertThat(read("names: [no, 1.50, on, 007]").entries())
        .extracting(Label::name)
        .containsExactly("no", "1.50", "on", "007");
  }

  @Test
  void read_charactersOfTwoUnitsInYaml_areReadAnywhere() throws IOException {
    for (int shift = 0; shift < 8; shift++) {
      String names = "- \ud83d\ude00\n".repeat(2_000);

      assertThat(read("#" + "x".repeat(shift) + "\nnames:\n" + names).entries())
          .hasSize(2_000)
          .allMatch(label -> label.name().equals("\ud83d\ude00"));
    }
    assertThat(failure(write("names: ['\ud83d\ude00', [a]]", UTF_8)))
        .hasMessageContaining(":1:14: ");
  }

  @Test
  void read_endingOfTheName_breaksTies() throws IOException {
    Path file = Files.writeString(directory.resolve("labels.yaml"), "0: 'cat' # mine\n1: dog\n");

    assertThat(Labels.read(file).name(0)).isEqualTo("cat");
    assertThat(read("0: 'cat' # mine\n1: dog\n").name(0)).isEqualTo("'cat' # mine");
  }

  @Test
  void read_wholeLines_keepTheNumbers() throws IOException {
    Path file = write("0 cat\n1 dog\n", UTF_8);

    assertThat(Labels.read(file, LabelOptions.standard().wholeLines()))
        .isEqualTo(Labels.of(List.of("0 cat", "1 dog")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "cat~~dog|2:1|an empty line",
        "cat~do\u0001g|2:3|U+0001",
        "0 cat~0 dog|2:1|the id 0 is there twice|",
        "0: cat~1:|2:3|A name is missing",
        "0 cat~99999999999 dog|2:1|too large",
        "id,name~1,a~x,b|3:1|'x'",
        "1,a~2,b,c|2:1|expected 2",
        "1,a~2,\"b|2:3|does not end",
        "1,a~2,\"b\"c|2:6|goes on",
        "1,~|1:3|A name is missing",
        "id,name|1:8|no rows",
        "{\"0\": \"cat\",}|1:13|comma",
        "{\"0\": \"cat\"~\"1\": \"dog\"}|2:1|',' or '}'",
        "{\"0\": cat}|1:7|a value, found 'cat}'",
        "[\"cat\", \"do\\qg\"]|1:12|escape",
        "[\"cat~\"]|1:6|does not end",
        "[\"cat\"] x|1:9|the end of the file",
        "[\"cat\", null]|1:9|a name, found 'null'",
        "{\"0\": \"cat\", \"0\": \"dog\"}|1:14|there twice",
        "{\"0\": [\"n01\"]}|1:7|code and name",
        "{\"images\": [], \"info\": {}}|1:1|'info'",
        "{\"categories\": [{\"id\": 1}]}|1:17|no 'name'",
        "{\"categories\": [{\"id\": \"x\", \"name\": \"y\"}]}|1:24|no integer",
        "names: [cat, dog|1:17|YAML is broken",
        "names: {0: !!python/object/apply:os.system [x]}|1:12|tag",
        "names: [cat]~x: \"b\\x|2:1|broken escape",
        "names:~  x: cat|2:3|no labels",
        "names: &a [x]~more: *a|2:7|alias",
        "nc: 2~names: []|1:1|names no classes"
      })
  void read_brokenFiles_areRefusedWithTheirPlace(String text, String place, String said)
      throws IOException {
    Path file = write(text.replace('~', '\n'), ISO_8859_1);

    assertThatThrownBy(() -> Labels.read(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("labels.txt:" + place + ": ")
        .message()
        .containsIgnoringCase(said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "names: [", "names: {a: "})
  void read_deepNesting_isRefusedBeforeTheStackEnds(String open) throws IOException {
    String first = open.startsWith("n") ? open : "[\"x\"," + open;
    Path file = write(first + open.replace("names: ", "").repeat(50_000), ISO_8859_1);

    assertThatThrownBy(() -> Labels.read(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("nested too deeply");
  }

  @Test
  void read_aliasBomb_isRefused() throws IOException {
    String bomb = "names: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c]\n";
    Path file = write(bomb, ISO_8859_1);

    assertThat(failure(file)).hasMessageContaining("alias *a");
    assertThat(read("a: &x cat\nnames: [*x, dog]").name(0)).isEqualTo("cat");
  }

  @Test
  void read_notUtf8_saysWhere() throws IOException {
    FileFormatException failure = failure(write("cat\nGroßer Hund\n", ISO_8859_1));

    assertThat(failure.line()).isEqualTo(2);
    assertThat(failure.column()).isEqualTo(4);
    assertThat(failure).hasMessageContaining("0xdf");
  }

  @Test
  void read_utf16_isNamed() throws IOException {
    assertThat(failure(write("cat\ndog\n", UTF_16))).hasMessageContaining("UTF-16");
    assertThat(failure(write("cat\ndog\n", UTF_16LE))).hasMessageContaining("UTF-16");
  }

  @Test
  void read_whatIsNoText_isNamed() throws IOException {
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0};
    byte[] savedModel = {8, 1, 0x12, (byte) 0xff, 5};

    assertThat(failure(Files.write(directory.resolve("a.txt"), png)))
        .hasMessageContaining("a PNG picture");
    assertThat(failure(Files.write(directory.resolve("a.pb"), savedModel)))
        .hasMessageContaining("a SavedModel");
    assertThat(failure(write("<!DOCTYPE html><html></html>", ISO_8859_1)))
        .hasMessageContaining("an HTML or XML page");
    assertThat(failure(write("version https://git-lfs.github.com/spec/v1\n", ISO_8859_1)))
        .hasMessageContaining("Git LFS");
  }

  @Test
  void read_nothing_saysSo() throws IOException {
    assertThat(failure(directory.resolve("none.txt"))).hasMessageContaining("nothing there");
    assertThat(failure(directory)).hasMessageContaining("a directory");
    assertThat(failure(write("", ISO_8859_1))).hasMessageContaining("is empty");
    assertThat(failure(write("\n \n", ISO_8859_1))).hasMessageContaining("is empty");
  }

  @Test
  void read_seededRandomCsv_givesBackWhatWasWritten() throws IOException {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      List<Label> labels =
          IntStream.range(0, 1 + random.nextInt(6))
              .mapToObj(id -> Label.of(id * 3, randomName(random)))
              .toList();
      String text =
          labels.stream()
              .map(label -> label.id() + ",\"" + label.name().replace("\"", "\"\"") + "\"")
              .collect(Collectors.joining("\r\n"));

      assertThat(read(text)).as(text).isEqualTo(Labels.ofEntries(labels));
    }
  }

  private static String randomName(Random random) {
    return random
        .ints(1 + random.nextInt(8), 0, 9)
        .mapToObj(i -> "ab,;\" \té'".substring(i, i + 1))
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @CsvSource({
    "tf1_mobilenet_v1_0.25_224/labels.txt, 1001, 0, background, false",
    "tf1_savedmodel_inat_bird/labels.txt, 965, 0, Haemorhous cassinii (Cassin's Finch), false",
    "tf1_ssd_mobilenet_v1_coco/labelmap.txt, 90, 11, ???, false",
    "tf1_customvision_applebanana/labels.txt, 2, 1, Banana, false",
    "keras_h5_teachable_waste/labels.txt, 4, 3, metal, true"
  })
  void read_filesOfRealModels_areRead(
      String path, int size, int id, String name, boolean statedIds) {
    Labels labels = Labels.read(TestData.model(path));

    assertThat(labels.size()).isEqualTo(size);
    assertThat(labels.name(id)).isEqualTo(name);
    assertThat(labels.hasStatedIds()).isEqualTo(statedIds);
    assertThat(labels.rowLength()).isEqualTo(OptionalInt.of(size));
  }

  private Labels read(String text) throws IOException {
    return Labels.read(Files.writeString(directory.resolve("labels.txt"), text.replace('~', '\n')));
  }

  private static FileFormatException failure(Path file) {
    return catchThrowableOfType(FileFormatException.class, () -> Labels.read(file));
  }

  private Path write(String text, Charset charset) throws IOException {
    return Files.write(directory.resolve("labels.txt"), text.getBytes(charset));
  }
}
