package io.sightline.examples.cli.arguments;

import io.sightline.postprocess.labels.LabelOptions;
import io.sightline.postprocess.labels.Labels;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The names of the classes. */
public final class LabelArguments {
  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "The names of the classes: a label file of any kind.")
  private @Nullable Path file;

  @Option(
      names = "--whole-lines",
      description =
          "Take each line of a text file of labels as a name, a number in front of it included.")
  private boolean wholeLines;

  /** Made by picocli. */
  LabelArguments() {}

  /**
   * Reads the file.
   *
   * @return the names; empty if no file was named
   */
  public Optional<Labels> read() {
    LabelOptions options = LabelOptions.standard();
    return Optional.ofNullable(file)
        .map(path -> Labels.read(path, wholeLines ? options.wholeLines() : options));
  }
}
