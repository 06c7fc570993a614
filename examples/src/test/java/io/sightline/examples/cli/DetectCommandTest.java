package io.sightline.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TUint8;

/** On a detector that finds the same two boxes in any picture. */
class DetectCommandTest {
  @TempDir private Path directory;

  private String detector() {
    return Fixtures.writeGraph(directory.resolve("detector.pb"), DetectCommandTest::build)
        .toString();
  }

  private static void build(Ops tf) {
    tf.withName("image_tensor")
        .placeholder(
            TUint8.class, Placeholder.shape(org.tensorflow.ndarray.Shape.of(-1, -1, -1, 3)));
    tf.withName("detection_boxes")
        .constant(new float[][][] {{{0.25f, 0.5f, 0.75f, 1}, {0, 0, 0.5f, 0.25f}, {0, 0, 0, 0}}});
    tf.withName("detection_scores").constant(new float[][] {{0.875f, 0.5f, 0.3f}});
    tf.withName("detection_classes").constant(new float[][] {{2, 1, 1}});
    tf.withName("num_detections").constant(new float[] {2});
  }

  private String picture() {
    return Fixtures.writePicture(directory.resolve("in/picture.png"), 40, 20).toString();
  }

  private String labels(String text) throws Exception {
    return Files.writeString(directory.resolve("labels.pbtxt"), text).toString();
  }

  private CommandRun detect(String... more) {
    String[] arguments = new String[more.length + 7];
    arguments[0] = "detect";
    arguments[1] = "--model";
    arguments[2] = detector();
    arguments[3] = "--output";
    arguments[4] = "detection_boxes";
    arguments[5] = "--output";
    arguments[6] = "detection_scores";
    System.arraycopy(more, 0, arguments, 7, more.length);
    return CommandRun.of(arguments);
  }

  private static final String[] OUTPUTS = {
    "--output", "detection_classes", "--output", "num_detections"
  };

  private static String[] with(String... more) {
    String[] all = new String[OUTPUTS.length + more.length];
    System.arraycopy(OUTPUTS, 0, all, 0, OUTPUTS.length);
    System.arraycopy(more, 0, all, OUTPUTS.length, more.length);
    return all;
  }

  @Test
  void detectJson_boxesInPixels_aboveTheScore() throws Exception {
    String labels = labels("item { id: 1 name: 'cat' } item { id: 2 name: 'dog' }");

    CommandRun run = detect(with("--json", "--labels", labels, picture()));

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
    CommandRun run = detect(with("--min-score", "0.4", picture()));

    assertThat(run.lines())
        .contains("  0.8750  2 (2)  20.0 5.0 40.0 15.0", "  0.5000  1 (1)  0.0 0.0 10.0 10.0");
  }

  @Test
  void detect_labelsThatCountOtherwise_areAMistake() throws Exception {
    CommandRun run =
        detect(
            with(
                "--labels",
                labels("item { id: 0 name: 'background' display_name: 'cat' }"),
                picture()));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("class ids from 1 on");
  }

  @Test
  void detect_contractThatDoesNotFitOrExist_isAMistake() {
    assertThat(detect(with("--contract", "mtcnn", picture())).err())
        .contains("expected an output 'box'");
    CommandRun unknown = detect(with("--contract", "yolo", picture()));
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.err()).contains("yolo-v8");
  }

  @Test
  void inspect_detector_saysContractAndCommand() {
    CommandRun run =
        CommandRun.of(
            "inspect",
            detector(),
            "--output",
            "detection_boxes",
            "--output",
            "detection_scores",
            "--output",
            "detection_classes",
            "--output",
            "num_detections");

    assertThat(run.lines())
        .anyMatch(
            line -> line.startsWith("contract     object detection, tf-object-detection: it has"))
        .anyMatch(line -> line.startsWith("try          sightline detect --model "));
  }
}
