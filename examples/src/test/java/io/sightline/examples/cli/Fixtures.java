package io.sightline.examples.cli;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.sightline.tensor.Npy;
import io.sightline.tensor.TensorValue;
import io.sightline.tensorflow.TensorFlowRuntime;
import io.sightline.testing.TestData;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;

/** The bundled model and its pictures, and what the tests make on the spot. */
final class Fixtures {
  static final String MODEL = TestData.shapesModel().toString();
  static final String LABELS = TestData.shapesModel().resolve("labels.txt").toString();
  static final Path PICTURES = TestData.project().resolve("examples/pictures");

  static {
    String unused = TensorFlowRuntime.version();
  }

  private Fixtures() {}

  static String picture(String name) {
    return PICTURES.resolve(name + ".png").toString();
  }

  /** The red, green or blue value that {@link #writePicture} gives a pixel. */
  static int value(int x, int y, int channel) {
    return (37 * x + 11 * y + 83 * channel) & 0xff;
  }

  /** Writes a PNG in which no two neighbours, axes or channels are alike. */
  @CanIgnoreReturnValue
  static Path writePicture(Path file, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, value(x, y, 0) << 16 | value(x, y, 1) << 8 | value(x, y, 2));
      }
    }
    try {
      Files.createDirectories(file.getParent());
      if (!ImageIO.write(image, "png", file.toFile())) {
        throw new AssertionError("This Java cannot write PNG");
      }
      return file;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Writes a file that no decoder takes. */
  static Path writeBroken(Path file) {
    try {
      return Files.writeString(file, "no picture");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Path writeNpy(Path file, TensorValue value) {
    try {
      Npy.write(file, value);
      return file;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static TensorValue readNpy(Path file) {
    try {
      return Npy.read(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Writes what the builder puts into a graph as a frozen graph. */
  static Path writeGraph(Path file, Consumer<Ops> builder) {
    try (Graph graph = new Graph()) {
      builder.accept(Ops.create(graph));
      return Files.write(file, graph.toGraphDef().toByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
