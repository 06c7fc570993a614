package io.sightline.keras.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a file is, by its bytes: Keras has written HDF5 to files called {@code .keras}. */
public enum ContainerKind {
  /** An HDF5 file, of Keras or not. */
  HDF5,
  /** A zip archive that Keras wrote. */
  KERAS_ZIP,
  /** Anything else. */
  OTHER;

  private static final long HDF5_SIGNATURE = 0x0a1a0a0d46444889L;
  private static final int ZIP_SIGNATURE = 0x04034b50;

  /** What lies at the path; what cannot be read is {@link #OTHER}. */
  public static ContainerKind of(Path path) {
    if (!Files.isRegularFile(path)) {
      return OTHER;
    }
    try (FileRegion file = FileRegion.whole(FileChannel.open(path))) {
      return of(file);
    } catch (IOException | RuntimeException e) {
      return OTHER;
    }
  }

  static ContainerKind of(FileRegion file) throws IOException {
    if (file.length() < Long.BYTES) {
      return OTHER;
    }
    ByteBuffer start = file.read(0, Long.BYTES);
    if (start.getLong(0) == HDF5_SIGNATURE) {
      return HDF5;
    }
    boolean isKeras = start.getInt(0) == ZIP_SIGNATURE && KerasZip.isKeras(ZipDirectory.read(file));
    return isKeras ? KERAS_ZIP : OTHER;
  }
}
