package io.sightline.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

class SegmentCommandTest {
  private static final int WIDTH = 17;
  private static final int HEIGHT = 11;

  @TempDir private Path directory;
  private Path model;
  private Path picture;

  /** A model that says of each pixel which of its channels is the highest. */
  @BeforeEach
  void writeModelAndPicture() {
    model = Fixtures.writeGraph(directory.resolve("highest.pb"), SegmentCommandTest::highest);
    picture = Fixtures.writePicture(directory.resolve("pictures/one.png"), WIDTH, HEIGHT);
  }

  private static void highest(Ops tf) {
    Placeholder<TUint8> pixels =
        tf.withName("pixels").placeholder(TUint8.class, Placeholder.shape(Shape.of(1, -1, -1, 3)));
    tf.withName("classes").math.argMax(tf.dtypes.cast(pixels, TFloat32.class), tf.constant(3));
  }

  private static int highest(int x, int y) {
    int highest = 0;
    for (int channel = 1; channel < 3; channel++) {
      if (Fixtures.value(x, y, channel) > Fixtures.value(x, y, highest)) {
        highest = channel;
      }
    }
    return highest;
  }

  private static int pixels(int id) {
    int count = 0;
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        count += highest(x, y) == id ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void segmentJson_picture_hasTheKeysOfTheContract() {
    CommandRun run = segment("--json");

    assertThat(run.status()).isZero();
    JsonObject line = run.json().get(0);
    assertThat(line.keySet()).containsExactly("image", "ok", "width", "height", "pixels", "millis");
    assertThat(line.get("width").getAsInt()).isEqualTo(WIDTH);
    assertThat(line.get("height").getAsInt()).isEqualTo(HEIGHT);
    for (int id = 0; id < 3; id++) {
      assertThat(line.getAsJsonObject("pixels").get("" + id).getAsInt()).isEqualTo(pixels(id));
    }
  }

  @Test
  void inspect_modelOfMaps_saysHowToRunIt() {
    JsonObject object = CommandRun.of("inspect", "--json", model.toString()).json().get(0);

    assertThat(object.getAsJsonObject("contract").get("name").getAsString())
        .isEqualTo("segmentation");
    assertThat(object.get("command").getAsString())
        .isEqualTo("sightline segment --model %s --labels LABELS.txt --out DIR IMAGE", model);
  }

  @Test
  void segment_labels_nameTheClasses() throws IOException {
    Path labels = Files.writeString(directory.resolve("labels.txt"), "red\ngreen\nblue\n");

    CommandRun run = segment("--labels", labels.toString());

    assertThat(run.lines().get(0)).isEqualTo(picture.toString());
    assertThat(run.lines().get(1)).matches(" +\\d+\\.\\d %  red \\(0\\)");
    assertThat(run.lines()).hasSize(4);
  }

  @Test
  void segmentOut_picture_writesIdsAndColors() throws IOException {
    Path out = directory.resolve("out");

    assertThat(segment("--out", out.toString(), "--colors", "cityscapes").status()).isZero();

    BufferedImage ids = ImageIO.read(out.resolve("one.png.ids.png").toFile());
    BufferedImage colors = ImageIO.read(out.resolve("one.png.classes.png").toFile());
    assertThat(ids.getWidth()).isEqualTo(WIDTH);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        assertThat(ids.getRaster().getSample(x, y, 0)).isEqualTo(highest(x, y));
      }
    }
    int[] cityscapes = {0x804080, 0xf423e8, 0x464646};
    assertThat(colors.getRGB(3, 5) & 0xffffff).isEqualTo(cityscapes[highest(3, 5)]);
  }

  @Test
  void segment_brokenPicture_doesNotStopTheRest() {
    Path broken = Fixtures.writeBroken(directory.resolve("broken.png"));

    CommandRun run = segment("--json", broken.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.json().get(0).get("ok").getAsBoolean()).isTrue();
    assertThat(run.json().get(1).get("ok").getAsBoolean()).isFalse();
  }

  @Test
  void segment_classifier_saysWhatIsMissing() {
    CommandRun run =
        CommandRun.of("segment", "--model", Fixtures.MODEL, Fixtures.picture("star-1"));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("The map has no clear place");
  }

  private CommandRun segment(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("segment", "--model", model.toString(), picture.toString()));
    arguments.addAll(List.of(more));
    return CommandRun.ofAll(arguments);
  }
}
