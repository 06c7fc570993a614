package io.sightline.examples.shapes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Trains, measures and writes the bundled model. */
public final class TrainShapes {
  private static final Path DEFAULT_DIRECTORY = Path.of("examples", "models", "shapes");
  private static final int TEST_PICTURES = 4500;

  private TrainShapes() {}

  /**
   * Trains the model.
   *
   * @param args the directory to write to; {@code examples/models/shapes} if absent
   * @throws IOException if the model cannot be written
   */
  public static void main(String[] args) throws IOException {
    if (args.length > 1 || (args.length == 1 && args[0].startsWith("-"))) {
      System.err.println("Usage: TrainShapes [OUT_DIR]   (default: " + DEFAULT_DIRECTORY + ")");
      System.exit(2);
    }
    run(args.length == 0 ? DEFAULT_DIRECTORY : Path.of(args[0]), System.out::println);
  }

  /**
   * Trains the model from scratch, which takes a few minutes on all processors, and writes {@code
   * saved_model.pb}, {@code variables}, {@code labels.txt} and {@code README.md}. Files of the same
   * name are replaced.
   *
   * @param outputDirectory created if it does not exist
   * @param progress takes a line now and then
   * @throws IOException if the model cannot be written
   */
  public static void run(Path outputDirectory, Consumer<String> progress) throws IOException {
    // JavaCPP would otherwise count all memory of the process against a multiple of the heap.
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    int trainingPictures = trainAndExport(outputDirectory, progress);
    Accuracy accuracy = ShapeModel.measure(outputDirectory, PictureSet.TEST, TEST_PICTURES);
    progress.accept(
        String.format(
            Locale.ROOT,
            "%.2f %% of %,d never-seen pictures right",
            100 * accuracy.overall(),
            accuracy.pictures()));
    writeLabels(outputDirectory.resolve("labels.txt"));
    ModelNote.write(outputDirectory.resolve("README.md"), trainingPictures, accuracy);
    progress.accept("Wrote " + outputDirectory);
  }

  private static int trainAndExport(Path outputDirectory, Consumer<String> progress)
      throws IOException {
    Files.createDirectories(outputDirectory);
    Path scratch = Files.createTempDirectory("shapes-training");
    try {
      Path checkpoint = scratch.resolve("checkpoint");
      int pictures = ShapeTrainer.train(checkpoint, progress);
      ShapeModel.export(checkpoint, outputDirectory);
      return pictures;
    } finally {
      delete(scratch);
    }
  }

  private static void writeLabels(Path file) throws IOException {
    List<String> labels = ShapeClass.ALL.stream().map(ShapeClass::label).toList();
    Files.writeString(file, String.join("\n", labels) + "\n");
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
