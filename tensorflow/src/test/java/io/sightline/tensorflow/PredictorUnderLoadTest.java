package io.sightline.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.Prediction;
import io.sightline.Predictor;
import io.sightline.PreprocessContext;
import io.sightline.Sample;
import io.sightline.error.ModelMismatchException;
import io.sightline.error.OverloadException;
import io.sightline.error.PredictorClosedException;
import io.sightline.tensor.Shape;
import io.sightline.testing.SightlineThreads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many callers, cancellations, wrong inputs and closes with a real engine below. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PredictorUnderLoadTest {
  private static final int CALLERS = 8;
  private static final int CALLS = 40;
  private static final int PREDICTORS = 12;

  @TempDir Path directory;

  /** What the model makes of a picture that holds one number everywhere: 27 times as much. */
  private static Predictor<Integer, Integer> open(Path model) {
    return Predictor.builder()
        .model(model)
        .preprocess((Integer number, PreprocessContext context) -> picture(number))
        .postprocess((outputs, context) -> Math.round(outputs.floats("sum")[0]))
        .build();
  }

  /** A picture of 8x8, or, for every tenth number, of a size that the model refuses. */
  private static Sample picture(int number) {
    int height = isWrong(number) ? 9 : 8;
    float[] pixels = new float[height * 8 * 3];
    Arrays.fill(pixels, number);
    return Sample.of("image", pixels, Shape.of(height, 8, 3));
  }

  private static boolean isWrong(int number) {
    return number % 10 == 3;
  }

  @Test
  void predictor_callsOfAllKindsAndACloseAmongThem_leaveNoThreadAndNoTensor() throws Exception {
    Path model = TestModels.convolution(directory);
    SightlineThreads threads = SightlineThreads.watch();
    load(model, 0); // after which the engine has what it keeps
    long pointers = Pointer.totalCount();
    long bytes = Pointer.totalBytes();

    for (int seed = 1; seed <= PREDICTORS; seed++) {
      load(model, seed);
    }

    assertThat(threads.remaining()).isEmpty();
    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(pointers);
    assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(bytes);
  }

  private static void load(Path model, int seed) throws Exception {
    try (Predictor<Integer, Integer> predictor = open(model)) {
      List<CompletableFuture<Void>> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        Random random = new Random(seed * CALLERS + i);
        boolean closes = i == 0 && seed % 2 == 1;
        callers.add(CompletableFuture.runAsync(() -> call(predictor, random, closes)));
      }
      for (CompletableFuture<Void> caller : callers) {
        assertThat(caller.get(60, TimeUnit.SECONDS)).isNull();
      }
    }
  }

  private static void call(Predictor<Integer, Integer> predictor, Random random, boolean closes) {
    for (int i = 0; i < CALLS; i++) {
      int number = random.nextInt(1000);
      switch (random.nextInt(4)) {
        case 0 -> check(number, predictor.predictAsync(number));
        case 1 -> check(number, predictor.predictAsync(number, Duration.ofMillis(2)));
        case 2 -> {
          CompletableFuture<Integer> cancelled = predictor.predictAsync(number);
          if (!cancelled.cancel(true)) {
            check(number, cancelled);
          }
        }
        default -> predictAll(predictor, number, random.nextInt(40));
      }
      if (closes && i == CALLS / 2) {
        predictor.close();
      }
    }
  }

  private static void check(int number, CompletableFuture<Integer> future) {
    Integer answer = future.handle((made, failure) -> check(number, made, failure)).join();
    assertThat(answer).isEqualTo(number);
  }

  private static int check(int number, Integer answer, Throwable failure) {
    if (failure == null) {
      assertThat(answer).isEqualTo(27 * number);
    } else if (!(failure instanceof PredictorClosedException)
        && !(failure instanceof OverloadException)) {
      assertThat(failure).isInstanceOf(ModelMismatchException.class);
      assertThat(isWrong(number)).isTrue();
    }
    return number;
  }

  private static void predictAll(Predictor<Integer, Integer> predictor, int first, int limit) {
    List<Integer> numbers = IntStream.range(first, first + 30).boxed().toList();
    try (Stream<Prediction<Integer, Integer>> results = predictor.predictAll(numbers)) {
      List<Integer> taken =
          results
              .limit(limit)
              .map(
                  result ->
                      check(
                          result.input(),
                          result.answer().orElse(null),
                          result.failure().orElse(null)))
              .toList();
      assertThat(taken).isEqualTo(numbers.subList(0, Math.min(limit, 30)));
    } catch (PredictorClosedException e) {
      assertThat(e).hasMessageContaining("closed");
    }
  }
}
