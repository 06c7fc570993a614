package io.sightline.tensorflow.file;

import io.sightline.error.ModelLoadException;
import io.sightline.internal.FileKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** TensorFlow checkpoints: weights in an index file and shards of data. */
public final class CheckpointFiles {
  private static final Pattern SHARD = Pattern.compile("(.*)\\.data-(\\d{5})-of-(\\d{5})");

  private CheckpointFiles() {}

  /** Whether the directory holds a checkpoint: weights without a graph. */
  static boolean isCheckpointDirectory(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.anyMatch(CheckpointFiles::isCheckpointFile);
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  /**
   * Whether the file is a part of a checkpoint. The parts carry no mark of their own but their
   * names.
   */
  static boolean isCheckpointFile(Path file) {
    String name = String.valueOf(file.getFileName());
    if (SHARD.matcher(name).matches() || name.endsWith(".ckpt") || name.endsWith(".meta")) {
      return Files.isRegularFile(file);
    }
    return (name.equals("checkpoint") && FileKind.of(file) == FileKind.TEXT)
        || (name.endsWith(".index") && FileKind.of(file) == FileKind.BINARY);
  }

  static ModelLoadException weightsOnly(Path path) {
    return new ModelLoadException(
        ("%s is a checkpoint, weights without a graph: expected a SavedModel or a frozen graph. In"
                + " Python, build the model, load the checkpoint, and write it with model.export(...)"
                + " or tf.saved_model.save(...).")
            .formatted(path),
        path.toString());
  }

  /**
   * Checks that the weights of a SavedModel are all there: TensorFlow's loader skips a missing
   * index without a word.
   *
   * @param savedModel the SavedModel's directory
   * @param given what the user named
   * @param variables how many variables the graph has
   */
  public static void requireVariables(Path savedModel, Path given, int variables) {
    Path directory = savedModel.resolve("variables");
    if (!Files.isRegularFile(directory.resolve("variables.index"))) {
      String found =
          Files.isDirectory(directory) ? "that folder without an index" : "no folder 'variables'";
      throw incomplete(given, variables, "variables/variables.index", found + " in " + savedModel);
    }
    firstMissingShard(directory)
        .ifPresent(
            shard -> {
              throw incomplete(given, variables, "variables/" + shard, "no such file");
            });
  }

  private static ModelLoadException incomplete(
      Path given, int variables, String expected, String found) {
    return new ModelLoadException(
        "The weights of %s are not all there: its graph has %s variables; expected %s, found %s. %s"
            .formatted(
                given,
                variables,
                expected,
                found,
                "Copy the whole directory of the SavedModel, not saved_model.pb alone."),
        given.toString());
  }

  /** The name of a shard that the others promise; shards say how many they are. */
  private static Optional<String> firstMissingShard(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      Optional<Matcher> shard =
          files
              .map(file -> SHARD.matcher(file.getFileName().toString()))
              .filter(Matcher::matches)
              .findFirst();
      if (shard.isEmpty()) {
        return Optional.of("variables.data-00000-of-00001");
      }
      int count = Integer.parseInt(shard.get().group(3));
      for (int i = 0; i < count; i++) {
        String name =
            String.format(Locale.ROOT, "%s.data-%05d-of-%05d", shard.get().group(1), i, count);
        if (!Files.isRegularFile(directory.resolve(name))) {
          return Optional.of(name);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
