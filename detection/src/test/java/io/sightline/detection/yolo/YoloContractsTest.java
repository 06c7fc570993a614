package io.sightline.detection.yolo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sightline.Outputs;
import io.sightline.detection.Detection;
import io.sightline.detection.Detections;
import io.sightline.detection.FakeContext;
import io.sightline.detection.Keypoints;
import io.sightline.detection.ObjectDetection;
import io.sightline.detection.box.BoxUnit;
import io.sightline.detection.box.PixelBox;
import io.sightline.detection.contract.DetectionContract;
import io.sightline.detection.contract.FloatMatrix;
import io.sightline.detection.mask.BitMask;
import io.sightline.error.ModelMismatchException;
import io.sightline.image.Geometry;
import io.sightline.image.Orientation;
import io.sightline.image.Size;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.labels.Labels;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A picture of 80x40 that was halved and put in the middle of 64x64, as a letterbox does it. */
class YoloContractsTest {
  private static final FakeContext LETTERBOX =
      new FakeContext(
          FakeContext.model(List.of()),
          Geometry.of(new Size(80, 40), Orientation.UPRIGHT)
              .resize(new Size(40, 20))
              .pad(12, 22, new Size(64, 64)));

  private static TensorValue tensor(Shape shape, double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return TensorValue.of(floats, shape);
  }

  private static Detections detect(DetectionContract contract, TensorValue output) {
    return detect(contract, Map.of("out", output));
  }

  private static Detections detect(DetectionContract contract, Map<String, TensorValue> outputs) {
    Outputs given = Outputs.of(outputs);
    return ObjectDetection.of(contract).apply(given, LETTERBOX.giving(given));
  }

  private static void assertBox(Detection found, double... xyxy) {
    PixelBox box = found.box();
    assertThat(FakeContext.near(new float[] {box.xMin(), box.yMin(), box.xMax(), box.yMax()}, xyxy))
        .as(box.toString())
        .isTrue();
  }

  /**
   * Three boxes of two classes: the second is the first but for a pixel, the third is elsewhere.
   */
  private static final double[] COLUMNS = {
    32,
    33,
    20, // x
    32,
    32,
    30, // y
    20,
    20,
    8, // width
    10,
    10,
    4, // height
    0.9,
    0.8,
    0.1, // class 0
    0.2,
    0.3,
    0.7 // class 1
  };

  @Test
  void v8_letterbox_isUndone() {
    Detections found = detect(YoloContracts.v8(YoloUnit.PIXELS), tensor(Shape.of(6, 3), COLUMNS));

    assertThat(found.count()).isEqualTo(2);
    assertBox(found.get(0), 20, 10, 60, 30);
    assertThat(found.get(0).classId()).isZero();
    assertThat(found.get(0).score()).isEqualTo(0.9f);
    assertBox(found.get(1), 8, 12, 24, 20);
    assertThat(found.get(1).classId()).isEqualTo(1);
    assertThat(found.imageSize()).isEqualTo(new Size(80, 40));
  }

  @Test
  void v8_numbersThatAreNoScores_areRefused() {
    double[] points = COLUMNS.clone();
    points[16] = 33;

    assertThatExceptionOfType(ModelMismatchException.class)
        .isThrownBy(() -> detect(YoloContracts.v8(YoloUnit.PIXELS), tensor(Shape.of(6, 3), points)))
        .withMessageContaining("expected scores of at most 1 behind the box, found 33.0");
    assertThatExceptionOfType(ModelMismatchException.class)
        .isThrownBy(
            () ->
                detect(
                    YoloContracts.endToEnd(YoloUnit.PIXELS),
                    tensor(Shape.of(1, 6), 1, 2, 3, 4, 5, 0)))
        .withMessageContaining("found 5.0");
  }

  @Test
  void classCount_followsFromTheShape() {
    TensorSpec masks = FakeContext.floats("p", 1, 160, 160, 32);

    assertThat(
            YoloContracts.v8(YoloUnit.BY_VALUES)
                .classCount(
                    FakeContext.model(List.of(FakeContext.floats("o", 1, 116, 8400), masks))))
        .hasValue(80);
    assertThat(
            YoloContracts.v8Pose(17, 3, YoloUnit.BY_VALUES)
                .classCount(FakeContext.model(List.of(FakeContext.floats("o", 1, 56, 8400)))))
        .hasValue(1);
    ModelDescription v5 = FakeContext.model(List.of(FakeContext.floats("o", 1, 25200, 85)));
    assertThat(YoloContracts.v5(YoloUnit.BY_VALUES).classCount(v5)).hasValue(80);
    assertThatExceptionOfType(ModelMismatchException.class)
        .isThrownBy(
            () ->
                ObjectDetection.of(YoloContracts.v5(YoloUnit.BY_VALUES))
                    .labels(Labels.of(Collections.nCopies(90, "a name")))
                    .bind(v5))
        .withMessageContaining("expected 80 names, found 90");
  }

  @Test
  void v8_keepsAsManyAsUltralyticsDoes() {
    int count = 500;
    double[] columns = new double[5 * count];
    for (int i = 0; i < count; i++) {
      int row = i / 25;
      columns[i] = i % 25 * 2.5;
      columns[count + i] = row * 2.5;
      columns[2 * count + i] = 2;
      columns[3 * count + i] = 2;
      columns[4 * count + i] = 0.3 + i / 1000.0;
    }
    Detections found =
        detect(YoloContracts.v8(YoloUnit.PIXELS), tensor(Shape.of(5, count), columns));

    assertThat(found.count()).isEqualTo(300);
    assertThat(found.get(299).score()).isEqualTo((float) (0.3 + 200 / 1000.0));
  }

  @Test
  void v8_rowsOrFractions_areTheSameDetections() {
    double[] rows = new double[18];
    double[] fractions = COLUMNS.clone();
    for (int box = 0; box < 3; box++) {
      for (int i = 0; i < 6; i++) {
        rows[6 * box + i] = COLUMNS[3 * i + box];
      }
    }
    for (int i = 0; i < 12; i++) {
      fractions[i] /= 64;
    }
    Detections expected =
        detect(YoloContracts.v8(YoloUnit.PIXELS), tensor(Shape.of(6, 3), COLUMNS));

    assertThat(detect(YoloContracts.v8Rows(YoloUnit.PIXELS), tensor(Shape.of(3, 6), rows)))
        .isEqualTo(expected);
    Detections normalized =
        detect(YoloContracts.v8(YoloUnit.NORMALIZED), tensor(Shape.of(6, 3), fractions));
    assertThat(normalized.classIds()).isEqualTo(expected.classIds());
    assertThat(FakeContext.near(normalized.boxes(), 20, 10, 60, 30, 8, 12, 24, 20)).isTrue();
    assertThat(detect(YoloContracts.v8(YoloUnit.BY_VALUES), tensor(Shape.of(6, 3), fractions)))
        .isEqualTo(normalized);
    assertThat(detect(YoloContracts.v8(YoloUnit.BY_VALUES), tensor(Shape.of(6, 3), COLUMNS)))
        .isEqualTo(expected);
  }

  @Test
  void v8_equalScores_takeTheFirstClass() {
    Detections found =
        detect(
            YoloContracts.v8(YoloUnit.PIXELS), tensor(Shape.of(7, 1), 32, 32, 4, 4, 0.5, 0.5, 0.5));

    assertThat(found.classIds()).containsExactly(0);
  }

  @Test
  void v8_minimumScore_isStrict() {
    DetectionContract contract = YoloContracts.v8(YoloUnit.PIXELS);

    assertThat(detect(contract, tensor(Shape.of(5, 1), 32, 32, 4, 4, 0.25)).isEmpty()).isTrue();
    assertThat(detect(contract, tensor(Shape.of(5, 1), 32, 32, 4, 4, 0.2500001)).count())
        .isEqualTo(1);
    assertThat(detect(contract, tensor(Shape.of(5, 1), 32, 32, 4, 4, Double.NaN)).isEmpty())
        .isTrue();
  }

  @Test
  void v5_objectness_isMultiplied() {
    Detections found =
        detect(
            YoloContracts.v5(YoloUnit.NORMALIZED),
            tensor(
                Shape.of(3, 7),
                new double[] {
                  0.5, 0.5, 0.25, 0.125, 0.5, 0.8, 0.9, // 0.45
                  0.5, 0.5, 0.25, 0.125, 0.2, 1, 1, // objectness does not suffice
                  0.25, 0.5, 0.125, 0.125, 0.9, 0.2, 0.1 // the product does not suffice
                }));

    assertThat(found.count()).isEqualTo(1);
    assertThat(found.get(0).score()).isEqualTo(0.5f * 0.9f);
    assertThat(found.get(0).classId()).isEqualTo(1);
    assertBox(found.get(0), 24, 12, 56, 28);
  }

  @Test
  void v8Pose_pointsFollowTheScores() {
    Detections found =
        detect(
            YoloContracts.v8Pose(2, 3, YoloUnit.PIXELS),
            tensor(Shape.of(11, 1), 32, 32, 20, 10, 0.9, 32, 32, 0.75, 22, 27, 0.5));

    Keypoints points = found.get(0).keypoints().orElseThrow();
    assertThat(points.x(0)).isEqualTo(40);
    assertThat(points.y(0)).isEqualTo(20);
    assertThat(points.x(1)).isEqualTo(20);
    assertThat(points.y(1)).isEqualTo(10);
    assertThat(points.score(1)).hasValue(0.5);
  }

  @Test
  void v8Masks_prototypesFirstOrLast_areTheSame() {
    int cells = 16 * 16;
    float[] last = new float[2 * cells];
    float[] first = new float[2 * cells];
    for (int cell = 0; cell < cells; cell++) {
      float left = cell % 16 < 8 ? 4 : -4;
      last[2 * cell] = left;
      last[2 * cell + 1] = 1;
      first[cell] = left;
      first[cells + cell] = 1;
    }
    TensorValue heads = tensor(Shape.of(7, 1), 32, 32, 20, 10, 0.9, 1, -0.5);
    DetectionContract contract = YoloContracts.v8(YoloUnit.PIXELS);

    Detections found =
        detect(contract, Map.of("a", heads, "b", TensorValue.of(last, Shape.of(16, 16, 2))));
    BitMask mask = found.get(0).mask().orElseThrow().bits();

    assertThat(mask.get(25, 20)).as("left of the middle, in the box").isTrue();
    assertThat(mask.get(55, 20)).as("right of the middle").isFalse();
    assertThat(mask.get(10, 20)).as("left of the box").isFalse();
    assertThat(
            detect(contract, Map.of("a", heads, "b", TensorValue.of(first, Shape.of(2, 16, 16)))))
        .isEqualTo(found);
  }

  @Test
  void endToEnd_paddingIsLeftOut() {
    Detections found =
        detect(
            YoloContracts.endToEnd(YoloUnit.BY_VALUES),
            tensor(Shape.of(2, 6), 22, 27, 42, 37, 0.4, 3, 0, 0, 0, 0, 0, 0));

    assertThat(found.count()).isEqualTo(1);
    assertBox(found.get(0), 20, 10, 60, 30);
    assertThat(found.get(0).classId()).isEqualTo(3);
  }

  @Test
  void endToEndPose_pointsFollowTheClass() {
    Detections found =
        detect(
            YoloContracts.endToEndPose(1, 2, YoloUnit.PIXELS),
            tensor(Shape.of(1, 8), 22, 27, 42, 37, 0.4, 0, 32, 32));

    assertThat(found.get(0).keypoints().orElseThrow().x(0)).isEqualTo(40);
  }

  @Test
  void apply_tooFewNumbers_isRefused() {
    assertThatExceptionOfType(ModelMismatchException.class)
        .isThrownBy(
            () -> detect(YoloContracts.v8(YoloUnit.PIXELS), tensor(Shape.of(4, 1), 1, 1, 1, 1)))
        .withMessageContaining("at least 5 numbers a box");
    assertThatExceptionOfType(ModelMismatchException.class)
        .isThrownBy(
            () ->
                detect(
                    YoloContracts.endToEnd(YoloUnit.PIXELS),
                    tensor(Shape.of(1, 5), 1, 1, 1, 1, 1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> YoloContracts.v8Pose(0, 3, YoloUnit.PIXELS));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> YoloContracts.v8Pose(17, 4, YoloUnit.PIXELS));
  }

  @Test
  void unit_atTwo_isNormalized() {
    assertThat(YoloUnit.BY_VALUES.of(FloatMatrix.of(new float[] {0, 2, 1, 1}, 4)))
        .isEqualTo(BoxUnit.RELATIVE);
    assertThat(YoloUnit.BY_VALUES.of(FloatMatrix.of(new float[] {0, 2.5f, 1, 1}, 4)))
        .isEqualTo(BoxUnit.PIXELS);
  }
}
