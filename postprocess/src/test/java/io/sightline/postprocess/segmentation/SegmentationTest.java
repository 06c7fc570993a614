package io.sightline.postprocess.segmentation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.Outputs;
import io.sightline.error.ModelMismatchException;
import io.sightline.error.ModelRunException;
import io.sightline.image.Geometry;
import io.sightline.image.Orientation;
import io.sightline.image.Size;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.labels.Label;
import io.sightline.postprocess.labels.Labels;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import io.sightline.testing.FakePostprocessContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentationTest {
  private static final Labels LABELS = Labels.of(List.of("none", "cat", "dog"));

  @ParameterizedTest
  @EnumSource(names = {"INT32", "INT64", "UINT8", "FLOAT32"})
  void apply_ids_ofAnyType_areTaken(ElementType type) {
    ModelDescription model = model(new TensorSpec("map", type, Shape.of(1, 2, 3)));
    Segmentation step = Segmentation.fromModel().labels(LABELS).kind(MapKind.CLASS_IDS);

    SegmentationMap map = apply(step, model, value(type, Shape.of(1, 2, 3), 0, 1, 2, 2, 1, 2));

    assertThat(map.size()).isEqualTo(new Size(3, 2));
    assertThat(map.id(2, 0)).hasValue(2);
    assertThat(map.id(1, 1)).hasValue(1);
    assertThat(map.classes())
        .containsExactly(
            new ClassArea(0, "none", 1), new ClassArea(1, "cat", 2), new ClassArea(2, "dog", 3));
    assertThat(map).hasToString("3x2: none 1, cat 2, dog 3");
  }

  @Test
  void apply_truthValues_areForegroundAndBackground() {
    ModelDescription model = model(new TensorSpec("map", ElementType.BOOL, Shape.of(1, 2, 2)));
    TensorValue value =
        TensorValue.ofBooleans(new boolean[] {true, false, false, true}, Shape.of(2, 2));

    assertThat(apply(Segmentation.fromModel(), model, value))
        .isEqualTo(SegmentationMap.of(new Size(2, 2), new int[] {1, 0, 0, 1}));
    assertThat(
            apply(Segmentation.fromModel().kind(MapKind.FOREGROUND).threshold(0.5f), model, value))
        .isEqualTo(SegmentationMap.of(new Size(2, 2), new int[] {1, 0, 0, 1}));
  }

  @Test
  void apply_largeMap_sameAsRowByRow() {
    Random random = new Random(8);
    int width = 311;
    int height = 173;
    int classes = 21;
    float[] last = new float[width * height * classes]; // enough to be shared among the cores
    for (int i = 0; i < last.length; i++) {
      last[i] = random.nextInt(9);
    }
    SegmentationMap expected =
        SegmentationMap.of(new Size(width, height), naiveArgMax(last, classes));
    ModelDescription model = model(floats("map", 1, -1, -1, -1));

    assertThat(
            apply(
                Segmentation.fromModel().classAxis(ClassAxis.LAST),
                model,
                TensorValue.of(last, Shape.of(height, width, classes))))
        .isEqualTo(expected);
    assertThat(
            apply(
                Segmentation.fromModel().classAxis(ClassAxis.FIRST),
                model,
                TensorValue.of(planes(last, classes), Shape.of(classes, height, width))))
        .isEqualTo(expected);
    last[last.length - 5] = Float.NaN;
    assertThatThrownBy(
            () ->
                apply(
                    Segmentation.fromModel().classAxis(ClassAxis.LAST),
                    model,
                    TensorValue.of(last, Shape.of(height, width, classes))))
        .isInstanceOf(ModelRunException.class)
        .hasMessageContaining("found NaN");
  }

  @Test
  void apply_ids_withAxesOfLengthOne_areTaken() {
    for (Shape shape : List.of(Shape.of(2, 3), Shape.of(2, 3, 1), Shape.of(1, 2, 3, 1))) {
      ModelDescription model = model(new TensorSpec("map", ElementType.INT32, shape));

      assertThat(
              apply(
                      Segmentation.fromModel(),
                      model,
                      value(ElementType.INT32, shape, 0, 1, 2, 2, 1, 2))
                  .size())
          .isEqualTo(new Size(3, 2));
    }
  }

  @Test
  void apply_scores_bothLayouts_sameMap() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      int width = 1 + random.nextInt(17);
      int height = 1 + random.nextInt(11);
      int classes = 2 + random.nextInt(20);
      float[] last = new float[width * height * classes];
      for (int i = 0; i < last.length; i++) {
        last[i] = random.nextInt(9) - 4 + (random.nextInt(50) == 0 ? Float.NEGATIVE_INFINITY : 0);
      }
      int[] expected = naiveArgMax(last, classes);

      SegmentationMap map =
          apply(
              Segmentation.fromModel().classAxis(ClassAxis.LAST),
              model(floats("map", 1, -1, -1, -1)),
              TensorValue.of(last, Shape.of(height, width, classes)));
      SegmentationMap transposed =
          apply(
              Segmentation.fromModel().classAxis(ClassAxis.FIRST),
              model(floats("map", 1, -1, -1, -1)),
              TensorValue.of(planes(last, classes), Shape.of(1, classes, height, width)));

      assertThat(map).isEqualTo(SegmentationMap.of(new Size(width, height), expected));
      assertThat(transposed).isEqualTo(map);
    }
  }

  private static int[] naiveArgMax(float[] scores, int classes) {
    int[] best = new int[scores.length / classes];
    for (int i = 0; i < best.length; i++) {
      for (int c = classes - 1; c >= 0; c--) {
        if ((double) scores[i * classes + c] >= scores[i * classes + best[i]]) {
          best[i] = c;
        }
      }
    }
    return best;
  }

  private static float[] planes(float[] last, int classes) {
    float[] planes = new float[last.length];
    int pixels = last.length / classes;
    for (int i = 0; i < pixels; i++) {
      for (int c = 0; c < classes; c++) {
        planes[c * pixels + i] = last[i * classes + c];
      }
    }
    return planes;
  }

  @Test
  void bind_classAxis_isFoundByEqualSidesLabelsOrInput() {
    float[] scores = new float[3 * 3 * 2];
    scores[1] = 1; // last axis: class 1 of the first pixel; first axis: class 0 of the second

    assertThat(apply(Segmentation.fromModel(), model(floats("map", 1, 3, 3, 2)), scores).pixels(1))
        .isEqualTo(1);
    assertThat(apply(Segmentation.fromModel(), model(floats("map", 1, 2, 3, 3)), scores).pixels(1))
        .isZero();
    assertThat(
            apply(
                    Segmentation.fromModel().labels(Labels.of(List.of("a", "b"))),
                    model(floats("map", 1, 3, 3, 2)),
                    scores)
                .label(1))
        .isEqualTo("b");
    ModelDescription oblong =
        ModelDescription.builder("model", "test")
            .inputs(List.of(floats("input", 1, 8, 8, 3)))
            .outputs(List.of(floats("map", 1, 3, 2, 4)))
            .build();
    assertThat(apply(Segmentation.fromModel(), oblong, new float[24]).size())
        .isEqualTo(new Size(2, 3));
  }

  @Test
  void bind_unclearClassAxis_isAskedFor() {
    assertThatThrownBy(() -> Segmentation.fromModel().bind(model(floats("map", 1, 30, 20, 40))))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("'map'")
        .hasMessageContaining("[1, 30, 20, 40]")
        .hasMessageContaining(".classAxis(ClassAxis.LAST)");
  }

  @Test
  void bind_wrongNumberOfLabels_isRefused() {
    assertThatThrownBy(
            () -> Segmentation.fromModel().labels(LABELS).bind(model(floats("map", 1, 9, 9, 21))))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("expected those of 21 classes, 0 to 20, found 3 labels");
  }

  @Test
  void labels_withoutTheBackground_areAligned() {
    Labels map = Labels.ofEntries(List.of(Label.of(1, "cat"), Label.of(2, "dog")));

    SegmentationMap found =
        apply(
            Segmentation.fromModel().labels(map), model(floats("map", 1, 2, 2, 3)), new float[12]);

    assertThat(found.label(0)).isEqualTo("background");
    assertThat(found.label(2)).isEqualTo("dog");
    assertThatThrownBy(
            () -> Segmentation.fromModel().labels(map).bind(model(floats("map", 1, 4, 4, 2))))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("0 to 1");
  }

  @Test
  void bind_noMapOrSeveral_listsTheOutputs() {
    assertThatThrownBy(() -> Segmentation.fromModel().bind(model(floats("scores", -1, 10))))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("scores: float32 [?, 10]");
    assertThatThrownBy(
            () ->
                Segmentation.fromModel()
                    .bind(model(floats("a", 1, 9, 9, 2), floats("b", 1, 9, 9, 2))))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining(".output(\"...\")");
  }

  @Test
  void bind_idsBesideScores_areTaken() {
    ModelDescription model =
        model(
            new TensorSpec("ids", ElementType.INT64, Shape.of(1, 2, 2)),
            floats("scores", 1, 2, 2, 5));
    Outputs outputs =
        Outputs.of(
            Map.of(
                "ids", TensorValue.of(new long[] {0, 1, 2, 3}, Shape.of(2, 2)),
                "scores", TensorValue.of(new float[20], Shape.of(2, 2, 5))));

    assertThat(
            Segmentation.fromModel().bind(model).apply(outputs, FakePostprocessContext.of(model)))
        .isEqualTo(SegmentationMap.of(new Size(2, 2), new int[] {0, 1, 2, 3}));
  }

  @Test
  void apply_foreground_isAboveTheThreshold() {
    ModelDescription sigmoid = ending("Sigmoid", floats("mask", 1, 2, 2, 1));
    TensorValue scores =
        TensorValue.of(new float[] {0.4f, 0.5f, Math.nextUp(0.5f), 0.9f}, Shape.of(2, 2, 1));

    assertThat(apply(Segmentation.fromModel(), sigmoid, scores))
        .isEqualTo(SegmentationMap.of(new Size(2, 2), new int[] {0, 0, 1, 1}));
    assertThat(apply(Segmentation.fromModel().threshold(0.8f), sigmoid, scores).pixels(1))
        .isEqualTo(1);
    assertThat(
            apply(
                    Segmentation.fromModel().kind(MapKind.FOREGROUND).threshold(127),
                    model(new TensorSpec("mask", ElementType.UINT8, Shape.of(1, 2, 2))),
                    TensorValue.ofUint8(
                        new byte[] {0, 127, (byte) 128, (byte) 255}, Shape.of(2, 2)))
                .pixels(1))
        .isEqualTo(2);
  }

  @Test
  void bind_foregroundOfUnknownScale_isAskedFor() {
    ModelDescription logits = ending("BiasAdd", floats("mask", 1, 2, 2, 1));

    assertThatThrownBy(() -> Segmentation.fromModel().bind(logits))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining(".threshold(0)");
    assertThatThrownBy(() -> Segmentation.fromModel().kind(MapKind.FOREGROUND).bind(logits))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("BiasAdd");
  }

  @Test
  void apply_unusableNumbers_areRefused() {
    ModelDescription scores = model(floats("map", 1, 1, 1, 3));
    for (int at = 0; at < 3; at++) {
      float[] withNan = {1, 2, 3};
      withNan[at] = Float.NaN;
      assertThatThrownBy(
              () ->
                  apply(
                      Segmentation.fromModel().classAxis(ClassAxis.LAST),
                      scores,
                      TensorValue.of(withNan, Shape.of(1, 1, 3))))
          .isInstanceOf(ModelRunException.class)
          .hasMessageContaining("NaN");
      assertThatThrownBy(
              () ->
                  apply(
                      Segmentation.fromModel().classAxis(ClassAxis.FIRST),
                      scores,
                      TensorValue.of(withNan, Shape.of(3, 1, 1))))
          .isInstanceOf(ModelRunException.class)
          .hasMessageContaining("NaN");
    }
    ModelDescription ids = model(new TensorSpec("map", ElementType.INT32, Shape.of(1, 1, 2)));
    assertThatThrownBy(
            () ->
                apply(
                    Segmentation.fromModel(),
                    ids,
                    TensorValue.of(new int[] {0, -1}, Shape.of(1, 2))))
        .isInstanceOf(ModelRunException.class)
        .hasMessageContaining("found -1");
    assertThatThrownBy(
            () ->
                apply(
                    Segmentation.fromModel().kind(MapKind.CLASS_IDS),
                    model(floats("map", 1, 1, 2)),
                    TensorValue.of(new float[] {0, 0.5f}, Shape.of(1, 2))))
        .isInstanceOf(ModelRunException.class)
        .hasMessageContaining("found 0.5");
  }

  @Test
  void apply_whatSeemsWrong_isReportedOnce() {
    ModelDescription mask = model(floats("mask", 1, 2, 2, 1));
    Segmentation threshold = Segmentation.fromModel().threshold(0.5f);
    ModelDescription ids = model(new TensorSpec("map", ElementType.UINT8, Shape.of(1, 1, 4)));
    Segmentation named = Segmentation.fromModel().labels(LABELS);

    assertThat(logOf(threshold, mask, TensorValue.of(new float[] {-3, 0, 1, 4}, Shape.of(2, 2))))
        .containsOnlyOnce("are no probabilities")
        .contains("found -3.0 to 4.0")
        .contains(".threshold(0)");
    assertThat(logOf(threshold, mask, TensorValue.of(new float[] {0, 0, 1, 1}, Shape.of(2, 2))))
        .isEmpty();
    assertThat(logOf(named, ids, value(ElementType.UINT8, Shape.of(1, 4), 0, 3, 255, 1)))
        .containsOnlyOnce("expected a name for the id 3, found 3 labels");
    assertThat(logOf(named, ids, value(ElementType.UINT8, Shape.of(1, 4), 0, 2, 255, 1))).isEmpty();
  }

  /** What is logged when a step is applied twice. */
  private static String logOf(Segmentation step, ModelDescription model, TensorValue value) {
    Segmentation bound = step.bind(model);
    Outputs outputs = Outputs.of(Map.of(model.outputs().get(0).name(), value));
    PrintStream original = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, UTF_8));
    try {
      for (int i = 0; i < 2; i++) {
        assertThat(bound.apply(outputs, FakePostprocessContext.of(model))).isNotNull();
      }
    } finally {
      System.setErr(original);
    }
    return log.toString(UTF_8);
  }

  @Test
  void apply_inSource_equalsResizedScores() {
    Random random = new Random(11);
    for (int round = 0; round < 100; round++) {
      Size map = new Size(1 + random.nextInt(9), 1 + random.nextInt(9));
      Size source = new Size(1 + random.nextInt(40), 1 + random.nextInt(40));
      int classes = 2 + random.nextInt(5);
      float[] scores = new float[(int) map.pixels() * classes];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = random.nextFloat();
      }
      Geometry geometry = Geometry.of(source, Orientation.UPRIGHT).resize(new Size(33, 47));

      SegmentationMap found =
          applyWith(
              geometry,
              Segmentation.fromModel().classAxis(ClassAxis.LAST).inSource(),
              model(floats("map", 1, -1, -1, -1)),
              TensorValue.of(scores, Shape.of(map.height(), map.width(), classes)));

      assertThat(found.size()).isEqualTo(source);
      for (int y = 0; y < source.height(); y++) {
        for (int x = 0; x < source.width(); x++) {
          double[] expected = bilinear(scores, map, classes, source, x, y);
          double highest = Arrays.stream(expected).max().orElseThrow();
          assertThat(expected[found.id(x, y).orElseThrow()]).isGreaterThan(highest - 1e-5);
        }
      }
    }
  }

  /** Bilinear interpolation between centres, in double precision. */
  private static double[] bilinear(
      float[] scores, Size map, int classes, Size source, int x, int y) {
    double column =
        Math.min(map.width() - 1.0, Math.max(0, (x + 0.5) * map.width() / source.width() - 0.5));
    double row =
        Math.min(map.height() - 1.0, Math.max(0, (y + 0.5) * map.height() / source.height() - 0.5));
    double[] result = new double[classes];
    for (int c = 0; c < classes; c++) {
      for (int j = 0; j < map.height(); j++) {
        for (int i = 0; i < map.width(); i++) {
          double weight =
              Math.max(0, 1 - Math.abs(column - i)) * Math.max(0, 1 - Math.abs(row - j));
          result[c] += weight * scores[(j * map.width() + i) * classes + c];
        }
      }
    }
    return result;
  }

  @Test
  void apply_inSource_withoutGeometry_saysWhatIsMissing() {
    assertThatThrownBy(
            () ->
                apply(
                    Segmentation.fromModel().inSource(),
                    model(new TensorSpec("map", ElementType.INT32, Shape.of(1, 1, 2))),
                    TensorValue.of(new int[2], Shape.of(1, 2))))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("geometry");
  }

  @Test
  void toString_allSettings_namesThem() {
    assertThat(Segmentation.fromModel()).hasToString("segmentation");
    assertThat(
            Segmentation.fromModel()
                .output("map")
                .kind(MapKind.CLASS_SCORES)
                .classAxis(ClassAxis.LAST)
                .threshold(0.4f)
                .inSource())
        .hasToString("segmentation of map, CLASS_SCORES, classes LAST, above 0.4, in the picture");
  }

  @Test
  void setters_twiceOrWrong_areRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Segmentation.fromModel().output("a").output("b"))
        .withMessageContaining("to a");
    assertThatIllegalStateException()
        .isThrownBy(() -> Segmentation.fromModel().labels(LABELS).labels(LABELS))
        .withMessageContaining("3 labels");
    assertThatIllegalStateException()
        .isThrownBy(
            () -> Segmentation.fromModel().kind(MapKind.CLASS_IDS).kind(MapKind.CLASS_SCORES))
        .withMessageContaining("CLASS_IDS");
    assertThatIllegalStateException()
        .isThrownBy(
            () -> Segmentation.fromModel().classAxis(ClassAxis.LAST).classAxis(ClassAxis.LAST))
        .withMessageContaining("LAST");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Segmentation.fromModel().threshold(Float.NaN));
  }

  private static SegmentationMap apply(Segmentation step, ModelDescription model, float[] scores) {
    return apply(step, model, TensorValue.of(scores, model.outputs().get(0).shape().dropFirst()));
  }

  private static SegmentationMap apply(
      Segmentation step, ModelDescription model, TensorValue value) {
    return step.bind(model)
        .apply(
            Outputs.of(Map.of(model.outputs().get(0).name(), value)),
            FakePostprocessContext.of(model));
  }

  private static SegmentationMap applyWith(
      Geometry geometry, Segmentation step, ModelDescription model, TensorValue value) {
    return step.bind(model)
        .apply(
            Outputs.of(Map.of(model.outputs().get(0).name(), value)),
            FakePostprocessContext.of(model, geometry));
  }

  private static TensorValue value(ElementType type, Shape shape, int... numbers) {
    float[] floats = new float[numbers.length];
    long[] longs = new long[numbers.length];
    byte[] bytes = new byte[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      floats[i] = numbers[i];
      longs[i] = numbers[i];
      bytes[i] = (byte) numbers[i];
    }
    return switch (type) {
      case FLOAT32 -> TensorValue.of(floats, shape);
      case INT64 -> TensorValue.of(longs, shape);
      case UINT8 -> TensorValue.ofUint8(bytes, shape);
      default -> TensorValue.of(numbers, shape);
    };
  }

  private static TensorSpec floats(String name, long... lengths) {
    return new TensorSpec(name, ElementType.FLOAT32, Shape.of(lengths));
  }

  private static ModelDescription model(TensorSpec... outputs) {
    return ModelDescription.builder("model", "test").outputs(List.of(outputs)).build();
  }

  private static ModelDescription ending(String operation, TensorSpec output) {
    return ModelDescription.builder("model", "test")
        .outputs(List.of(output))
        .lastOperations(Map.of(output.name(), operation))
        .build();
  }
}
