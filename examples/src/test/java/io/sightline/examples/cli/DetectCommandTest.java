package io.sightline.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** On a detector that finds the same two boxes in any picture. */
class DetectCommandTest {
  @TempDir private Path directory;

  private String detector() {
    return Fixtures.writeGraph(directory.resolve("detector.pb"), DetectCommandTest::build)
        .toString();
  }

  private static void build(Ops tf) {
    Placeholder<TUint8> picture =
        tf.withName("image_tensor")
            .placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, -1, -1, 3)));
    Operand<TFloat32> zero =
        tf.math.mul(
            tf.reduceSum(
                tf.dtypes.cast(picture, TFloat32.class),
                tf.withName("axes").constant(new int[] {0, 1, 2, 3})),
            tf.withName("nothing").constant(0f));
    float[][][] boxes = {{{0.25f, 0.5f, 0.75f, 1}, {0, 0, 0.5f, 0.25f}, {0, 0, 0, 0}}};
    add(tf, "detection_boxes", tf.withName("boxes").constant(boxes), zero);
    add(
        tf,
        "detection_scores",
        tf.withName("scores").constant(new float[][] {{0.875f, 0.5f, 0.3f}}),
        zero);
    add(tf, "detection_classes", tf.withName("classes").constant(new float[][] {{2, 1, 1}}), zero);
    add(tf, "num_detections", tf.withName("count").constant(new float[] {2}), zero);
  }

  private static void add(Ops tf, String name, Operand<TFloat32> value, Operand<TFloat32> zero) {
    tf.withName(name).math.add(value, zero);
  }

  private String picture() {
    return Fixtures.writePicture(directory.resolve("in/picture.png"), 40, 20).toString();
  }

  private String labels(String text) throws Exception {
    return Files.writeString(directory.resolve("labels.pbtxt"), text).toString();
  }

  private CommandRun detect(String... more) {
    List<String> arguments = new ArrayList<>(List.of("detect", "--model", detector()));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void detectJson_boxesInPixels_aboveTheScore() throws Exception {
    String labels = labels("item { id: 1 name: 'cat' } item { id: 2 name: 'dog' }");

    CommandRun run = detect("--json", "--labels", labels, picture());

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    JsonObject line = run.json().get(0);
    assertThat(line.getAsJsonArray("predictions")).hasSize(1);
    JsonObject found = line.getAsJsonArray("predictions").get(0).getAsJsonObject();
    assertThat(found)
        .hasToString(
            "{\"class_id\":2,\"label\":\"dog\",\"score\":0.875,\"box\":{\"x_min\":20.0,\"y_min\":5.0,\"x_max\":40.0,\"y_max\":15.0}}");
    assertThat(line.keySet()).containsExactly("image", "ok", "predictions", "millis");
  }

  @Test
  void detect_text_hasALineABox() {
    CommandRun run = detect("--min-score", "0.4", picture());

    assertThat(run.lines())
        .contains("  0.8750  2 (2)  20.0 5.0 40.0 15.0", "  0.5000  1 (1)  0.0 0.0 10.0 10.0");
  }

  @Test
  void detect_labelsThatCountOtherwise_areAMistake() throws Exception {
    Path labels = Files.writeString(directory.resolve("labels.txt"), "0: cat\n1: dog\n");

    CommandRun run = detect("--labels", labels.toString(), picture());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("class ids from 1 on");
  }

  @Test
  void detect_contractThatDoesNotFitOrExist_isAMistake() {
    assertThat(detect("--contract", "mtcnn", picture()).err()).contains("expected an output 'box'");
    CommandRun unknown = detect("--contract", "yolo", picture());
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.err()).contains("yolo-v8");
  }

  @Test
  void inspect_detector_saysContractAndCommand() {
    CommandRun run = CommandRun.of("inspect", detector());

    assertThat(run.lines())
        .anyMatch(
            line -> line.startsWith("contract     object detection, tf-object-detection: it has"))
        .anyMatch(line -> line.startsWith("try          sightline detect --model "));
  }
}
