package io.sightline.keras.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.keras.TestFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files with some bytes changed: a model comes out or a {@code ModelLoadException}, else nothing.
 */
class MutatedFilesTest {
  private static final int ROUNDS = 1500;
  private static final byte[] EDGES = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff};

  @TempDir Path directory;

  @Test
  void read_hdf5WithBytesChanged_givesAModelOrSaysWhyNot() throws IOException {
    mutate(TestFiles.denseHdf5(), 20261122);
  }

  @Test
  void read_zipWithBytesChanged_givesAModelOrSaysWhyNot() throws IOException {
    mutate(TestFiles.denseZip(), 20261123);
  }

  private void mutate(byte[] original, long seed) throws IOException {
    Random random = new Random(seed);
    int models = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = original.clone();
      int changes = 1 + random.nextInt(8);
      for (int i = 0; i < changes; i++) {
        bytes[random.nextInt(bytes.length)] =
            random.nextBoolean() ? EDGES[random.nextInt(EDGES.length)] : (byte) random.nextInt(256);
      }
      if (KerasFileFuzzTest.parse(directory.resolve("mutated"), bytes)) {
        models++;
      }
    }
    assertThat(models).as("some changes are harmless, some are not").isBetween(1, ROUNDS - 1);
  }
}
