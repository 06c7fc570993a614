package io.sightline.examples.shapes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/** Draws the pictures that the examples classify, as {@code star-1.png} and so on. */
public final class DrawSamples {
  static final int COUNT = 12;

  private static final Path DEFAULT_DIRECTORY = Path.of("examples", "pictures");

  private DrawSamples() {}

  /**
   * Draws the pictures.
   *
   * @param args the directory to write to; {@code examples/pictures} if absent
   * @throws IOException if a picture cannot be written
   */
  public static void main(String[] args) throws IOException {
    if (args.length > 1 || (args.length == 1 && args[0].startsWith("-"))) {
      System.err.println("Usage: DrawSamples [OUT_DIR]   (default: " + DEFAULT_DIRECTORY + ")");
      System.exit(2);
    }
    run(args.length == 0 ? DEFAULT_DIRECTORY : Path.of(args[0]), System.out::println);
  }

  /**
   * Draws twelve pictures that the model was neither trained nor measured on. Files of the same
   * name are replaced.
   *
   * @param outputDirectory created if it does not exist
   * @param progress takes one line per picture
   * @throws IOException if a picture cannot be written
   */
  public static void run(Path outputDirectory, Consumer<String> progress) throws IOException {
    Files.createDirectories(outputDirectory);
    for (int number = 0; number < COUNT; number++) {
      Path file = outputDirectory.resolve(fileName(number));
      if (!ImageIO.write(PictureSet.SAMPLES.picture(number), "png", file.toFile())) {
        throw new IOException("This Java runtime cannot write PNG: " + file);
      }
      progress.accept("Wrote " + file);
    }
  }

  static String fileName(int number) {
    int round = number / ShapeClass.ALL.size() + 1;
    ShapeClass shape = ShapeClass.ALL.get(PictureSet.classIndex(number));
    return shape.label() + "-" + round + ".png";
  }
}
