package io.sightline.examples.shapes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tensorflow.Graph;

/** The note that lies beside the model: what it is, how it was made, how good it is. */
final class ModelNote {
  @SuppressWarnings("InlineFormatString") // A page of text would bury the method that fills it.
  private static final String TEXT =
      """
      # Shapes

      A classifier of drawn shapes, small enough to lie beside the code. It shows how the library is
      used; it is not good for anything else.

      ## Input and output

      SavedModel, tag `serve`, signature `serving_default`.

      | | name | type | shape | values |
      |---|---|---|---|---|
      | input | `image` | float32 | `[?, 64, 64, 3]` | RGB, channels last, `byte / 127.5 - 1`, so -1 to 1 |
      | output | `scores` | float32 | `[?, %1$d]` | probabilities in the order of `labels.txt`; each row sums to 1 |

      A picture is stretched to 64×64, whatever its proportions, with a bilinear filter that widens
      when shrinking (Pillow's `BILINEAR`).

      ## How it was made

          examples/sightline train-shapes

      A 5×5 convolution with stride 2 (16 channels), three 3×3 convolutions that are each followed by a
      2×2 maximum (32, 48 and 64 channels), all with ReLU, the average over what area is left and one
      dense layer: %2$,d parameters. Trained with Adam on %3$,d drawn pictures, none of them shown twice.

      The seeds of the initial weights (%4$d) and of all pictures are fixed. Floating-point sums depend on
      how threads share the work, so another run may end a little higher or lower.

      ## How good it is

      %5$.1f %% of %6$,d pictures are classified correctly. They come from seeds that training never used,
      measure 128 to 384 pixels a side, and went through the resize described above.

      | class | correct |
      |---|---|
      %7$s

      ## Limits

      - It knows filled, undistorted shapes that stand out from their background, 35 to 85 %% of the
        shorter side across, at any rotation, one to a picture. It was not measured on anything else.
      - It has no class for “none of these”: every picture gets a label, often with a high score.
      - It has never seen a photograph, a hand drawing, noise or JPEG artefacts.
      """;

  private ModelNote() {}

  static void write(Path file, int trainingPictures, Accuracy accuracy) throws IOException {
    String text =
        String.format(
            Locale.ROOT,
            TEXT,
            ShapeClass.ALL.size(),
            parameterCount(),
            trainingPictures,
            ShapeTrainer.SEED,
            100 * accuracy.overall(),
            accuracy.pictures(),
            classRows(accuracy));
    Files.writeString(file, text);
  }

  private static long parameterCount() {
    try (Graph graph = new Graph()) {
      return new ShapeNetwork(graph).parameterCount();
    }
  }

  private static String classRows(Accuracy accuracy) {
    return IntStream.range(0, ShapeClass.ALL.size())
        .mapToObj(
            i ->
                String.format(
                    Locale.ROOT,
                    "| %s | %.1f %% |",
                    ShapeClass.ALL.get(i).label(),
                    100 * accuracy.ofClass(i)))
        .collect(Collectors.joining("\n"));
  }
}
