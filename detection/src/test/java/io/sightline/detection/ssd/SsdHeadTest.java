package io.sightline.detection.ssd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.sightline.Outputs;
import io.sightline.detection.Detections;
import io.sightline.detection.FakeContext;
import io.sightline.detection.ObjectDetection;
import io.sightline.detection.anchor.Anchors;
import io.sightline.detection.anchor.BoxCoder;
import io.sightline.detection.contract.DetectionContract;
import io.sightline.error.ModelMismatchException;
import io.sightline.image.Geometry;
import io.sightline.image.Orientation;
import io.sightline.image.Size;
import io.sightline.model.ModelDescription;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SsdHeadTest {
  private static final Anchors ANCHORS =
      Anchors.of(new float[] {0.25f, 0.5f, 0.5f, 0.5f, 0.75f, 0.5f, 0.25f, 0.5f});
  private static final TensorValue BOXES =
      TensorValue.of(new float[] {0, 0, 0, 0, 2, 0, 0, 0}, Shape.of(2, 1, 4));

  private static Detections detect(SsdHead head, float... scores) {
    Outputs outputs =
        Outputs.of(
            Map.of(
                "boxes", BOXES, "scores", TensorValue.of(scores, Shape.of(2, scores.length / 2))));
    return detect(head, outputs);
  }

  private static Detections detect(SsdHead head, Outputs outputs) {
    return ObjectDetection.of(head)
        .minScore(0.3f)
        .apply(outputs, FakeContext.of(40, 20).giving(outputs));
  }

  @Test
  void scores_sigmoid_eachClassOnItsOwn() {
    Detections found =
        detect(SsdHead.of(ANCHORS).scores(ScoreConversion.SIGMOID), 9, 0, 2, 9, -3, 1);

    assertThat(found.classIds()).containsExactly(2, 2, 1);
    assertThat(found.get(0).score()).isCloseTo(0.880797f, within(1e-6f));
    assertThat(found.get(1).score()).isCloseTo(0.731059f, within(1e-6f));
    assertThat(found.get(2).score()).isEqualTo(0.5f);
    assertThat(FakeContext.near(found.boxes(), 0, 5, 20, 15, 25, 7, 35, 17, 0, 5, 20, 15)).isTrue();
  }

  @Test
  void scores_softmax_countsTheBackground() {
    Detections found =
        detect(SsdHead.of(ANCHORS).scores(ScoreConversion.SOFTMAX), 1000, 1000, 0, 0, 0, 1);

    assertThat(found.classIds()).containsExactly(2, 1);
    assertThat(found.get(0).score()).isCloseTo(0.576117f, within(1e-6f));
    assertThat(found.get(1).score()).isEqualTo(0.5f);
  }

  @Test
  void withoutBackground_oneClass_countsFromZero() {
    Detections found =
        detect(
            SsdHead.of(ANCHORS).coder(BoxCoder.variances()).withoutBackground().oneClassPerBox(),
            0.6f,
            0.5f,
            0.4f,
            0.9f);

    assertThat(found.classIds()).containsExactly(1, 0);
    assertThat(found.get(0).box().xMin()).isCloseTo(27, within(1e-4f));
  }

  @Test
  void outputs_thatShapesDoNotTell_areAskedFor() {
    Outputs four =
        Outputs.of(
            Map.of(
                "a", TensorValue.of(new float[8], Shape.of(2, 4)),
                "b", TensorValue.of(new float[8], Shape.of(2, 4))));

    assertThatExceptionOfType(ModelMismatchException.class)
        .isThrownBy(() -> detect(SsdHead.of(ANCHORS), four))
        .withMessageContaining(".outputs(boxes, scores)");
    assertThat(detect(SsdHead.of(ANCHORS).outputs("a", "b"), four).isEmpty()).isTrue();
  }

  @Test
  void mobileNet_takesTheAnchorsOfTheModelsPicture() {
    ModelDescription model =
        FakeContext.model(
            Shape.of(1, 300, 300, 3),
            List.of(
                FakeContext.floats("boxes", 1, 1917, 4),
                FakeContext.floats("scores", 1, 1917, 91)));
    DetectionContract head = SsdHead.mobileNet(ScoreConversion.IDENTITY);
    DetectionContract bound = head.bind(model);

    assertThat(bound.name()).isEqualTo("ssd-mobilenet-identity");
    assertThat(bound.classCount(model)).hasValue(90);
    assertThat(bound.suppression())
        .map(Object::toString)
        .contains("hard suppression above IOU 0.6");
    assertThat(bound.assumptions().get(0)).contains("1917 anchors");
    float[] scores = new float[1917 * 91];
    scores[91 * 1916 + 5] = 0.9f;
    Outputs outputs =
        Outputs.of(
            Map.of(
                "boxes", TensorValue.of(new float[4 * 1917], Shape.of(1917, 4)),
                "scores", TensorValue.of(scores, Shape.of(1917, 91))));
    Detections found =
        ObjectDetection.of(head)
            .apply(
                outputs,
                new FakeContext(model, Geometry.of(new Size(300, 300), Orientation.UPRIGHT)));
    assertThat(found.classIds()).containsExactly(5);
    double half = 300 * Math.sqrt(0.95 * 1) / 2;
    assertThat(FakeContext.near(found.boxes(), 150 - half, 150 - half, 150 + half, 150 + half))
        .isTrue();
  }

  @Test
  void mobileNet_inputWithoutSize_isRefused() {
    ModelDescription model = FakeContext.model(List.of());

    assertThatExceptionOfType(ModelMismatchException.class)
        .isThrownBy(() -> SsdHead.mobileNet(ScoreConversion.SIGMOID).bind(model))
        .withMessageContaining("SsdAnchors.mobileNet(size)");
  }

  @Test
  void apply_otherAnchors_areRefused() {
    Anchors one = Anchors.of(new float[] {0.5f, 0.5f, 1, 1});

    assertThatExceptionOfType(ModelMismatchException.class)
        .isThrownBy(() -> detect(SsdHead.of(one), 0, 0, 0, 0, 0, 0))
        .withMessageContaining("1 anchors");
  }
}
