package io.sightline.postprocess.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.error.FileFormatException;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Npy;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingIndexTest {
  private static final EmbeddingIndex PLANE =
      EmbeddingIndex.builder()
          .add("east", EmbeddingVector.of(2, 0))
          .add("north", EmbeddingVector.of(0, 1))
          .add("origin", EmbeddingVector.of(0, 0))
          .add("far east", EmbeddingVector.of(50, 0))
          .add("west", EmbeddingVector.of(-1, 0))
          .build();

  @TempDir private Path directory;

  @Test
  void toString_inAnyLocale_hasPlainDigits() {
    EmbeddingIndex index = EmbeddingIndex.builder().add("a", EmbeddingVector.of(1, 2)).build();
    Locale original = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      assertThat(index).hasToString("1 vectors of 2 dimensions");
    } finally {
      Locale.setDefault(original);
    }
  }

  @Test
  void nearest_byMetric_isInOrder() {
    EmbeddingVector query = EmbeddingVector.of(3, 0);

    assertThat(PLANE.nearest(query, 9, Metric.COSINE))
        .containsExactly(
            new Neighbor("east", 1),
            new Neighbor("far east", 1),
            new Neighbor("north", 0),
            new Neighbor("origin", 0),
            new Neighbor("west", -1));
    assertThat(PLANE.nearest(query, 2, Metric.EUCLIDEAN))
        .containsExactly(new Neighbor("east", 1), new Neighbor("origin", 3));
    assertThat(PLANE.nearest(EmbeddingVector.of(0, 0), 2, Metric.COSINE))
        .containsExactly(new Neighbor("east", 0), new Neighbor("north", 0));
    assertThat(new Neighbor("east", 0.5)).hasToString("east 0.5");
  }

  @ParameterizedTest
  @EnumSource
  void nearest_equalsASortOfAll(Metric metric) {
    Random random = new Random(17);
    for (int round = 0; round < 300; round++) {
      int dimensions = 1 + random.nextInt(7);
      Map<String, EmbeddingVector> vectors = new LinkedHashMap<>();
      int count = random.nextInt(60);
      for (int i = 0; i < count; i++) {
        vectors.put("v" + i, vector(random, dimensions));
      }
      EmbeddingVector query = vector(random, dimensions);
      int k = 1 + random.nextInt(70);

      List<Neighbor> expected = new ArrayList<>();
      vectors.forEach((name, v) -> expected.add(new Neighbor(name, value(metric, query, v))));
      Comparator<Neighbor> ascending = Comparator.comparingDouble(Neighbor::value);
      expected.sort(metric == Metric.COSINE ? ascending.reversed() : ascending); // stable

      assertThat(EmbeddingIndex.of(vectors).nearest(query, k, metric))
          .isEqualTo(expected.subList(0, Math.min(k, count)));
    }
  }

  private static double value(Metric metric, EmbeddingVector query, EmbeddingVector vector) {
    return metric == Metric.COSINE
        ? query.cosineSimilarity(vector)
        : query.euclideanDistance(vector);
  }

  /** Of few values, so that many are equally near. */
  private static EmbeddingVector vector(Random random, int dimensions) {
    float[] elements = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      elements[i] = random.nextInt(3) - 1;
    }
    return EmbeddingVector.of(elements);
  }

  @Test
  void emptyIndex_hasNoNeighbors() {
    EmbeddingIndex empty = EmbeddingIndex.builder().build();

    assertThat(empty.nearest(EmbeddingVector.of(1, 2, 3), 5, Metric.COSINE)).isEmpty();
    assertThat(empty.size()).isZero();
    assertThat(empty.dimensions()).isZero();
  }

  @Test
  void nearest_misuse_isRefused() {
    EmbeddingVector query = EmbeddingVector.of(3, 0, 0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PLANE.nearest(query, 1, Metric.COSINE))
        .withMessageContaining("2 dimensions")
        .withMessageContaining("got 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PLANE.nearest(EmbeddingVector.of(1, 2), 0, Metric.COSINE))
        .withMessageContaining("got 0");
  }

  @Test
  void add_unusable_isRefused() {
    EmbeddingVector vector = EmbeddingVector.of(1, 2);
    for (String name : List.of("", "a\nb", "a\rb", "\ufeffa", "\ud83d")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> EmbeddingIndex.builder().add(name, vector));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmbeddingIndex.builder().add("a", vector).add("a", vector))
        .withMessageContaining("'a' already");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmbeddingIndex.builder().add("a", vector).add("b", EmbeddingVector.of(1)))
        .withMessageContaining("'b' must have 2 dimensions");
  }

  @Test
  void builder_usedOn_leavesTheIndexAlone() {
    EmbeddingIndex.Builder builder = EmbeddingIndex.builder().add("a", EmbeddingVector.of(1));
    EmbeddingIndex first = builder.build();
    EmbeddingIndex second = builder.add("b", EmbeddingVector.of(2)).build();

    assertThat(first.names()).containsExactly("a");
    assertThat(second.names()).containsExactly("a", "b");
    assertThat(second.vector("b")).contains(EmbeddingVector.of(2));
    assertThat(second.vector("c")).isEmpty();
    assertThat(first).isNotEqualTo(second);
    assertThat(second).hasToString("2 vectors of 1 dimensions");
  }

  @Test
  void writeAndRead_givesTheSameIndex() throws IOException {
    Random random = new Random(23);
    EmbeddingIndex.Builder builder = EmbeddingIndex.builder();
    List<String> names = List.of(" a b ", "K\u00e4tzchen", "\ud83d\ude3a", "a\tb", "\u2028", "#");
    for (String name : names) {
      float[] elements = new float[5];
      for (int i = 0; i < elements.length; i++) {
        float any = Float.intBitsToFloat(random.nextInt());
        elements[i] = Float.isFinite(any) ? any : -0f;
      }
      builder.add(name, EmbeddingVector.of(elements));
    }
    EmbeddingIndex index = builder.build();
    Path target = directory.resolve("some/index");

    index.write(target);
    PLANE.write(directory);
    index.write(target);

    EmbeddingIndex read = EmbeddingIndex.read(target);
    assertThat(read).isEqualTo(index).hasSameHashCodeAs(index);
    assertThat(read.names()).isEqualTo(names);
    assertThat(Npy.read(target.resolve("vectors.npy")).shape()).isEqualTo(Shape.of(6, 5));
    assertThat(EmbeddingIndex.read(directory)).isEqualTo(PLANE);
  }

  @Test
  void writeAndRead_emptyIndex_staysEmpty() throws IOException {
    EmbeddingIndex empty = EmbeddingIndex.builder().build();

    empty.write(directory);

    assertThat(EmbeddingIndex.read(directory)).isEqualTo(empty);
    assertThat(EmbeddingIndex.read(directory).dimensions()).isZero();
  }

  @Test
  void read_namesByAnEditor_areTaken() throws IOException {
    writeVectors(TensorValue.of(new float[] {1, 2}, Shape.of(2, 1)));
    Files.writeString(directory.resolve("names.txt"), "\ufeffa\r\nb");

    assertThat(EmbeddingIndex.read(directory).names()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\n", "a\nb\nc\n", "a\n\n", "a\na\n", "\nb\n"})
  void read_otherNames_areRefused(String names) throws IOException {
    writeVectors(TensorValue.of(new float[] {1, 2}, Shape.of(2, 1)));
    Files.writeString(directory.resolve("names.txt"), names);

    assertThatThrownBy(() -> EmbeddingIndex.read(directory))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("names.txt");
  }

  @Test
  void read_faultyName_saysWhere() throws IOException {
    writeVectors(TensorValue.of(new float[] {1, 2}, Shape.of(2, 1)));
    Files.writeString(directory.resolve("names.txt"), "a\na\n");

    assertThatThrownBy(() -> EmbeddingIndex.read(directory))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("names.txt:2:1: ");
    Files.write(directory.resolve("names.txt"), new byte[] {'a', '\n', (byte) 0xff});
    assertThatThrownBy(() -> EmbeddingIndex.read(directory))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void read_otherVectors_areRefused() throws IOException {
    Files.writeString(directory.resolve("names.txt"), "a\nb\n");
    for (TensorValue value :
        List.of(
            TensorValue.of(new float[] {1, Float.NaN}, Shape.of(2, 1)),
            TensorValue.of(new float[] {1, Float.NEGATIVE_INFINITY}, Shape.of(2, 1)),
            TensorValue.of(new double[] {1, 2}, Shape.of(2, 1)),
            TensorValue.of(new float[] {1, 2}, Shape.of(2)),
            TensorValue.of(new float[] {1, 2}, Shape.of(1, 2)),
            TensorValue.zeros(ElementType.FLOAT32, Shape.of(2, 0)),
            TensorValue.zeros(ElementType.FLOAT32, Shape.of(2, 1, 1)))) {
      writeVectors(value);
      assertThatThrownBy(() -> EmbeddingIndex.read(directory))
          .as("%s", value)
          .isInstanceOf(FileFormatException.class)
          .hasMessageContaining("vectors.npy");
    }
  }

  /** Whatever a file holds, there is an index or the exception for such files. */
  @Test
  void read_damagedFiles_areRefused() throws IOException {
    PLANE.write(directory);
    byte[] sound = Files.readAllBytes(directory.resolve("vectors.npy"));
    Random random = new Random(29);
    int refused = 0;
    for (int round = 0; round < 2000; round++) {
      byte[] damaged = sound.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      int length = random.nextBoolean() ? damaged.length : random.nextInt(damaged.length);
      Files.write(directory.resolve("vectors.npy"), Arrays.copyOf(damaged, length));
      try {
        assertThat(EmbeddingIndex.read(directory).size()).isEqualTo(PLANE.size());
      } catch (FileFormatException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(900);
  }

  @Test
  void read_missingFiles_areAnInputFailure() {
    assertThatThrownBy(() -> EmbeddingIndex.read(directory.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private void writeVectors(TensorValue value) throws IOException {
    Npy.write(directory.resolve("vectors.npy"), value);
  }
}
