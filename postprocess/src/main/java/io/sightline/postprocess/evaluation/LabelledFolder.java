package io.sightline.postprocess.evaluation;

import io.sightline.error.FileFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder with a sub-folder for each class. Files and folders whose names begin with a dot are not
 * there; links are followed; folders and pictures are in the order of their names.
 */
final class LabelledFolder {
  private static final int SHOWN = 12;

  /**
   * A picture and what it shows.
   *
   * @param path the file
   * @param name its place in the folder, with slashes
   * @param truth the true class
   */
  record Picture(Path path, String name, int truth) {}

  private final Path folder;
  private final @Nullable List<String> labels;
  private final List<Picture> pictures = new ArrayList<>();
  private final List<String> withoutClass = new ArrayList<>();

  private LabelledFolder(Path folder, @Nullable List<String> labels) {
    this.folder = folder;
    this.labels = labels;
  }

  /**
   * Lists the pictures.
   *
   * @param labels the names of the classes; null if the folders are called by index
   */
  static LabelledFolder read(Path folder, @Nullable List<String> labels) throws IOException {
    if (!Files.isDirectory(folder)) {
      String found = Files.exists(folder) ? "a file" : "nothing";
      throw refusal(folder, "expected a folder", found, "Check the path.");
    }
    LabelledFolder read = new LabelledFolder(folder, labels);
    read.readClasses();
    if (read.pictures.isEmpty()) {
      throw refusal(
          folder,
          "expected a folder with pictures for each class",
          "none",
          "Put the pictures into sub-folders that are called as the classes.");
    }
    return read;
  }

  private void readClasses() throws IOException {
    List<Path> classes = new ArrayList<>();
    for (Path entry : entries()) {
      if (Files.isDirectory(entry)) {
        classes.add(entry);
      } else {
        withoutClass.add(nameOf(entry));
      }
    }
    List<String> unknown = new ArrayList<>();
    for (Path entry : classes) {
      int truth = classOf(nameOf(entry));
      if (truth < 0) {
        unknown.add(nameOf(entry));
      } else {
        readPictures(entry, truth);
      }
    }
    if (!unknown.isEmpty()) {
      throw unknownClasses(unknown);
    }
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !isHidden(entry))
          .sorted(Comparator.comparing(LabelledFolder::nameOf))
          .toList();
    }
  }

  private void readPictures(Path classFolder, int truth) throws IOException {
    try (Stream<Path> files = Files.walk(classFolder, FileVisitOption.FOLLOW_LINKS)) {
      files
          .filter(Files::isRegularFile)
          .filter(file -> !hasHidden(classFolder.relativize(file)))
          .map(file -> new Picture(file, slashes(folder.relativize(file)), truth))
          .sorted(Comparator.comparing(Picture::name))
          .forEach(pictures::add);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The class of a folder: that with this label, or else with this index; -1 if there is none. */
  private int classOf(String name) {
    int byLabel = labels == null ? -1 : labels.indexOf(name);
    if (labels != null && byLabel != labels.lastIndexOf(name)) {
      throw refusal(
          folder.resolve(name),
          "expected the label of one class",
          "that of the classes %s and %s".formatted(byLabel, labels.lastIndexOf(name)),
          "Call the folder by the index of its class.");
    }
    if (byLabel >= 0 || !name.matches("\\d{1,9}")) {
      return byLabel;
    }
    int index = Integer.parseInt(name);
    return index < (labels == null ? ClassNames.MAX_CLASSES : labels.size()) ? index : -1;
  }

  private FileFormatException unknownClasses(List<String> unknown) {
    String found = String.join(", ", unknown.subList(0, Math.min(SHOWN, unknown.size())));
    String more = unknown.size() > SHOWN ? ", ..." : "";
    if (labels == null) {
      return refusal(
          folder,
          "expected folders that are called by the index of their class, as there are no labels",
          found + more,
          "Give the labels of the model.");
    }
    String known = String.join(", ", labels.subList(0, Math.min(SHOWN, labels.size())));
    return refusal(
        folder,
        "expected folders that are called as one of %s classes (%s%s) or its index from 0 to %s"
            .formatted(
                labels.size(), known, labels.size() > SHOWN ? ", ..." : "", labels.size() - 1),
        found + more,
        "Rename them, or use the labels that belong to the model.");
  }

  private static FileFormatException refusal(
      Path path, String expected, String found, String advice) {
    return new FileFormatException(
        "%s cannot be evaluated: %s, found %s. %s".formatted(path, expected, found, advice),
        path.toString());
  }

  private static boolean hasHidden(Path relative) {
    for (Path part : relative) {
      if (isHidden(part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHidden(Path path) {
    return nameOf(path).startsWith(".");
  }

  private static String nameOf(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  private static String slashes(Path relative) {
    return relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
  }

  List<Picture> pictures() {
    return pictures;
  }

  List<String> withoutClass() {
    return withoutClass;
  }
}
