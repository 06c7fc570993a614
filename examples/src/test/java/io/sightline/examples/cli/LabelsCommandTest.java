package io.sightline.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelsCommandTest {
  private static final String MAP =
      """
      item { id: 12 name: "/m/01" display_name: "cat <1>" }
      item { id: 3 name: "dog \\"x\\"" }
      item { display_name: "" }
      """;

  @TempDir private Path directory;

  @Test
  void labelsJson_labelMap_isAnObjectALineInTheFilesOrder() throws IOException {
    CommandRun run = CommandRun.of("labels", write("map.pbtxt", MAP), "--json");

    assertThat(run.status()).isZero();
    assertThat(run.lines())
        .containsExactly(
            "{\"id\":12,\"name\":\"/m/01\",\"display_name\":\"cat <1>\"}",
            "{\"id\":3,\"name\":\"dog \\\"x\\\"\"}",
            "{\"id\":0,\"name\":\"\",\"display_name\":\"\"}");
    assertThat(run.err()).contains("sightline: Between 0 and 12 there are 10 gaps: 1, 2, 4");
  }

  @Test
  void labels_labelMap_isATable() throws IOException {
    CommandRun run = CommandRun.of("labels", write("map.pbtxt", MAP));

    assertThat(run.status()).isZero();
    assertThat(run.lines())
        .containsExactly("12  /m/01    cat <1>", " 3  dog \"x\"", " 0           ");
  }

  @Test
  void labels_bundledLabels_sayNothingElse() {
    CommandRun run = CommandRun.of("labels", Fixtures.LABELS);

    assertThat(run.status()).isZero();
    assertThat(run.lines()).hasSize(9).contains("7  star");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void labels_brokenFile_saysWhereAndIsUnusable() throws IOException {
    String file = write("map.pbtxt", "item {\n  id 1\n}\n");

    CommandRun run = CommandRun.of("labels", "--json", file);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("sightline: " + file + ":2:6: ").contains("expected ':'");
  }

  @Test
  void labels_unknownFields_areSkippedIfAsked() throws IOException {
    String file = write("map.pbtxt", "item { id: 1 color: 'red' }");

    CommandRun run = CommandRun.of("labels", "--json", "--skip-unknown-fields", file);

    assertThat(CommandRun.of("labels", file).status()).isEqualTo(2);
    assertThat(run.status()).isZero();
    assertThat(run.lines()).containsExactly("{\"id\":1,\"name\":\"\"}");
    assertThat(run.err()).contains("Unknown fields were skipped, 1 in all: color.");
  }

  @Test
  void labels_wrongUse_isTwo() {
    assertThat(CommandRun.of("labels").status()).isEqualTo(2);
    assertThat(CommandRun.of("labels", directory.resolve("none").toString()).status()).isEqualTo(2);
    assertThat(CommandRun.of("labels", "--help").out()).contains("Usage: sightline labels");
  }

  @Test
  void labelsJson_realLabelMap_isWhole() {
    String file = TestData.model("labelmaps/mscoco_label_map.pbtxt").toString();

    CommandRun run = CommandRun.of("labels", "--json", file);

    assertThat(run.json()).hasSize(80);
    assertThat(run.lines().get(79))
        .isEqualTo("{\"id\":90,\"name\":\"/m/012xff\",\"display_name\":\"toothbrush\"}");
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }
}
