package io.sightline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.tensor.Npy;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputsTest {
  private static final TensorValue SCORES = TensorValue.of(new float[] {.5f, .25f}, Shape.of(2));
  private static final TensorValue CLASSES = TensorValue.of(new long[] {7, 3}, Shape.of(2));
  private static final TensorValue NAMES =
      TensorValue.ofStrings(List.of("cat", "dog"), Shape.of(2));

  @TempDir private Path directory;

  private static Map<String, TensorValue> values() {
    Map<String, TensorValue> values = new LinkedHashMap<>();
    values.put("scores", SCORES);
    values.put("classes", CLASSES);
    values.put("names", NAMES);
    return values;
  }

  @Test
  void accessors_readByNameAndType() {
    Outputs outputs = Outputs.of(values());

    assertThat(outputs.names()).containsExactly("scores", "classes", "names");
    assertThat(outputs.tensor("scores")).isSameAs(SCORES);
    assertThat(outputs.floats("scores")).containsExactly(.5f, .25f);
    assertThat(outputs.longs("classes")).containsExactly(7, 3);
    assertThat(outputs.strings("names")).containsExactly("cat", "dog");
    assertThat(outputs.values()).isEqualTo(values());
    assertThat(outputs).hasToString("{scores=float32 [2], classes=int64 [2], names=string [2]}");
  }

  @Test
  void tensor_unknownName_listsThoseThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Outputs.of(Map.of("scores", SCORES)).tensor("logits"))
        .withMessage("The model has no output 'logits': it gives {scores=float32 [2]}");
  }

  @Test
  void floats_otherType_isRefused() {
    assertThatIllegalStateException().isThrownBy(() -> Outputs.of(values()).floats("classes"));
  }

  @Test
  void only_oneOutput_isThatOne() {
    assertThat(Outputs.of(Map.of("scores", SCORES)).only()).isSameAs(SCORES);
  }

  @Test
  void only_noneOrSeveral_isRefusedWithTheList() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Outputs.of(values()).only())
        .withMessageContaining("not have one output but 3: {scores=")
        .withMessageContaining("Name the one to read");
    assertThatIllegalStateException()
        .isThrownBy(() -> Outputs.of(Map.of()).only())
        .withMessageContaining("but 0");
  }

  @Test
  void of_mapChangedAfterwards_outputsUnchanged() {
    Map<String, TensorValue> values = values();
    Outputs outputs = Outputs.of(values);

    values.clear();

    assertThat(outputs.names()).hasSize(3);
    assertThatThrownBy(() -> outputs.values().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> outputs.names().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void writeNpy_writesEachOutput() throws IOException {
    Path target = directory.resolve("some/outputs");
    Map<String, TensorValue> values = values();
    values.put("a/b:0", CLASSES);
    values.put("../../etc/x", CLASSES);
    values.put("n".repeat(150), SCORES);

    Map<String, Path> files = Outputs.of(values).writeNpy(target);

    assertThat(files.keySet()).containsExactlyElementsOf(values.keySet());
    assertThat(files)
        .containsEntry("scores", target.resolve("scores.npy"))
        .containsEntry("a/b:0", target.resolve("a_b_0.npy"))
        .containsEntry("../../etc/x", target.resolve(".._.._etc_x.npy"))
        .containsEntry("n".repeat(150), target.resolve("n".repeat(150) + ".npy"));
    for (Map.Entry<String, Path> file : files.entrySet()) {
      assertThat(Npy.read(file.getValue())).isEqualTo(values.get(file.getKey()));
    }
  }

  @Test
  void writeNpy_twoOutputsWithOneFile_writesNothing() {
    for (List<String> names : List.of(List.of("a/b", "a_b"), List.of("Scores", "scores"))) {
      Outputs outputs = Outputs.of(Map.of(names.get(0), SCORES, names.get(1), CLASSES));

      assertThatIllegalStateException()
          .isThrownBy(() -> outputs.writeNpy(directory))
          .withMessageContainingAll(names.get(0), names.get(1), ".npy");
      assertThat(directory).isEmptyDirectory();
    }
  }

  @Test
  void equals_isExact() {
    Outputs outputs = Outputs.of(values());

    assertThat(outputs)
        .isEqualTo(Outputs.of(values()))
        .hasSameHashCodeAs(Outputs.of(values()))
        .isNotEqualTo(Outputs.of(Map.of("scores", SCORES)));
    assertThat(Outputs.of(Map.of("x", TensorValue.of(new float[] {0}, Shape.of(1)))))
        .isNotEqualTo(Outputs.of(Map.of("x", TensorValue.of(new float[] {-0f}, Shape.of(1)))));
  }
}
