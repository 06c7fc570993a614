package io.sightline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.batch.Batching;
import io.sightline.batch.BulkOptions;
import io.sightline.batch.Progress;
import io.sightline.error.ImageDecodeException;
import io.sightline.error.ModelRunException;
import io.sightline.error.PredictionException;
import io.sightline.error.PredictorClosedException;
import io.sightline.error.StepException;
import io.sightline.model.Feed;
import io.sightline.model.ModelDescription;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import io.sightline.testing.DoublingModel;
import io.sightline.testing.FakeModelSession;
import io.sightline.testing.SightlineThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PredictAllTest {
  private static final BulkOptions STANDARD = BulkOptions.standard();

  private final FakeModelSession session = DoublingModel.open();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void closeAll() throws Exception {
    gate.countDown();
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  private Predictor<Integer, Integer> predictor(Preprocessor<Integer> step) {
    return open(Predictor.builder().model(session), step);
  }

  private Predictor<Integer, Integer> open(PredictorBuilder builder, Preprocessor<Integer> step) {
    Predictor<Integer, Integer> predictor =
        builder.preprocess(step).postprocess(DoublingModel.TWICE).build();
    opened.add(predictor);
    return predictor;
  }

  private Predictor<Integer, Integer> doubling() {
    return predictor(DoublingModel.NUMBER);
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static <I, O> List<Prediction<I, O>> all(Stream<Prediction<I, O>> results) {
    try (results) {
      return results.toList();
    }
  }

  private static List<Integer> answers(List<Prediction<Integer, Integer>> results) {
    return results.stream().map(Prediction::orElseThrow).toList();
  }

  /** Numbers without end; remembers how many were read. */
  private static Iterable<Integer> endless(AtomicInteger read) {
    return () -> IntStream.generate(read::getAndIncrement).iterator();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  // What comes out.

  @Test
  void predictAll_manyInputs_givesEachItsOwnInOrder() {
    List<Prediction<Integer, Integer>> results = all(doubling().predictAll(numbers(1000)));

    assertThat(results).extracting(Prediction::input).isEqualTo(numbers(1000));
    assertThat(answers(results))
        .isEqualTo(IntStream.range(0, 1000).map(i -> 2 * i).boxed().toList());
    assertThat(results.get(999).timings().nanos())
        .containsKeys("preprocess", "queue", "model", "postprocess");
    assertThat(session.runs()).hasSizeLessThan(1000); // so batches there were
  }

  @Test
  void predictAll_noInputs_isEmpty() {
    assertThat(all(doubling().predictAll(List.of()))).isEmpty();
    assertThat(all(doubling().predictAll(Stream.empty()))).isEmpty();
  }

  @Test
  void predictAll_streamAsSource_isClosedBeforeTheEnd() {
    AtomicInteger closes = new AtomicInteger();
    Stream<Integer> source = numbers(100).stream().onClose(closes::incrementAndGet);

    Iterator<Prediction<Integer, Integer>> results = doubling().predictAll(source).iterator();
    for (int i = 0; i < 100; i++) {
      assertThat(results.next().orElseThrow()).isEqualTo(2 * i);
    }

    assertThat(results.hasNext()).isFalse();
    assertThat(closes).hasValue(1);
  }

  @Test
  void predictAll_notRead_readsNothingAndClosesTheSource() {
    AtomicInteger read = new AtomicInteger();
    AtomicInteger closes = new AtomicInteger();
    Stream<Integer> source =
        Stream.generate(read::getAndIncrement).onClose(closes::incrementAndGet);

    doubling().predictAll(source).close();

    assertThat(read).hasValue(0);
    assertThat(closes).hasValue(1);
    assertThat(session.runs()).hasSize(1); // the warm-up
  }

  @Test
  void predictAll_slowCaller_readsNoFurtherThanTheWindow() {
    AtomicInteger read = new AtomicInteger();
    try (Stream<Prediction<Integer, Integer>> results =
        doubling().predictAll(endless(read), STANDARD.window(5))) {
      Iterator<Prediction<Integer, Integer>> taken = results.iterator();
      for (int i = 1; i <= 50; i++) {
        assertThat(taken.next().input()).isEqualTo(i - 1);
        assertThat(read.get()).isBetween(i, i + 5);
      }
    }
  }

  @Test
  void predictAll_sizesThatDiffer_areBatchedByShape() {
    FakeModelSession sums =
        new FakeModelSession(
            ModelDescription.builder("sum.pb", "fake")
                .inputs(List.of(new TensorSpec("x", ElementType.FLOAT32, Shape.of(-1, -1))))
                .outputs(List.of(new TensorSpec("y", ElementType.FLOAT32, Shape.of(-1))))
                .build(),
            feeds -> {
              List<TensorValue> parts = feeds.get("x").parts();
              float[] lengths = new float[parts.size()];
              for (int i = 0; i < lengths.length; i++) {
                lengths[i] = parts.get(i).size();
              }
              return Map.of("y", TensorValue.of(lengths, Shape.of(lengths.length)));
            });
    Predictor<Integer, Integer> predictor =
        open(
            Predictor.builder().model(sums).warmUp(false),
            (input, context) -> Sample.of("x", new float[1 + input % 3], Shape.of(1 + input % 3)));

    List<Integer> answers = answers(all(predictor.predictAll(numbers(300))));

    assertThat(answers).isEqualTo(IntStream.range(0, 300).map(i -> 1 + i % 3).boxed().toList());
    assertThat(sums.runs()).hasSizeLessThan(300);
    for (Map<String, Feed> run : sums.runs()) {
      assertThat(run.get("x").parts())
          .extracting(TensorValue::shape)
          .containsOnly(run.get("x").parts().get(0).shape());
    }
  }

  @Test
  void predictAll_unordered_isNotHeldUpByASlowInput() {
    Predictor<Integer, Integer> predictor =
        predictor(
            (input, context) -> {
              if (input == 0) {
                await(gate);
              }
              return DoublingModel.sample(input);
            });

    List<Integer> inputs = new ArrayList<>();
    try (Stream<Prediction<Integer, Integer>> results =
        predictor.predictAll(numbers(100), STANDARD.unordered())) {
      results.forEach(
          result -> {
            inputs.add(result.input());
            if (inputs.size() == 99) {
              gate.countDown();
            }
          });
    }

    assertThat(inputs).hasSize(100).endsWith(0).containsExactlyInAnyOrderElementsOf(numbers(100));
  }

  @Test
  void predictAll_sourceThatBlocks_givesWhatIsThere() throws InterruptedException {
    BlockingQueue<Integer> source = new LinkedBlockingQueue<>();
    try (Stream<Prediction<Integer, Integer>> results =
        doubling().predictAll(Stream.generate(() -> take(source)))) {
      Iterator<Prediction<Integer, Integer>> taken = results.iterator();
      for (int i = 0; i < 20; i++) {
        source.put(i);
        assertThat(taken.next().orElseThrow()).isEqualTo(2 * i);
      }
    }
  }

  private static Integer take(BlockingQueue<Integer> queue) {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException("the source was told to stop", e);
    }
  }

  @Test
  void predictAll_parallelStream_givesAllInOrder() {
    try (Stream<Prediction<Integer, Integer>> results =
        doubling().predictAll(numbers(500)).parallel()) {
      assertThat(results.map(Prediction::orElseThrow).toList())
          .isEqualTo(IntStream.range(0, 500).map(i -> 2 * i).boxed().toList());
    }
  }

  @Test
  void predictAll_progress_countsAnswersAndFailures() {
    List<Progress> heard = new ArrayList<>();
    Predictor<Integer, Integer> predictor =
        predictor(
            (input, context) -> {
              if (input == 1) {
                throw new IOException("broken");
              }
              return DoublingModel.sample(input);
            });

    List<Prediction<Integer, Integer>> results =
        all(predictor.predictAll(numbers(3), STANDARD.onProgress(heard::add)));

    OptionalLong three = OptionalLong.of(3);
    assertThat(results).hasSize(3);
    assertThat(heard)
        .containsExactly(
            new Progress(1, 0, three), new Progress(1, 1, three), new Progress(2, 1, three));
    assertThat(heard.get(2).done()).isEqualTo(3);
  }

  @Test
  void predictAll_sourceOfUnknownLength_progressSaysSo() {
    List<Progress> heard = new ArrayList<>();
    Stream<Integer> source = numbers(9).stream().filter(i -> i % 2 == 0);

    assertThat(all(doubling().predictAll(source, STANDARD.onProgress(heard::add)))).hasSize(5);

    assertThat(heard).extracting(Progress::total).containsOnly(OptionalLong.empty());
  }

  @Test
  void predictAll_twoAtOnceBesideSingleCalls_mixNothingUp() throws Exception {
    Predictor<Integer, Integer> predictor = doubling();
    CompletableFuture<List<Integer>> other =
        CompletableFuture.supplyAsync(
            () -> answers(all(predictor.predictAll(IntStream.range(1000, 1500).boxed().toList()))));

    List<Integer> own = answers(all(predictor.predictAll(numbers(500))));

    assertThat(predictor.predict(7)).isEqualTo(14);
    assertThat(own).isEqualTo(IntStream.range(0, 500).map(i -> 2 * i).boxed().toList());
    assertThat(other.get(30, TimeUnit.SECONDS))
        .isEqualTo(IntStream.range(1000, 1500).map(i -> 2 * i).boxed().toList());
  }

  @Test
  void predictAll_stepThatPredictsItself_works() {
    AtomicInteger depth = new AtomicInteger();
    List<Predictor<Integer, Integer>> self = new CopyOnWriteArrayList<>();
    self.add(
        predictor(
            (input, context) ->
                DoublingModel.sample(
                    input < 0 || depth.incrementAndGet() == 0
                        ? input
                        : self.get(0).predict(-1 - input))));

    assertThat(answers(all(self.get(0).predictAll(List.of(1, 2, 3)))))
        .containsExactly(-8, -12, -16);
  }

  @Test
  void predictAll_steps_seeTheContextClassLoaderOfTheCaller() {
    Set<ClassLoader> seen = ConcurrentHashMap.newKeySet();
    Predictor<Integer, Integer> predictor =
        predictor(
            (input, context) -> {
              seen.add(Thread.currentThread().getContextClassLoader());
              return DoublingModel.sample(input);
            });
    ClassLoader own = Thread.currentThread().getContextClassLoader();
    ClassLoader callers = new ClassLoader() {};
    Thread.currentThread().setContextClassLoader(callers);
    try {
      Iterable<Integer> source =
          () -> {
            seen.add(Thread.currentThread().getContextClassLoader());
            return numbers(20).iterator();
          };
      assertThat(all(predictor.predictAll(source))).hasSize(20);
    } finally {
      Thread.currentThread().setContextClassLoader(own);
    }

    assertThat(seen).containsExactly(callers);
  }

  @Test
  void predictAll_traced_runsEachAlone(@TempDir Path directory) throws IOException {
    Predictor<Integer, Integer> predictor =
        open(Predictor.builder().model(session).trace(directory), DoublingModel.NUMBER);

    assertThat(answers(all(predictor.predictAll(numbers(20))))).hasSize(20);

    assertThat(session.runs()).allMatch(run -> run.get("x").parts().size() == 1);
    try (Stream<Path> folders = Files.list(directory)) {
      assertThat(folders).hasSize(20).allMatch(each -> Files.exists(each.resolve("report.json")));
    }
  }

  // What goes wrong.

  @Test
  void predictAll_stepsThatThrow_costTheirOwnResults() {
    Predictor<Integer, Integer> predictor =
        predictor(
            (input, context) ->
                switch (input) {
                  case 3 -> throw new ImageDecodeException("3 is no picture", "3.jpg", null);
                  case 5 -> throw new AssertionError("5 is odd");
                  case 7 -> throw new StackOverflowError("7 is deep");
                  case 9 -> throw new IOException("9 is gone");
                  default -> DoublingModel.sample(input);
                });

    List<Prediction<Integer, Integer>> results = all(predictor.predictAll(numbers(100)));

    assertThat(results).extracting(Prediction::input).isEqualTo(numbers(100));
    assertThat(results.stream().filter(result -> !result.isSuccess()).map(Prediction::input))
        .containsExactly(3, 5, 7, 9);
    assertThat(results.get(3).failure().orElseThrow()).isInstanceOf(ImageDecodeException.class);
    assertThat(results.get(5).failure().orElseThrow())
        .isInstanceOf(StepException.class)
        .hasCauseInstanceOf(AssertionError.class);
    assertThat(results.get(7).failure().orElseThrow())
        .isInstanceOf(StepException.class)
        .hasCauseInstanceOf(StackOverflowError.class);
    assertThat(results.get(9).failure().orElseThrow())
        .hasMessageContaining("9 is gone")
        .returns("preprocess", PredictionException::stage);
  }

  @Test
  void predictAll_modelThatRefusesOne_costsItsOwnResult() {
    FakeModelSession refusing =
        DoublingModel.open(
            seen -> {
              if (seen.contains(13)) {
                throw new ModelRunException("13 is refused", "doubling.pb");
              }
            });
    Predictor<Integer, Integer> predictor =
        open(Predictor.builder().model(refusing), DoublingModel.NUMBER);

    List<Prediction<Integer, Integer>> results = all(predictor.predictAll(numbers(64)));

    assertThat(results).hasSize(64);
    assertThat(results.stream().filter(result -> !result.isSuccess()).map(Prediction::input))
        .containsExactly(13);
  }

  @Test
  void predictAll_noMemoryLeft_reachesTheCaller() {
    Predictor<Integer, Integer> predictor =
        predictor(
            (input, context) -> {
              throw new OutOfMemoryError("heap");
            });

    assertThatThrownBy(() -> all(predictor.predictAll(numbers(10))))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("heap");
  }

  @Test
  void predictAll_sourceThatThrows_reachesTheCallerAfterTheResults() {
    Iterator<Integer> broken =
        new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            if (next == 30) {
              throw new UncheckedIOException(new IOException("the disk is gone"));
            }
            return true;
          }

          @Override
          public Integer next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            return next++;
          }
        };
    List<Integer> inputs = new ArrayList<>();

    assertThatThrownBy(
            () -> {
              try (Stream<Prediction<Integer, Integer>> results =
                  doubling().predictAll(() -> broken)) {
                results.forEach(result -> inputs.add(result.input()));
              }
            })
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("the disk is gone");
    assertThat(inputs).isEqualTo(numbers(30));
  }

  @Test
  void predictAll_sourceThatFailsToClose_reachesTheCallerAfterTheResults() {
    Stream<Integer> source =
        numbers(10).stream()
            .onClose(
                () -> {
                  throw new IllegalStateException("cannot be closed");
                });
    List<Integer> inputs = new ArrayList<>();

    assertThatThrownBy(
            () -> doubling().predictAll(source).forEach(result -> inputs.add(result.input())))
        .hasMessage("cannot be closed");
    assertThat(inputs).isEqualTo(numbers(10));
  }

  @Test
  void predictAll_nullAmongTheInputs_isAMistakeOfTheSource() {
    List<Integer> inputs = new ArrayList<>();

    assertThatNullPointerException()
        .isThrownBy(
            () ->
                doubling()
                    .predictAll(Arrays.asList(1, 2, null, 4))
                    .forEach(result -> inputs.add(result.input())))
        .withMessageContaining("the source of inputs gave null");
    assertThat(inputs).containsExactly(1, 2);
  }

  // What stops the work.

  @Test
  void close_inTheMiddle_stopsTheWorkAndFreesTheThreads() throws InterruptedException {
    SightlineThreads threads = SightlineThreads.watch();
    AtomicInteger read = new AtomicInteger();
    CountDownLatch closed = new CountDownLatch(1);
    Stream<Integer> source = Stream.generate(read::getAndIncrement).onClose(closed::countDown);

    try (Stream<Prediction<Integer, Integer>> results = doubling().predictAll(source)) {
      assertThat(results.limit(3).map(Prediction::orElseThrow).toList()).containsExactly(0, 2, 4);
    }

    await(closed);
    closeQuietly();
    assertThat(threads.remaining()).isEmpty();
    assertThat(read.get()).isLessThan(200);
  }

  private void closeQuietly() {
    for (AutoCloseable each : opened) {
      try {
        each.close();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void close_whileTheSourceBlocks_interruptsIt() {
    CountDownLatch closed = new CountDownLatch(1);
    BlockingQueue<Integer> source = new LinkedBlockingQueue<>(List.of(1));
    Stream<Integer> blocking = Stream.generate(() -> take(source)).onClose(closed::countDown);

    try (Stream<Prediction<Integer, Integer>> results = doubling().predictAll(blocking)) {
      assertThat(results.iterator().next().orElseThrow()).isEqualTo(2);
    }

    await(closed);
  }

  @Test
  void consumer_thatThrows_stopsTheWork() {
    CountDownLatch closed = new CountDownLatch(1);
    AtomicInteger read = new AtomicInteger();
    Stream<Integer> source = Stream.generate(read::getAndIncrement).onClose(closed::countDown);

    assertThatThrownBy(
            () ->
                doubling()
                    .predictAll(source)
                    .forEach(
                        result -> {
                          throw new IllegalStateException("the disk is full");
                        }))
        .hasMessage("the disk is full");

    await(closed);
  }

  @Test
  void progressListener_thatThrows_stopsTheWork() {
    CountDownLatch closed = new CountDownLatch(1);
    BulkOptions options =
        STANDARD.onProgress(
            progress -> {
              throw new IllegalStateException("the bar is broken");
            });
    Stream<Integer> source = Stream.generate(() -> 1).onClose(closed::countDown);

    assertThatThrownBy(() -> doubling().predictAll(source, options).forEach(result -> {}))
        .hasMessage("the bar is broken");

    await(closed);
  }

  @Test
  void interrupt_ofTheCaller_stopsTheWorkAndStaysVisible() {
    CountDownLatch closed = new CountDownLatch(1);
    Stream<Integer> source = Stream.generate(() -> 1).onClose(closed::countDown);
    AtomicInteger taken = new AtomicInteger();

    assertThatThrownBy(
            () ->
                doubling()
                    .predictAll(source)
                    .forEach(
                        result -> {
                          if (taken.incrementAndGet() == 10) {
                            Thread.currentThread().interrupt();
                          }
                        }))
        .isInstanceOf(PredictionException.class)
        .hasMessageContaining("interrupted after 10 results")
        .hasCauseInstanceOf(InterruptedException.class);

    assertThat(Thread.interrupted()).isTrue();
    await(closed);
  }

  @Test
  void predictor_closedMeanwhile_endsTheStreamWithTheReason() {
    Predictor<Integer, Integer> predictor = doubling();
    List<Integer> inputs = new ArrayList<>();

    assertThatThrownBy(
            () ->
                predictor
                    .predictAll(endless(new AtomicInteger()))
                    .forEach(
                        result -> {
                          inputs.add(result.input());
                          if (inputs.size() == 10) {
                            predictor.close();
                          }
                        }))
        .isInstanceOf(PredictorClosedException.class);
    assertThat(inputs).hasSize(10);
  }

  @Test
  void predictor_closedBefore_isRefused() {
    Predictor<Integer, Integer> predictor = doubling();
    Stream<Prediction<Integer, Integer>> early = predictor.predictAll(numbers(3));
    predictor.close();

    assertThatThrownBy(() -> predictor.predictAll(numbers(3)))
        .isInstanceOf(PredictorClosedException.class);
    assertThatThrownBy(() -> all(early)).isInstanceOf(PredictorClosedException.class);
  }

  @Test
  void predictor_closedWithASourceThatFailsToClose_isClosedNonetheless() {
    Predictor<Integer, Integer> predictor = doubling();
    Stream<Prediction<Integer, Integer>> unread =
        predictor.predictAll(
            Stream.of(1)
                .onClose(
                    () -> {
                      throw new IllegalStateException("cannot be closed");
                    }));

    predictor.close();

    assertThatThrownBy(() -> all(unread))
        .isInstanceOf(PredictorClosedException.class)
        .satisfies(
            thrown ->
                assertThat(thrown.getSuppressed())
                    .anyMatch(e -> "cannot be closed".equals(e.getMessage())));
  }

  @Test
  void predictAll_batchingNone_runsEachAlone() {
    Predictor<Integer, Integer> predictor =
        open(
            Predictor.builder().model(session).batching(Batching.none()).threads(1),
            DoublingModel.NUMBER);

    assertThat(answers(all(predictor.predictAll(numbers(50))))).hasSize(50);

    assertThat(session.runs()).allMatch(run -> run.get("x").parts().size() == 1);
  }
}
