package io.sightline.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.error.ModelMismatchException;
import io.sightline.error.PredictorClosedException;
import io.sightline.model.Feed;
import io.sightline.model.ModelSession;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import io.sightline.testing.TestData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

class TensorFlowSessionTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5})
  void run_wrongRankForAConvolution_isRefusedAndTheProcessLives(int rank) {
    TensorValue ones = TensorValue.of(ones(1 << rank), Shape.of(shape(rank)));
    Path known = TestModels.convolution(directory);

    try (ModelSession session = TestModels.open(known)) {
      assertThatThrownBy(() -> TestModels.run(session, "image", ones))
          .isInstanceOf(ModelMismatchException.class)
          .hasMessageContaining("expected float32 [?, 8, 8, 3], found float32 " + ones.shape());
      assertThat(sumOfOnes(session)).isEqualTo(27);
    }
    Path unknown = TestModels.convolution(directory, org.tensorflow.ndarray.Shape.unknown());
    try (ModelSession session = TestModels.open(unknown)) {
      assertThat(session.description().inputs().get(0).shape()).isEqualTo(Shape.unknown());
      assertThatThrownBy(() -> TestModels.run(session, "image", ones))
          .isInstanceOf(ModelMismatchException.class)
          .hasMessageContaining("expected float32 [?, ?, ?, ?]");
      assertThat(sumOfOnes(session)).isEqualTo(27);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 5})
  void run_wrongRankForAConvolutionInsideAFunction_isRefusedAndTheProcessLives(int rank) {
    Path model =
        TestData.project().resolve("tensorflow/src/test/resources/unknown_rank_inside_a_function");
    TensorValue ones = TensorValue.of(ones(1 << rank), Shape.of(shape(rank)));

    try (ModelSession session = TestModels.open(model)) {
      assertThatThrownBy(() -> TestModels.run(session, "x", ones))
          .isInstanceOf(ModelMismatchException.class)
          .hasMessageContaining("expected float32 [?, ?, ?, ?]");
      TensorValue image = TensorValue.of(ones(192), Shape.of(1, 8, 8, 3));
      assertThat(TestModels.run(session, "x", image).get("y").shape())
          .isEqualTo(Shape.of(1, 6, 6, 1));
    }
  }

  private static float sumOfOnes(ModelSession session) {
    TensorValue image = TensorValue.of(ones(192), Shape.of(1, 8, 8, 3));
    return TestModels.run(session, "image", image).get("sum").floats()[0];
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static long[] shape(int rank) {
    long[] lengths = new long[rank];
    Arrays.fill(lengths, 2);
    return lengths;
  }

  @Test
  void run_wrongTypeLengthOrName_isRefused() {
    try (ModelSession session = TestModels.open(TestModels.convolution(directory))) {
      assertThatThrownBy(
              () ->
                  TestModels.run(
                      session, "image", TensorValue.ofUint8(new byte[192], Shape.of(1, 8, 8, 3))))
          .isInstanceOf(ModelMismatchException.class)
          .hasMessageContaining("found uint8 [1, 8, 8, 3]");
      assertThatThrownBy(
              () ->
                  TestModels.run(
                      session, "image", TensorValue.of(new float[168], Shape.of(1, 7, 8, 3))))
          .isInstanceOf(ModelMismatchException.class)
          .hasMessageContaining("[?, 8, 8, 3]");
      assertThatThrownBy(() -> session.run(Map.of()))
          .isInstanceOf(ModelMismatchException.class)
          .hasMessageContaining("The input 'image'");
      TensorValue image = TensorValue.of(new float[192], Shape.of(1, 8, 8, 3));
      assertThatThrownBy(
              () -> session.run(Map.of("image", Feed.of(image), "imgae", Feed.of(image))))
          .isInstanceOf(ModelMismatchException.class)
          .hasMessageContaining("no input 'imgae'");
    }
  }

  @Test
  void run_everySupportedType_comesBackAsItWas() {
    Map<Class<? extends TType>, TensorValue> values =
        Map.of(
            TFloat32.class, TensorValue.of(new float[] {1.5f, Float.NaN}, Shape.of(2)),
            TFloat64.class, TensorValue.of(new double[] {1e300, -0.0}, Shape.of(2)),
            TInt32.class, TensorValue.of(new int[] {Integer.MIN_VALUE, 7}, Shape.of(2)),
            TInt64.class, TensorValue.of(new long[] {Long.MAX_VALUE, -1}, Shape.of(2)),
            TUint8.class, TensorValue.ofUint8(new byte[] {-1, 7}, Shape.of(2)),
            TUint16.class, zerosLike(ElementType.UINT16),
            TFloat16.class, zerosLike(ElementType.FLOAT16),
            TBfloat16.class, zerosLike(ElementType.BFLOAT16),
            TBool.class, TensorValue.ofBooleans(new boolean[] {true, false}, Shape.of(2)),
            TString.class, TensorValue.ofStrings(List.of("", "Grüße"), Shape.of(2)));

    values.forEach(
        (type, value) -> {
          Path file =
              TestModels.frozen(
                  directory.resolve(type.getSimpleName() + ".pb"),
                  tf -> tf.withName("y").identity(tf.withName("x").placeholder(type)));
          try (ModelSession session = TestModels.open(file)) {
            assertThat(TestModels.run(session, "x", value)).containsEntry("y", value);
          }
        });
  }

  private static TensorValue zerosLike(ElementType type) {
    return TensorValue.zeros(type, Shape.of(2));
  }

  @Test
  void run_stackedParts_areLaidOneBehindTheOther() {
    Path file =
        TestModels.frozen(
            directory.resolve("same.pb"),
            tf -> tf.withName("y").identity(tf.withName("x").placeholder(TFloat32.class)));
    TensorValue first = TestModels.floats(Shape.of(3), 1, 2, 3);
    TensorValue second = TestModels.floats(Shape.of(3), 4, 5, 6);

    try (ModelSession session = TestModels.open(file)) {
      assertThat(session.run(Map.of("x", Feed.stack(List.of(first, second)))))
          .containsEntry("y", TestModels.floats(Shape.of(2, 3), 1, 2, 3, 4, 5, 6));
    }
  }

  @Test
  void run_emptyTensor_givesAnEmptyTensor() {
    try (ModelSession session = TestModels.open(TestModels.savedModel(directory.resolve("m")))) {
      assertThat(TestModels.run(session, "x", TestModels.floats(Shape.of(0, 2))))
          .containsEntry("y", TestModels.floats(Shape.of(0, 2)));
    }
  }

  @Test
  void close_twice_isHarmless_andUseAfterItIsOurException() {
    ModelSession session = TestModels.open(TestModels.savedModel(directory.resolve("m")));
    session.close();
    session.close();

    assertThatThrownBy(() -> TestModels.run(session, "x", TestModels.floats(Shape.of(1, 2), 1, 2)))
        .isInstanceOf(PredictorClosedException.class);
    assertThat(session.description().inputs()).hasSize(1);
  }

  @Test
  void run_eightThreads_giveTheBitsOfOne() throws Exception {
    try (ModelSession session = TestModels.open(TestModels.convolution(directory))) {
      List<TensorValue> images = randomImages(64);
      List<TensorValue> expected = new ArrayList<>();
      for (TensorValue image : images) {
        expected.add(TestModels.run(session, "image", image).get("sum"));
      }
      ExecutorService threads = Executors.newFixedThreadPool(8);
      try {
        List<Callable<TensorValue>> calls = new ArrayList<>();
        for (int round = 0; round < 10; round++) {
          images.forEach(
              image -> calls.add(() -> TestModels.run(session, "image", image).get("sum")));
        }
        List<Future<TensorValue>> results = threads.invokeAll(calls);
        for (int i = 0; i < results.size(); i++) {
          assertThat(results.get(i).get()).isEqualTo(expected.get(i % expected.size()));
        }
      } finally {
        threads.shutdownNow();
      }
    }
  }

  private static List<TensorValue> randomImages(int count) {
    Random random = new Random(42);
    List<TensorValue> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] pixels = new float[192];
      for (int j = 0; j < pixels.length; j++) {
        pixels[j] = random.nextFloat();
      }
      images.add(TensorValue.of(pixels, Shape.of(1, 8, 8, 3)));
    }
    return images;
  }
}
