package io.sightline.keras.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.sightline.error.ModelLoadException;
import io.sightline.keras.TestFiles;
import io.sightline.keras.graph.SupportedLayers;
import io.sightline.keras.model.KerasModel;
import io.sightline.keras.model.Layer;
import io.sightline.keras.model.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the bytes, the parser returns a model or throws a {@link ModelLoadException}. Runs the
 * seeds as a regression test; CONTRIBUTING.md says how to let it search.
 */
class KerasFileFuzzTest {
  private static Path file;

  @BeforeAll
  static void makeFile() throws IOException {
    file = Files.createTempFile("sightline-fuzz-", "");
  }

  @AfterAll
  static void deleteFile() throws IOException {
    Files.deleteIfExists(file);
  }

  static Stream<Arguments> seeds() {
    byte[] hdf5 = TestFiles.denseHdf5();
    return Stream.of(
            hdf5,
            TestFiles.denseZip(),
            TestFiles.weights(Map.of("d", TestFiles.denseArrays())),
            TestFiles.zip(Map.of("config.json", new byte[] {'{', '}'}), ZipEntry.DEFLATED),
            Arrays.copyOf(hdf5, hdf5.length / 2),
            new byte[0])
        .map(Arguments::of);
  }

  @MethodSource("seeds")
  @FuzzTest
  void read_anyBytes_givesAModelOrSaysWhyNot(byte[] bytes) throws IOException {
    parse(file, bytes);
  }

  /** Reads a file and all weights in it; true if it is a model. */
  @CanIgnoreReturnValue
  static boolean parse(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    try (KerasModel model = new ModelReader(new SupportedLayers()).read(file, Optional.empty())) {
      long values = 0;
      for (Layer layer : model.layers()) {
        for (Weight weight : model.weights(layer).all()) {
          values += weight.values().get().remaining();
        }
      }
      assertThat(values).isEqualTo(model.parameters());
      return true;
    } catch (ModelLoadException expected) {
      return false;
    }
  }
}
