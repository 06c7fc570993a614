package io.sightline.postprocess.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.sightline.Outputs;
import io.sightline.image.Geometry;
import io.sightline.image.Orientation;
import io.sightline.image.Size;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.labels.Labels;
import io.sightline.postprocess.segmentation.Segmentation;
import io.sightline.postprocess.segmentation.SegmentationMap;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import io.sightline.testing.FakePostprocessContext;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SegmentationEvaluatorTest {
  private static final Labels LABELS = Labels.of(List.of("ground", "horse", "person"));

  private static SegmentationMap map(int width, int... ids) {
    return SegmentationMap.of(new Size(width, ids.length / width), ids);
  }

  @Test
  void evaluation_randomMaps_isThatOfAPlainReference() {
    Random random = new Random(31);
    for (int round = 0; round < 100; round++) {
      int classes = 1 + random.nextInt(6);
      SegmentationEvaluator evaluator = SegmentationEvaluator.ofClasses(classes, 255);
      double[] both = new double[classes];
      double[] either = new double[classes];
      double right = 0;
      double counted = 0;
      for (int maps = 1 + random.nextInt(3); maps > 0; maps--) {
        int width = 1 + random.nextInt(17);
        int[] truth = new int[width * 11];
        int[] predicted = new int[truth.length];
        for (int i = 0; i < truth.length; i++) {
          truth[i] = random.nextInt(8) == 0 ? 255 : random.nextInt(classes);
          predicted[i] = random.nextBoolean() ? truth[i] % 255 : random.nextInt(classes);
          if (truth[i] != 255) {
            counted++;
            right += truth[i] == predicted[i] ? 1 : 0;
            for (int c = 0; c < classes; c++) {
              both[c] += truth[i] == c && predicted[i] == c ? 1 : 0;
              either[c] += truth[i] == c || predicted[i] == c ? 1 : 0;
            }
          }
        }
        evaluator.add(map(width, truth), map(width, predicted));
      }
      double sum = 0;
      int occurring = 0;
      for (int c = 0; c < classes; c++) {
        sum += either[c] == 0 ? 0 : both[c] / either[c];
        occurring += either[c] == 0 ? 0 : 1;
      }

      SegmentationEvaluation evaluation = evaluator.evaluation();

      assertThat(evaluation.pixelAccuracy().orElseThrow())
          .isCloseTo(right / counted, within(1e-12));
      assertThat(evaluation.meanIntersectionOverUnion().orElseThrow())
          .isCloseTo(sum / occurring, within(1e-12));
    }
  }

  @Test
  void add_ignoredPixels_areReportedBeside() {
    SegmentationEvaluator evaluator = SegmentationEvaluator.of(LABELS, 255);
    evaluator.add(map(3, 0, 1, 255, 1, 255, 0), map(3, 0, 1, 2, 0, 1, 0));
    SegmentationEvaluation evaluation = evaluator.evaluation();

    assertThat(evaluation.maps()).isEqualTo(1);
    assertThat(evaluation.ignoredPixels()).isEqualTo(2);
    assertThat(evaluation.unseenPixels()).isZero();
    assertThat(evaluation.confusionMatrix().total()).isEqualTo(4);
    assertThat(evaluation.confusionMatrix().metrics(1).intersectionOverUnion()).hasValue(0.5);
    assertThat(evaluation.confusionMatrix().metrics(2).intersectionOverUnion()).isEmpty();
    assertThat(evaluation).hasToString("1 maps, mean IoU 0.5833, pixel accuracy 0.7500");
    assertThat(evaluation.toJson())
        .startsWith(
            "{\"maps\":1,\"pixels\":4,\"ignored_pixels\":2,\"unseen_pixels\":0,"
                + "\"pixel_accuracy\":0.75,\"mean_iou\":0.58333")
        .contains("\"label\":\"person\",\"support\":0,\"predicted\":0,\"correct\":0,\"iou\":null}");
  }

  /** MeanIoU(num_classes=3, ignore_class=0) of Keras 3.15.1 gives 0.16666667. */
  @Test
  void add_ignoredClass_countsWhereItIsPredicted() {
    SegmentationEvaluator evaluator = SegmentationEvaluator.of(LABELS, 0);
    evaluator.add(map(2, 0, 1, 1, 2), map(2, 1, 1, 0, 0));

    assertThat(evaluator.evaluation().meanIntersectionOverUnion().orElseThrow())
        .isCloseTo(0.5 / 3, within(1e-15));
  }

  @Test
  void add_pixelsThatTheModelHasNotSeen_areReportedBeside() {
    TensorSpec output = new TensorSpec("map", ElementType.INT32, Shape.of(1, 1, 2));
    ModelDescription model =
        ModelDescription.builder("model", "test").outputs(List.of(output)).build();
    Geometry cropped = Geometry.of(new Size(4, 1), Orientation.UPRIGHT).crop(1, 0, new Size(2, 1));
    SegmentationMap predicted =
        Segmentation.fromModel()
            .bind(model)
            .apply(
                Outputs.of(Map.of("map", TensorValue.of(new int[] {1, 2}, Shape.of(1, 2)))),
                FakePostprocessContext.of(model, cropped))
            .toSource();
    SegmentationEvaluator evaluator = SegmentationEvaluator.of(LABELS, 255);
    evaluator.add(map(4, 1, 1, 1, 255), predicted);

    assertThat(evaluator.evaluation().unseenPixels()).isEqualTo(1);
    assertThat(evaluator.evaluation().ignoredPixels()).isEqualTo(1);
    assertThat(evaluator.evaluation().pixelAccuracy()).hasValue(0.5);
  }

  @Test
  void add_nothingCounted_isUndefined() {
    SegmentationEvaluator evaluator = SegmentationEvaluator.of(LABELS, 255);
    evaluator.add(map(1, 255), map(1, 1));

    assertThat(evaluator.evaluation().meanIntersectionOverUnion()).isEmpty();
    assertThat(evaluator.evaluation().pixelAccuracy()).isEmpty();
    assertThat(evaluator.evaluation()).hasToString("1 maps, no pixel was counted");
  }

  @Test
  void add_refused_changesNothing() {
    SegmentationEvaluator evaluator = SegmentationEvaluator.of(LABELS);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> evaluator.add(map(3, 0, 1, 2), map(1, 0, 1, 2)))
        .withMessageContaining("the truth has 3x1, the prediction 1x3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> evaluator.add(map(2, 0, 255), map(2, 0, 1)))
        .withMessage("The truth must have classes from 0 to 2: got 1 pixels of 255");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> evaluator.add(map(2, 0, 1), map(2, 0, 3)))
        .withMessageContaining("The prediction must have classes from 0 to 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SegmentationEvaluator.of(LABELS, 255).add(map(1, 0), map(1, 255)));
    assertThatIllegalArgumentException().isThrownBy(() -> SegmentationEvaluator.of(LABELS, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> SegmentationEvaluator.of(LABELS, 65535));

    assertThat(evaluator.evaluation().maps()).isZero();
    assertThat(evaluator.evaluation().confusionMatrix().total()).isZero();
  }
}
