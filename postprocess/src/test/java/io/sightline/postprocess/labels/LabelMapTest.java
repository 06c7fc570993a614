package io.sightline.postprocess.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sightline.error.FileFormatException;
import io.sightline.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelMapTest {
  private static final String ALL_FIELDS =
      """
      item {
        name: "/m/01" id: 3 display_name: "" keypoints { id: 0 label: "nose" } keypoints { id: 7 }
        ancestor_ids: [1, 2] descendant_ids: -4 frequency: RARE instance_count: 12
      }
      item { id: 1 name: 'say \\"x\\" \\303\\227 \\\\ \\n\\001 \\177 😀' }
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "face",
        "mscoco_complete",
        "mscoco",
        "oid_bbox_trainable",
        "oid_object_detection_challenge_500",
        "oid_v4",
        "pascal",
        "pet"
      })
  void read_realLabelMap_isWhatProtobufReads(String name) throws IOException {
    Path file = TestData.model("labelmaps/" + name + "_label_map.pbtxt");
    String text = Files.readString(file);
    List<Label> expected = ProtobufOracle.entries(text);

    assertThat(Labels.read(file).entries()).isEqualTo(expected).isNotEmpty();
    assertThat(Labels.read(write("map.pb", ProtobufOracle.binary(text))).entries())
        .isEqualTo(expected);
  }

  @Test
  void read_allFields_areWhatProtobufReads() throws IOException {
    Labels labels = Labels.read(write(ALL_FIELDS));

    assertThat(labels.entries()).isEqualTo(ProtobufOracle.entries(ALL_FIELDS)).hasSize(2);
    assertThat(labels.entries().get(0))
        .isEqualTo(
            new Label(
                3,
                "/m/01",
                Optional.of(""),
                List.of(new LabelKeypoint(0, "nose"), new LabelKeypoint(7, "")),
                List.of(1, 2),
                List.of(-4),
                Optional.of(LvisFrequency.RARE),
                OptionalInt.of(12)));
    assertThat(labels.name(3)).isEmpty();
    assertThat(labels.usingNames().name(3)).isEqualTo("/m/01");
    assertThat(Labels.read(write("map.bin", ProtobufOracle.binary(ALL_FIELDS)))).isEqualTo(labels);
  }

  @Test
  void writePbtxt_allFields_areReadBackByUsAndByProtobuf() throws IOException {
    Labels labels = Labels.read(write(ALL_FIELDS));
    Path file = directory.resolve("written.pbtxt");

    labels.writePbtxt(file);

    assertThat(Labels.read(file)).isEqualTo(labels);
    assertThat(ProtobufOracle.entries(Files.readString(file))).isEqualTo(labels.entries());
  }

  @Test
  void read_markAndCrlf_areAccepted() throws IOException {
    Labels labels = Labels.read(write("\ufeffitem {\r\n  id: 1\r\n  name: \"a\"\r\n}\r\n"));

    assertThat(labels.entries()).containsExactly(Label.of(1, "a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "item {~  id 1~}|2:6|expected ':', found '1'|'id: ...'",
        "// mine~item { id: 1 }|1:1|found '/'|begin with '#'",
        "item { id: 1 }~/* x */|2:1|found '/'|begin with '#'",
        "Item { id: 1 }|1:1|found 'Item'|case matters",
        "item { ID: 1 }|1:8|found 'ID'|Write 'id'",
        "item {~ nmae: 'a'~}|2:2|found 'nmae'|skipUnknownFields",
        "model { ssd { } }|1:1|found 'model'|pipeline config",
        "train_config: { }|1:1|found 'train_config'|pipeline config",
        "node { name: 'x' op: 'Y' }|1:1|found 'node'|GraphDef",
        "saved_model_schema_version: 1|1:1|found 'saved_model_schema_version'|a SavedModel",
        "id: 1~name: 'a'|1:1|found 'id'|wrapped in 'item",
        "item { id: 1.0 }|1:12|an integer|without quotes",
        "item { name: cat }|1:14|a text in quotes|'name: \"...\"'",
        "item { name: 'a~' }|1:14|does not end|Close it",
        "item { name: 'a\\xff' }|1:14|UTF-8|\\u00d7",
        "item { name: 'C:\\q' }|1:17|escape|Double a backslash",
        "item { id: 1|1:13|the end of the file|Close 'item'",
        "item { id: 1 }}|1:15|the name of a field|item",
        "item { frequency: rare }|1:19|COMMON, FREQUENT|capitals",
        "item\u00a0{ }|1:5|no-break space|item",
        "item { name: '😀' id }|1:21|':'|'id: ...'"
      })
  void read_classicMistakes_areNamedWithTheirPlace(
      String text, String place, String said, String advice) throws IOException {
    Path file = write(text.replace('~', '\n'));

    assertThatThrownBy(() -> Labels.read(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("map.pbtxt:" + place + ": ")
        .hasMessageContaining(said)
        .hasMessageContaining(advice);
  }

  @Test
  void read_unknownFields_areSkippedIfAsked() throws IOException {
    Path file =
        write("item { color: [1, {a: 'x' 'y'}] id: 2 sub < [a.b.c/d.e]: -1.5e3f > name: 'a' } x:1");

    Labels labels = Labels.read(file, LabelOptions.standard().skipUnknownFields());

    assertThat(labels.entries()).containsExactly(Label.of(2, "a"));
    assertThat(labels.notes()).anyMatch(note -> note.contains("color, sub, x"));
  }

  @Test
  void read_unknownFieldsDeeply_areRefusedBeforeTheStackEnds() throws IOException {
    Path file = write("item { a " + "{ a ".repeat(1_000_000));
    LabelOptions options = LabelOptions.standard().skipUnknownFields();

    assertThatThrownBy(() -> Labels.read(file, options))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("at most 100 messages");
  }

  @Test
  void read_withoutItems_isEmptyAndSaysSo() throws IOException {
    Labels labels = Labels.read(write("# nothing yet\n"));

    assertThat(labels.size()).isZero();
    assertThat(labels.name(3)).isEqualTo("3");
    assertThat(labels.notes()).containsExactly("The label map has no items.");
  }

  @Test
  void read_graphsAndBrokenBinaries_areRefused() throws IOException {
    byte[] node = {10, 14, 10, 1, 'x', 18, 9, 'C', 'o', 'n', 's', 't', '-', '-', '-', 1};
    byte[] cut = {10, 9, 10, 1, 'x', 16, 1};
    byte[] notUtf8 = {10, 5, 10, 1, (byte) 0xff, 16, 1};

    assertThat(failure(write("graph.pb", node))).hasMessageContaining("A frozen graph");
    assertThat(failure(write("map.pb", cut))).hasMessageContaining("a length of at most 5");
    assertThat(failure(write("map.pb", notUtf8))).hasMessageContaining("UTF-8");
    assertThat(failure(TestData.model("tf1_facemask_ssd/face_mask_detection.pb")))
        .hasMessageContaining("frozen graph");
  }

  @Test
  void read_unknownFieldOfABinary_isSkippedIfAsked() throws IOException {
    Path file = write("map.pb", new byte[] {10, 7, 10, 1, 'x', 16, 4, 80, 1, 82, 1, 0});

    assertThat(failure(file)).hasMessageContaining("number 10");
    assertThat(Labels.read(file, LabelOptions.standard().skipUnknownFields()).entries())
        .containsExactly(Label.of(4, "x"));
  }

  private static FileFormatException failure(Path file) {
    return catchThrowableOfType(FileFormatException.class, () -> Labels.read(file));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("map.pbtxt"), text);
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes);
  }
}
