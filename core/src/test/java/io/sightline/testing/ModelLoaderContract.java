package io.sightline.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.error.ModelLoadException;
import io.sightline.error.ModelMismatchException;
import io.sightline.error.PredictorClosedException;
import io.sightline.model.Feed;
import io.sightline.model.ModelDescription;
import io.sightline.model.ModelLoader;
import io.sightline.model.ModelOptions;
import io.sightline.model.ModelSession;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link ModelLoader} promises; each loader's test extends it. */
public abstract class ModelLoaderContract {
  @TempDir private Path scratch;

  /** The loader under test. */
  protected abstract ModelLoader loader();

  /**
   * A valid file or directory that the loader claims, with at least one output and an input whose
   * rank is known and whose elements are numbers, first by name.
   */
  protected abstract Path model();

  /** What has to be said to open {@link #model()}. */
  protected ModelOptions options() {
    return ModelOptions.standard();
  }

  /** Values that {@link #model()} takes: by default zeros, unknown lengths taken as 1. */
  protected Map<String, Feed> feeds(ModelDescription description) {
    Map<String, Feed> feeds = new LinkedHashMap<>();
    for (TensorSpec input : description.inputs()) {
      long[] lengths = Arrays.stream(input.shape().toArray()).map(Math::abs).toArray();
      feeds.put(input.name(), Feed.of(TensorValue.zeros(input.elementType(), Shape.of(lengths))));
    }
    return feeds;
  }

  private ModelSession open() {
    return loader().open(model(), options());
  }

  @Test
  final void name_isNotBlank() {
    assertThat(loader().name()).isNotBlank();
  }

  @Test
  final void claims_validModel_isTrueEachTime() {
    ModelLoader loader = loader();

    assertThat(loader.claims(model())).isTrue();
    assertThat(loader.claims(model())).isTrue();
  }

  @Test
  final void claims_whatIsNoModel_isFalse() throws IOException {
    List<Path> others =
        List.of(
            scratch.resolve("missing"),
            Files.createFile(scratch.resolve("empty")),
            Files.writeString(scratch.resolve("text.txt"), "This is text.\nNo model.\n"),
            Files.createDirectory(scratch.resolve("directory")));

    for (Path other : others) {
      assertThat(loader().claims(other)).as("%s", other).isFalse();
    }
  }

  @Test
  final void claims_garbage_isFalseOrOpenSaysWhatIsWrong() throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < 50; i++) {
      byte[] garbage = new byte[1 + random.nextInt(2000)];
      random.nextBytes(garbage);
      Path file = Files.write(scratch.resolve("garbage"), garbage);

      assertUnclaimedOrRefused(file);
    }
  }

  @Test
  final void claims_modelOfHalvedFiles_isFalseOrOpenSaysWhatIsWrong() throws IOException {
    Path copy = scratch.resolve(model().getFileName().toString());
    copyCutOff(copy, 2);

    assertUnclaimedOrRefused(copy);
  }

  @Test
  final void claims_modelOfEmptyFiles_isFalseOrOpenSaysWhatIsWrong() throws IOException {
    Path copy = scratch.resolve(model().getFileName().toString());
    copyCutOff(copy, Long.MAX_VALUE);

    assertUnclaimedOrRefused(copy);
  }

  private void assertUnclaimedOrRefused(Path path) {
    if (loader().claims(path)) {
      assertThatThrownBy(() -> loader().open(path, options()).close())
          .isInstanceOfSatisfying(
              ModelLoadException.class,
              e -> assertThat(e.source()).hasValueSatisfying(s -> assertThat(s).isNotBlank()))
          .message()
          .isNotBlank();
    }
  }

  /** Copies the model, of each file the given part of its bytes. */
  private void copyCutOff(Path target, long divisor) throws IOException {
    try (Stream<Path> all = Files.walk(model())) {
      for (Path from : (Iterable<Path>) all::iterator) {
        Path to = target.resolve(model().relativize(from).toString());
        if (Files.isDirectory(from)) {
          Files.createDirectories(to);
        } else {
          byte[] content = Files.readAllBytes(from);
          Files.write(to, Arrays.copyOf(content, (int) (content.length / divisor)));
        }
      }
    }
  }

  @Test
  final void open_missingPath_isALoadException() {
    Path missing = scratch.resolve("missing");

    assertThatThrownBy(() -> loader().open(missing, options()).close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("missing");
  }

  @Test
  final void open_validModel_describesInputsAndOutputs() {
    try (ModelSession session = open()) {
      ModelDescription description = session.description();

      assertThat(description.name()).contains(model().getFileName().toString());
      assertThat(description.format()).isNotBlank();
      assertThat(description.inputs()).isNotEmpty().allSatisfy(ModelLoaderContract::isNamed);
      assertThat(description.outputs()).isNotEmpty().allSatisfy(ModelLoaderContract::isNamed);
      assertThat(session.description()).isSameAs(description);
    }
  }

  private static void isNamed(TensorSpec spec) {
    assertThat(spec.name()).isNotBlank();
  }

  @Test
  final void run_givesEveryDescribedOutputInOrder() {
    try (ModelSession session = open()) {
      ModelDescription description = session.description();

      Map<String, TensorValue> outputs = session.run(feeds(description));

      assertThat(outputs.keySet())
          .containsExactlyElementsOf(description.outputs().stream().map(TensorSpec::name).toList());
      for (TensorSpec output : description.outputs()) {
        TensorValue value = outputs.get(output.name());
        assertThat(value.elementType()).isEqualTo(output.elementType());
        assertThat(output.shape().agreesWith(value.shape())).as("%s: %s", output, value).isTrue();
      }
    }
  }

  @Test
  final void run_twice_givesTheSame() {
    try (ModelSession session = open()) {
      Map<String, Feed> feeds = feeds(session.description());

      assertThat(session.run(feeds)).isEqualTo(session.run(feeds));
    }
  }

  @Test
  final void run_wrongRank_isAMismatchThatNamesTheInput() {
    assertMismatch(
        (first, feed) -> {
          Shape longer = feed.shape().prepend(1).prepend(1);
          return Map.of(first, Feed.of(TensorValue.zeros(feed.elementType(), longer)));
        });
  }

  @Test
  final void run_wrongElementType_isAMismatchThatNamesTheInput() {
    assertMismatch(
        (first, feed) -> {
          ElementType other =
              feed.elementType() == ElementType.FLOAT64 ? ElementType.INT8 : ElementType.FLOAT64;
          return Map.of(first, Feed.of(TensorValue.zeros(other, feed.shape())));
        });
  }

  @Test
  final void run_unknownInput_isAMismatchThatNamesIt() {
    assertMismatch((first, feed) -> Map.of("no such input", feed));
  }

  @Test
  final void run_missingInput_isAMismatchThatNamesIt() {
    try (ModelSession session = open()) {
      String first = session.description().inputs().get(0).name();

      assertThatThrownBy(() -> session.run(Map.of()))
          .isInstanceOf(ModelMismatchException.class)
          .hasMessageContaining("'" + first + "'");
    }
  }

  private interface Fault {
    /** The feeds to put over the valid ones, given the first input's name and its valid feed. */
    Map<String, Feed> of(String first, Feed valid);
  }

  private void assertMismatch(Fault fault) {
    try (ModelSession session = open()) {
      Map<String, Feed> valid = feeds(session.description());
      Map<String, TensorValue> before = session.run(valid);
      String first = session.description().inputs().get(0).name();
      Map<String, Feed> changes = fault.of(first, valid.get(first));
      Map<String, Feed> wrong = new LinkedHashMap<>(valid);
      wrong.putAll(changes);

      assertThatThrownBy(() -> session.run(wrong))
          .isInstanceOf(ModelMismatchException.class)
          .hasMessageContaining("'" + changes.keySet().iterator().next() + "'");
      assertThat(session.run(valid)).isEqualTo(before);
    }
  }

  @Test
  final void close_twice_isHarmless() {
    ModelSession session = open();
    session.close();

    assertThatCode(session::close).doesNotThrowAnyException();
  }

  @Test
  final void run_afterClose_isRefused() {
    ModelSession session = open();
    Map<String, Feed> feeds = feeds(session.description());
    session.close();

    assertThatThrownBy(() -> session.run(feeds)).isInstanceOf(PredictorClosedException.class);
    assertThat(session.description().inputs()).isNotEmpty();
  }

  @Test
  final void close_oneOfTwoSessions_leavesTheOther() {
    try (ModelSession kept = open()) {
      open().close();

      assertThat(kept.run(feeds(kept.description()))).isNotEmpty();
    }
  }
}
