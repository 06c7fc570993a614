package io.sightline.examples.cli.arguments;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/**
 * The pictures of a call: files, folders, which are walked, and {@code -} for a list on standard
 * input.
 */
public final class ImageArguments {
  /**
   * One picture.
   *
   * @param name as it was given; in a folder, the folder as it was given and the way from there
   * @param path the file
   * @param relative where it lies in the folder that was given; its file name if it was given
   *     itself
   */
  public record Picture(String name, Path path, Path relative) {}

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Parameters(
      paramLabel = "IMAGE",
      arity = "0..*",
      description = "Pictures: files, folders (walked), or - for a list on standard input.")
  private List<String> given = List.of();

  /** Made by picocli. */
  ImageArguments() {}

  /**
   * Whether any were named.
   *
   * @return whether there is an argument
   */
  public boolean areGiven() {
    return !given.isEmpty();
  }

  /**
   * Whether one file was named, and nothing else.
   *
   * @return false also for a folder with one file
   */
  public boolean isOneFile() {
    return given.size() == 1
        && !given.get(0).equals("-")
        && !Files.isDirectory(Path.of(given.get(0)));
  }

  /**
   * All pictures.
   *
   * @return the pictures in the order in which they were given, those of a folder sorted
   * @throws IOException if a folder cannot be walked
   * @throws ParameterException if there are none
   */
  public List<Picture> pictures() throws IOException {
    List<Picture> pictures = new ArrayList<>();
    for (String argument : given) {
      if (argument.equals("-")) {
        for (String line : linesOfStandardInput()) {
          add(line, pictures);
        }
      } else {
        add(argument, pictures);
      }
    }
    if (pictures.isEmpty()) {
      throw new ParameterException(command.commandLine(), "No pictures: name a file or a folder");
    }
    return pictures;
  }

  private static List<String> linesOfStandardInput() {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    return reader.lines().filter(line -> !line.isBlank()).toList();
  }

  private static void add(String argument, List<Picture> pictures) throws IOException {
    Path path = Path.of(argument);
    if (!Files.isDirectory(path)) {
      Path fileName = path.getFileName();
      pictures.add(new Picture(argument, path, fileName == null ? path : fileName));
      return;
    }
    // A link to a folder is walked where it leads: the walk itself follows none.
    Path folder = path.toRealPath();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(Files::isRegularFile)
          .map(folder::relativize)
          .sorted()
          .forEach(
              relative -> {
                Path file = path.resolve(relative);
                pictures.add(new Picture(file.toString(), file, relative));
              });
    }
  }
}
