package io.sightline.tensorflow.file;

import io.sightline.error.ModelLoadException;
import io.sightline.internal.FileKind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/**
 * A {@code .zip} or {@code .tar.gz} of a SavedModel, unpacked to a temporary directory. Links and
 * paths that lead out of it are refused, and so is an archive of more than {@value #MAX_ENTRIES}
 * entries or 8 GiB.
 */
final class ModelArchive implements AutoCloseable {
  private static final int MAX_ENTRIES = 10_000;
  private static final long MAX_BYTES = 8L << 30;

  private final Path directory;

  private ModelArchive(Path directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  /** Whether a SavedModel is in the archive, by the names of its entries. */
  static boolean holdsSavedModel(Path file) {
    try (ArchiveInputStream<?> archive = open(file)) {
      ArchiveEntry entry = archive.getNextEntry();
      for (int i = 0; entry != null && i < MAX_ENTRIES; i++) {
        String name = entry.getName();
        if (name.endsWith("saved_model.pb") || name.endsWith("saved_model.pbtxt")) {
          return true;
        }
        entry = archive.getNextEntry();
      }
      return false;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  static ModelArchive unpack(Path file) {
    Path directory = createDirectory();
    ModelArchive unpacked = new ModelArchive(directory);
    try (ArchiveInputStream<?> archive = open(file)) {
      unpacked.unpackAll(archive, file);
      return unpacked;
    } catch (IOException | IllegalArgumentException e) {
      unpacked.close();
      throw new ModelLoadException(
          "The archive %s cannot be unpacked: %s. Fetch or pack it again."
              .formatted(file, e.getMessage()),
          file.toString(),
          e);
    } catch (RuntimeException e) {
      unpacked.close();
      throw e;
    }
  }

  private static Path createDirectory() {
    try {
      return Files.createTempDirectory("sightline-model");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ArchiveInputStream<?> open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    return FileKind.of(file) == FileKind.ZIP
        ? new ZipArchiveInputStream(in)
        : new TarArchiveInputStream(new BufferedInputStream(new GZIPInputStream(in)));
  }

  private void unpackAll(ArchiveInputStream<?> archive, Path file) throws IOException {
    long left = MAX_BYTES;
    int entries = 0;
    for (ArchiveEntry entry = archive.getNextEntry();
        entry != null;
        entry = archive.getNextEntry()) {
      if (++entries > MAX_ENTRIES) {
        throw refused(file, "more than " + MAX_ENTRIES + " entries");
      }
      Path target = directory.resolve(entry.getName()).normalize();
      if (!target.startsWith(directory)) {
        throw refused(file, "the entry '" + entry.getName() + "', which leads out of it");
      }
      if (entry instanceof TarArchiveEntry tar && (tar.isLink() || tar.isSymbolicLink())) {
        throw refused(file, "the link '" + entry.getName() + "'");
      }
      if (entry.isDirectory()) {
        Files.createDirectories(target);
      } else {
        Files.createDirectories(target.getParent());
        left -= copy(archive, target, left, file);
      }
    }
  }

  private static long copy(InputStream in, Path target, long limit, Path file) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long written = 0;
    try (OutputStream out = Files.newOutputStream(target)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        written += count;
        if (written > limit) {
          throw refused(file, "more than " + (MAX_BYTES >> 30) + " GiB");
        }
        out.write(buffer, 0, count);
      }
    }
    return written;
  }

  private static ModelLoadException refused(Path file, String found) {
    return new ModelLoadException(
        "The archive %s is not unpacked: expected a SavedModel, found %s. Unpack it by hand and name"
                .formatted(file, found)
            + " the directory.",
        file.toString());
  }

  @Override
  public void close() {
    try (Stream<Path> paths = Files.walk(directory)) {
      List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
