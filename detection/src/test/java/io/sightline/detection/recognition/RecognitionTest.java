package io.sightline.detection.recognition;

import static io.sightline.detection.FakeContext.floats;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detection.FakeContext;
import io.sightline.detection.contract.DetectionContract;
import io.sightline.detection.family.DetectionContracts;
import io.sightline.model.ModelDescription;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecognitionTest {
  private static final Shape ANY = Shape.of(-1, -1, -1, 3);

  private static void assertContract(String name, Shape input, TensorSpec... outputs) {
    Recognition recognition = Recognition.of(FakeContext.model(input, List.of(outputs)));
    assertThat(recognition.contract().map(DetectionContract::name))
        .as(recognition.toString())
        .contains(name);
    assertThat(recognition.candidates()).isEmpty();
    assertThat(recognition.reason()).isNotEmpty();
    assertThat(recognition.assumptions()).isNotEmpty();
  }

  private static void assertUnclear(List<String> names, Shape input, TensorSpec... outputs) {
    Recognition recognition = Recognition.of(FakeContext.model(input, List.of(outputs)));
    assertThat(recognition.contract()).as(recognition.toString()).isEmpty();
    assertThat(recognition.candidates().stream().map(DetectionContract::name)).isEqualTo(names);
    assertThat(DetectionContracts.names()).containsAll(names);
  }

  private static TensorSpec ints(String name, long... shape) {
    return new TensorSpec(name, ElementType.INT32, Shape.of(shape));
  }

  private static Shape square(long size) {
    return Shape.of(1, size, size, 3);
  }

  @Test
  void names_tell() {
    assertContract(
        "tf-object-detection",
        ANY,
        floats("detection_boxes", -1, 100, 4),
        floats("detection_classes", -1, 100),
        floats("detection_scores", -1, 100),
        floats("num_detections", -1));
    assertContract(
        "tf-hub-open-images",
        ANY,
        floats("detection_boxes", -1, 4),
        new TensorSpec("detection_class_labels", ElementType.INT64, Shape.of(-1)),
        floats("detection_scores", -1));
    assertContract(
        "tf-object-detection-raw",
        ANY,
        floats("raw_detection_boxes", 1, 1917, 4),
        floats("raw_detection_scores", 1, 1917, 91));
    assertContract(
        "mtcnn",
        ANY,
        new TensorSpec("box", ElementType.FLOAT32, Shape.unknown()),
        floats("landmarks", -1, 10),
        floats("prob", -1));
    assertContract("efficientdet-tf1", ANY, floats("detections", -1, 100, 7));
    assertContract(
        "aizoo-face-mask",
        Shape.of(-1, 260, 260, 3),
        floats("loc_branch_concat_1/concat", -1, -1, 4),
        floats("cls_branch_concat_1/concat", -1, -1, 2));
  }

  @Test
  void eightOutputs_inTheOrderOfTheirNumbers_areTheApis() {
    assertContract(
        "tf-object-detection",
        ANY,
        floats("Identity", 1, 100),
        floats("Identity_1", 1, 100, 4),
        floats("Identity_2", 1, 100),
        floats("Identity_3", 1, 100, 91),
        floats("Identity_4", 1, 100),
        floats("Identity_5", 1),
        floats("Identity_6", 1, 49104, 4),
        floats("Identity_7", 1, 49104, 91));
  }

  @Test
  void threeOutputs_withIntegersLast_areRetinaNets() {
    assertContract(
        "keras-retinanet",
        ANY,
        floats("filtered_detections", -1, 300, 4),
        floats("filtered_detections_1", -1, 300),
        ints("filtered_detections_2", -1, 300));
  }

  @Test
  void fourOutputsWithoutNames_areAskedFor() {
    assertUnclear(
        List.of("efficientdet-tf2", "yolo-v5-nms", "tf-object-detection", "tflite-detection"),
        ANY,
        floats("Identity", 1, 10, 4),
        floats("Identity_1", 1, 10),
        floats("Identity_2", 1, 10),
        floats("Identity_3", 1));
    assertUnclear(
        List.of("efficientdet-tf2", "yolo-v5-nms"),
        ANY,
        floats("output_0", 1, 100, 4),
        floats("output_1", 1, 100),
        floats("output_2", 1, 100),
        ints("output_3", 1));
    assertContract(
        "tflite-detection",
        ANY,
        floats("TFLite_Detection_PostProcess", 1, 10, 4),
        floats("TFLite_Detection_PostProcess:1", 1, 10),
        floats("TFLite_Detection_PostProcess:2", 1, 10),
        floats("TFLite_Detection_PostProcess:3", 1));
  }

  @Test
  void fourOutputs_ofPicturesOfBytesWithAWholeCount_areEfficientDets() {
    Recognition recognition =
        Recognition.of(
            ModelDescription.builder("m", "fake")
                .inputs(List.of(new TensorSpec("images", ElementType.UINT8, ANY)))
                .outputs(
                    List.of(
                        floats("output_0", 1, 100, 4),
                        floats("output_1", 1, 100),
                        floats("output_2", 1, 100),
                        ints("output_3", 1)))
                .build());

    assertThat(name(recognition)).isEqualTo("efficientdet-tf2");
  }

  @Test
  void sixOutputs_inTheOrderOfTheirNumbers_areTheApisWithKeypoints() {
    assertContract(
        "tf-object-detection",
        ANY,
        floats("StatefulPartitionedCall:0", 1, 100, 4),
        floats("StatefulPartitionedCall:1", 1, 100),
        floats("StatefulPartitionedCall:2", 1, 100, 17),
        floats("StatefulPartitionedCall:3", 1, 100, 17, 2),
        floats("StatefulPartitionedCall:4", 1, 100),
        floats("StatefulPartitionedCall:5", 1));
  }

  @Test
  void imageInfo_ofFourRows_isTheModelGardens() {
    TensorSpec[] outputs = {
      floats("detection_boxes", 1, 100, 4),
      ints("detection_classes", 1, 100),
      floats("detection_scores", 1, 100),
      ints("num_detections", 1),
      floats("image_info", 1, 4, 2)
    };
    assertContract("tf-model-garden", ANY, outputs);
    outputs[4] = floats("image_info", 1, 6);
    assertContract("tf-object-detection", ANY, outputs);
  }

  @Test
  void rowsOfSevenWithoutName_areAskedFor() {
    assertUnclear(
        List.of("efficientdet-tf1", "efficientdet-tf1-coco"), ANY, floats("out", 1, 100, 7));
  }

  @Test
  void yolo_inputSize_tellsWhereTheBoxesAre() {
    assertContract("yolo-v8", square(640), floats("output_0", 1, 84, 8400));
    assertContract("yolo-v8", Shape.of(1, 3, 640, 640), floats("output_0", 1, 84, 8400));
    assertContract("yolo-v8", Shape.of(1, 480, 640, 3), floats("output_0", 1, 84, 6300));
    assertContract("yolo-v8", square(1280), floats("output_0", 1, 84, 34000));
    assertContract("yolo-v5", square(640), floats("output_0", 1, 25200, 85));
    assertContract("yolo-v8", square(640), floats("output_0", 1, 84, 34000));
    assertContract("yolo-v5", square(416), floats("output_0", 1, 2535, 85));
    assertContract("yolo-v8", square(640), floats("a", 1, 116, 8400), floats("b", 1, 160, 160, 32));
  }

  @Test
  void yolo_whatIsUnclear_isAskedFor() {
    assertUnclear(List.of("yolo-v8", "yolo-v8-rows"), ANY, floats("out", 1, 84, 8400));
    assertUnclear(List.of("yolo-v5", "yolo-v8-rows"), ANY, floats("out", 1, 25200, 85));
    assertUnclear(List.of("yolo-v8-rows", "yolo-v5"), square(640), floats("out", 1, 8400, 85));
    assertUnclear(List.of("yolo-v8", "yolo-v8-pose"), square(640), floats("out", 1, 56, 8400));
    assertUnclear(List.of("yolo-end-to-end", "centernet"), ANY, floats("out", 1, 100, 6));
    assertContract("yolo-end-to-end", square(640), floats("out", 1, 300, 6));
  }

  @Test
  void rawHead_withTheAnchorsOfMobileNet_isAskedFor() {
    assertUnclear(
        List.of("ssd-mobilenet-sigmoid", "ssd-mobilenet-softmax", "ssd-mobilenet-identity"),
        square(300),
        floats("a", 1, 1917, 4),
        floats("b", 1, 1917, 91));
    assertUnclear(List.of(), square(300), floats("a", 1, 1000, 4), floats("b", 1, 1000, 91));
  }

  @Test
  void otherModels_areNone() {
    assertUnclear(List.of(), square(224), floats("scores", -1, 1000));
    assertUnclear(List.of(), square(224), floats("map", -1, 224, 224, 21));
    assertUnclear(List.of(), square(224), floats("embedding", -1, 4));
    assertUnclear(List.of(), ANY, floats("rows", -1, -1, 85));
    assertThat(Recognition.of(FakeContext.model(List.of(floats("scores", -1, 1000)))).toString())
        .startsWith("unknown: ");
  }

  @Test
  void metadata_ofUltralytics_settlesTaskAndNames(@TempDir Path directory) throws IOException {
    Recognition pose =
        withMetadata(
            directory,
            "task: pose\nkpt_shape: [17, 3]\nnames:\n  0: person\n",
            floats("output_0", 1, 56, 8400));

    assertThat(pose.contract().map(DetectionContract::name)).contains("yolo-v8-pose");
    assertThat(pose.labels().orElseThrow().name(0)).isEqualTo("person");

    String two = "task: detect\nnames: {0: cat, 1: dog}\n";
    assertThat(name(withMetadata(directory, two, floats("o", 1, 6, 8400)))).isEqualTo("yolo-v8");
    assertThat(name(withMetadata(directory, two, floats("o", 1, 8400, 6))))
        .isEqualTo("yolo-v8-rows");
    assertThat(name(withMetadata(directory, two, floats("o", 1, 25200, 7)))).isEqualTo("yolo-v5");
    assertThat(name(withMetadata(directory, two, floats("o", 1, 99, 8400)))).isEqualTo("none");
    assertThat(name(withMetadata(directory, two + "args: {nms: true}\n", floats("o", 1, 300, 6))))
        .isEqualTo("yolo-end-to-end");
    assertThat(
            withMetadata(directory, "task: obb\nnames: {0: ship}\n", floats("o", 1, 6, 8400))
                .reason())
        .contains("obb");
  }

  @Test
  void metadata_ofYolo10_doesNotSayThatItIsEndToEnd(@TempDir Path directory) throws IOException {
    for (String names : List.of("{0: a}", "{0: a, 1: b}", "{0: a, 1: b, 2: c}")) {
      assertThat(
              name(
                  withMetadata(
                      directory, "task: detect\nnames: " + names + "\n", floats("o", 1, 300, 6))))
          .as(names)
          .isEqualTo("yolo-end-to-end");
    }
    String pose = "task: pose\nkpt_shape: [17, 3]\nnames: {0: person}\n";
    assertThat(name(withMetadata(directory, pose, floats("o", 1, 300, 57))))
        .isEqualTo("yolo-end-to-end-pose");
    String one = "task: detect\nnames: {0: a}\n";
    assertThat(name(withMetadata(directory, one, floats("o", 1, 25200, 6)))).isEqualTo("yolo-v5");
  }

  @Test
  void metadata_thatContradictsTheShape_doesNotGoBeforeIt(@TempDir Path directory)
      throws IOException {
    String endToEnd = "task: detect\nend2end: true\nnames: {0: a, 1: b}\n";

    assertThat(name(withMetadata(directory, endToEnd, floats("o", 1, 6, 8400))))
        .isEqualTo("yolo-v8");
    assertThat(name(withMetadata(directory, endToEnd, floats("o", 1, 300, 9)))).isEqualTo("none");
  }

  @Test
  void metadata_axisThatIsNotFixed_isToldByTheOther(@TempDir Path directory) throws IOException {
    String two = "task: detect\nnames: {0: cat, 1: dog}\n";

    assertThat(name(withMetadata(directory, two, floats("o", 1, 6, -1)))).isEqualTo("yolo-v8");
    assertThat(name(withMetadata(directory, two, floats("o", 1, -1, 7)))).isEqualTo("yolo-v5");
    String segment = "task: segment\nnames: {0: cat, 1: dog}\n";
    assertThat(
            name(
                withMetadata(
                    directory, segment, floats("o", 1, 38, -1), floats("p", 1, -1, -1, 32))))
        .isEqualTo("yolo-v8");
  }

  @Test
  void metadata_ofAFrozenGraph_liesInTheSavedModelBesideIt(@TempDir Path directory)
      throws IOException {
    Path beside = Files.createDirectory(directory.resolve("yolo11n_saved_model"));
    Files.writeString(beside.resolve("metadata.yaml"), "task: detect\nnames: {0: cat, 1: dog}\n");
    Recognition recognition =
        Recognition.of(
            ModelDescription.builder("m", "fake")
                .location(directory.resolve("yolo11n.pb"))
                .inputs(List.of(new TensorSpec("x", ElementType.FLOAT32, ANY)))
                .outputs(List.of(floats("Identity", 1, 6, 8400)))
                .build());

    assertThat(name(recognition)).isEqualTo("yolo-v8");
    assertThat(recognition.labels().orElseThrow().name(1)).isEqualTo("dog");
  }

  private static Recognition withMetadata(Path directory, String metadata, TensorSpec... outputs)
      throws IOException {
    Files.writeString(directory.resolve("metadata.yaml"), metadata);
    return Recognition.of(
        ModelDescription.builder("m", "fake")
            .location(directory)
            .inputs(List.of(new TensorSpec("x", ElementType.FLOAT32, square(640))))
            .outputs(List.of(outputs))
            .build());
  }

  private static String name(Recognition recognition) {
    return recognition.contract().map(DetectionContract::name).orElse("none");
  }
}
