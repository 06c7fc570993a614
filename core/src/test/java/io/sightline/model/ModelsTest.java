package io.sightline.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.error.ModelLoadException;
import io.sightline.testing.FakeModelSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsTest {
  private static final ModelOptions OPTIONS = ModelOptions.standard().withSignature("predict");

  @TempDir private Path directory;

  /** A loader that claims everything or nothing. */
  private record FixedLoader(String name, boolean claims, List<Object> opened)
      implements ModelLoader {
    FixedLoader(String name, boolean claims) {
      this(name, claims, new ArrayList<>());
    }

    @Override
    public boolean claims(Path path) {
      return claims;
    }

    @Override
    public ModelSession open(Path path, ModelOptions options) {
      opened.add(path);
      opened.add(options);
      return new FakeModelSession(
          ModelDescription.builder(path.toString(), name).build(), feeds -> Map.of());
    }
  }

  private Path file(String content) throws IOException {
    return Files.write(directory.resolve("model"), content.getBytes(ISO_8859_1));
  }

  private static void assertRefused(Path path, List<ModelLoader> loaders, String... parts) {
    assertThatThrownBy(() -> Models.open(path, OPTIONS, loaders).close())
        .isInstanceOfSatisfying(
            ModelLoadException.class, e -> assertThat(e.source()).contains(path.toString()))
        .hasMessageContainingAll(parts);
  }

  @Test
  void open_emptyPath_saysSo() {
    assertThatThrownBy(() -> Models.open(Path.of(""), ModelOptions.standard(), List.of()))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("The path of the model is empty");
  }

  @Test
  void open_oneLoaderClaims_opensWithItAndTheOptions() throws IOException {
    FixedLoader claiming = new FixedLoader("B", true);
    FixedLoader other = new FixedLoader("A", false);
    Path path = file("anything");

    try (ModelSession session = Models.open(path, OPTIONS, List.of(other, claiming))) {
      assertThat(session.description().format()).isEqualTo("B");
    }

    assertThat(claiming.opened()).containsExactly(path, OPTIONS);
    assertThat(other.opened()).isEmpty();
  }

  @Test
  void open_severalLoadersClaim_namesThemInOrderAndOpensNone() throws IOException {
    FixedLoader second = new FixedLoader("B", true);
    FixedLoader first = new FixedLoader("A", true);

    assertRefused(file("anything"), List.of(second, first), "found A and B", ".loader(...)");

    assertThat(first.opened()).isEmpty();
    assertThat(second.opened()).isEmpty();
  }

  @Test
  void open_noLoaderInstalled_namesTheDependency() throws IOException {
    Path path = file("\n\5\n\1x\u0012\13Placeholder");

    assertThatThrownBy(() -> Models.open(path, OPTIONS).close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("No model loader is on the class path or module path")
        .hasMessageContaining("io.sightline:sightline-tensorflow");
  }

  @Test
  void open_missingPath_saysWhereItLooked() {
    assertRefused(
        directory.resolve("absent.pb"),
        List.of(),
        "There is no model at " + directory.resolve("absent.pb"),
        "found nothing. Check the path.");
    assertRefused(
        Path.of("absent.pb"), List.of(), "looked up from " + Path.of("").toAbsolutePath());
  }

  @Test
  void open_missingDirectoryOfThePath_saysThatToo() {
    assertRefused(
        directory.resolve("absent/model.pb"),
        List.of(),
        "Its directory " + directory.resolve("absent") + " does not exist either.");
  }

  @Test
  void open_directoryThatNobodyClaims_saysWhatASavedModelHolds() {
    assertRefused(
        directory,
        List.of(new FixedLoader("A", false)),
        "found a directory",
        "saved_model.pb or saved_model.pbtxt");
  }

  @Test
  void open_hdf5WithoutItsLoader_namesTheModuleToAdd() throws IOException {
    assertRefused(
        file("\u0089HDF\r\n\u001a\n"),
        List.of(new FixedLoader("A", false)),
        "model is a Keras HDF5 file; add io.sightline:sightline-keras to the dependencies.");
  }

  @Test
  void open_kerasZipWithoutItsLoader_namesTheModuleToAdd() throws IOException {
    assertRefused(
        file("PK\3\4" + "\0".repeat(26) + "metadata.json"),
        List.of(new FixedLoader("A", false)),
        "model is a Keras file; add io.sightline:sightline-keras to the dependencies.");
  }

  @ParameterizedTest
  @CsvSource({
    "....TFL3, a TensorFlow Lite model",
    "'\b\7\u0012\7pytorch', an ONNX model",
    "'\u0080\2}q', a Python pickle"
  })
  void open_modelOfAnotherEngine_saysWhichAndWhatToUseInstead(String content, String kind)
      throws IOException {
    assertRefused(
        file(content),
        List.of(new FixedLoader("A", false)),
        "model is " + kind,
        "which this library does not run",
        "convert it to a SavedModel");
  }

  @ParameterizedTest
  @CsvSource({
    "version https://git-lfs.github.com, a Git LFS pointer, Run 'git lfs pull'",
    "<html></html>, an HTML or XML page, fetch the model again",
    "'', an empty file, Fetch or export the model again",
    "'PK\3\4', a zip archive, There is no SavedModel in it",
    "'\u001f\u008b\b', a gzip archive, There is no SavedModel in it",
    "some words, a text file, Check the path",
    "\u00ff\u00d8\u00ff, a JPEG picture, Check the path"
  })
  void open_whatIsNoModel_saysWhatItIsAndWhatToDo(String content, String kind, String advice)
      throws IOException {
    assertRefused(
        file(content),
        List.of(new FixedLoader("A", false)),
        "is no model that can be opened: expected a SavedModel directory",
        "found " + kind,
        advice);
  }

  @Test
  void open_loaderThrows_reachesTheCaller() throws IOException {
    ModelLoadException failure = new ModelLoadException("damaged", "model");
    ModelLoader failing =
        new ModelLoader() {
          @Override
          public String name() {
            return "failing";
          }

          @Override
          public boolean claims(Path path) {
            return true;
          }

          @Override
          public ModelSession open(Path path, ModelOptions options) {
            throw failure;
          }
        };
    Path path = file("anything");

    assertThatThrownBy(() -> Models.open(path, OPTIONS, List.of(failing)).close())
        .isSameAs(failure);
  }
}
