package io.sightline.tensorflow.file;

import io.sightline.error.ModelLoadException;
import io.sightline.internal.FileKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the model is that a user means. Closing it removes what was unpacked, which is safe as soon
 * as the model is open.
 */
public final class ModelLocation implements AutoCloseable {
  private static final List<String> SAVED_MODEL_FILES =
      List.of("saved_model.pb", "saved_model.pbtxt");
  private static final int SEARCH_DEPTH = 3;

  private final Path given;
  private final Path path;
  private final boolean savedModel;
  private final @Nullable ModelArchive unpacked;

  private ModelLocation(
      Path given, Path path, boolean savedModel, @Nullable ModelArchive unpacked) {
    this.given = given;
    this.path = path;
    this.savedModel = savedModel;
    this.unpacked = unpacked;
  }

  /** What the user named. */
  public Path given() {
    return given;
  }

  /** The directory of a SavedModel, or the file of a graph. */
  public Path path() {
    return path;
  }

  /** Whether {@link #path} is the directory of a SavedModel. */
  public boolean isSavedModel() {
    return savedModel;
  }

  /** The {@code saved_model.pb} or {@code .pbtxt} in a SavedModel's directory. */
  public static Optional<Path> savedModelFile(Path directory) {
    return SAVED_MODEL_FILES.stream()
        .map(directory::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /**
   * Whether what lies at the path is for this module, be it only to explain what is wrong with it.
   */
  public static boolean isClaimed(Path path) {
    if (Files.isDirectory(path)) {
      return !savedModelsBelow(path).isEmpty() || CheckpointFiles.isCheckpointDirectory(path);
    }
    return switch (FileKind.of(path)) {
      case ZIP, GZIP -> ModelArchive.holdsSavedModel(path);
      case BINARY, TEXT -> ProtoFile.looksLikeModel(path) || CheckpointFiles.isCheckpointFile(path);
      default -> false;
    };
  }

  /**
   * Finds the model.
   *
   * @throws ModelLoadException if there is none, or more than one
   */
  public static ModelLocation find(Path path) {
    if (Files.isDirectory(path)) {
      return new ModelLocation(path, savedModelIn(path, path), true, null);
    }
    FileKind kind = FileKind.of(path);
    if (kind == FileKind.ZIP || kind == FileKind.GZIP) {
      return unpack(path);
    }
    if (CheckpointFiles.isCheckpointFile(path)) {
      throw CheckpointFiles.weightsOnly(path);
    }
    Path parent = path.toAbsolutePath().getParent();
    if (SAVED_MODEL_FILES.contains(String.valueOf(path.getFileName())) && parent != null) {
      return new ModelLocation(path, parent, true, null);
    }
    return new ModelLocation(path, path, false, null);
  }

  private static ModelLocation unpack(Path path) {
    ModelArchive archive = ModelArchive.unpack(path);
    try {
      return new ModelLocation(path, savedModelIn(archive.directory(), path), true, archive);
    } catch (RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  /** The one SavedModel in the directory or below it. */
  private static Path savedModelIn(Path directory, Path given) {
    if (savedModelFile(directory).isPresent()) {
      return directory;
    }
    List<Path> below = savedModelsBelow(directory);
    if (below.size() == 1) {
      return below.get(0);
    }
    if (below.isEmpty()) {
      if (CheckpointFiles.isCheckpointDirectory(directory)) {
        throw CheckpointFiles.weightsOnly(given);
      }
      throw new ModelLoadException(
          "There is no SavedModel in %s: expected saved_model.pb or saved_model.pbtxt, found neither."
                  .formatted(given)
              + " Check that all of it was copied.",
          given.toString());
    }
    String names =
        below.stream()
            .map(found -> directory.relativize(found).toString())
            .collect(Collectors.joining(", "));
    throw new ModelLoadException(
        "%s holds more than one SavedModel: expected one, found %s. Name the one to open."
            .formatted(given, names),
        given.toString());
  }

  /** The directories at or below this one that hold a SavedModel, sorted; none inside another. */
  private static List<Path> savedModelsBelow(Path directory) {
    try (Stream<Path> paths = Files.walk(directory, SEARCH_DEPTH)) {
      return paths
          .filter(path -> Files.isDirectory(path) && savedModelFile(path).isPresent())
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  @Override
  public void close() {
    if (unpacked != null) {
      unpacked.close();
    }
  }
}
