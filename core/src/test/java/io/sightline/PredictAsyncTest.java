package io.sightline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.batch.Batching;
import io.sightline.error.OverloadException;
import io.sightline.error.PredictorClosedException;
import io.sightline.error.StepException;
import io.sightline.observe.PredictionEvent;
import io.sightline.observe.PredictionListener;
import io.sightline.testing.DoublingModel;
import io.sightline.testing.FakeModelSession;
import io.sightline.testing.SightlineThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PredictAsyncTest {
  /** An input whose step waits until the gate is open. */
  private static final int HANGS = -1;

  private static final Duration LONG = Duration.ofSeconds(30);

  private final CountDownLatch gate = new CountDownLatch(1);
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final FakeModelSession session = DoublingModel.open();
  private final List<PredictionEvent> events = new CopyOnWriteArrayList<>();
  private final Set<Integer> prepared = ConcurrentHashMap.newKeySet();
  private final List<Predictor<Integer, Integer>> opened = new ArrayList<>();

  @AfterEach
  void closeAll() {
    gate.countDown();
    opened.forEach(Predictor::close);
  }

  private Sample prepare(Integer input, PreprocessContext context) throws InterruptedException {
    prepared.add(input);
    if (input == HANGS) {
      hanging.countDown();
      gate.await();
    }
    return DoublingModel.sample(input);
  }

  private Predictor<Integer, Integer> predictor(Batching batching, int threads) {
    return open(Predictor.builder().model(session), batching, threads);
  }

  private Predictor<Integer, Integer> open(
      PredictorBuilder builder, Batching batching, int threads) {
    Predictor<Integer, Integer> predictor =
        builder
            .warmUp(false)
            .batching(batching)
            .threads(threads)
            .listener(events::add)
            .preprocess(this::prepare)
            .postprocess(DoublingModel.TWICE)
            .build();
    opened.add(predictor);
    return predictor;
  }

  /** A predictor whose only thread is held up by a step. */
  private Predictor<Integer, Integer> heldUp(Batching batching) {
    Predictor<Integer, Integer> predictor = predictor(batching, 1);
    CompletableFuture<Integer> unused = predictor.predictAsync(HANGS);
    await(hanging);
    return predictor;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Throwable failure(CompletableFuture<?> future) throws Exception {
    try {
      throw new AssertionError("There is an answer: " + future.get(30, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (CancellationException e) {
      return e;
    }
  }

  // Answers.

  @Test
  void predictAsync_manyCalls_givesWhatPredictGives() {
    Predictor<Integer, Integer> predictor = predictor(Batching.standard(), 2);

    List<CompletableFuture<Integer>> futures =
        IntStream.range(0, 500).mapToObj(predictor::predictAsync).toList();

    for (int i = 0; i < 500; i++) {
      assertThat(futures.get(i)).succeedsWithin(LONG).isEqualTo(predictor.predict(i));
    }
  }

  @Test
  void predictAsync_callsThatWait_areRunAsBatches() {
    Predictor<Integer, Integer> predictor = heldUp(Batching.upTo(4));
    List<CompletableFuture<Integer>> futures =
        IntStream.range(0, 8).mapToObj(predictor::predictAsync).toList();

    gate.countDown();

    futures.forEach(future -> assertThat(future).succeedsWithin(LONG));
    assertThat(session.runs()).anyMatch(run -> run.get("x").parts().size() == 4);
    assertThat(events).anyMatch(event -> event.batchSize() == 4);
    assertThat(events)
        .allSatisfy(
            event -> {
              assertThat(event.failure()).isEmpty();
              assertThat(event.timings().nanos()).containsKey("queue");
            });
  }

  @Test
  void predictAsync_delay_letsALateCallJoin() {
    Predictor<Integer, Integer> predictor =
        predictor(Batching.upTo(2).maxDelay(Duration.ofDays(1)), 2);

    CompletableFuture<Integer> first = predictor.predictAsync(1);
    CompletableFuture<Integer> second = predictor.predictAsync(2);

    assertThat(first).succeedsWithin(LONG).isEqualTo(2);
    assertThat(second).succeedsWithin(LONG).isEqualTo(4);
    assertThat(events).extracting(PredictionEvent::batchSize).containsExactly(2, 2);
  }

  @Test
  void predictAsync_stepThatHangs_holdsUpNoOtherCall() {
    Predictor<Integer, Integer> predictor = predictor(Batching.standard(), 2);
    CompletableFuture<Integer> hung = predictor.predictAsync(HANGS);
    await(hanging);

    assertThat(predictor.predictAsync(3)).succeedsWithin(LONG).isEqualTo(6);
    assertThat(hung).isNotDone();
  }

  @Test
  void predictAsync_stepThatCallsItself_isNotDeadlocked() {
    List<Predictor<Integer, Integer>> self = new CopyOnWriteArrayList<>();
    self.add(
        Predictor.builder()
            .model(session)
            .threads(2)
            .preprocess(
                (Integer input, PreprocessContext context) ->
                    DoublingModel.sample(
                        input < 0 ? input : self.get(0).predictAsync(-1 - input).join()))
            .postprocess(DoublingModel.TWICE)
            .build());
    opened.add(self.get(0));

    assertThat(self.get(0).predictAsync(1)).succeedsWithin(LONG).isEqualTo(-8);
  }

  @Test
  void predictAsync_error_isTheCallsOwn() throws Exception {
    Predictor<Integer, Integer> predictor =
        Predictor.builder()
            .model(session)
            .preprocess(DoublingModel.NUMBER)
            .postprocess(
                (outputs, context) -> {
                  if (outputs.floats("y")[0] == 6) {
                    throw new AssertionError("six");
                  }
                  return 1;
                })
            .build();

    CompletableFuture<Integer> bad = predictor.predictAsync(3);

    assertThat(predictor.predictAsync(4)).succeedsWithin(LONG).isEqualTo(1);
    assertThat(failure(bad))
        .isInstanceOf(StepException.class)
        .hasMessageContaining("postprocess")
        .hasCauseInstanceOf(AssertionError.class);
    predictor.close();
  }

  @Test
  void predictAsync_step_seesTheContextClassLoaderOfTheCaller() {
    List<ClassLoader> seen = new CopyOnWriteArrayList<>();
    Predictor<Integer, Integer> predictor =
        Predictor.builder()
            .model(session)
            .preprocess(
                (Integer input, PreprocessContext context) -> {
                  seen.add(Thread.currentThread().getContextClassLoader());
                  return DoublingModel.sample(input);
                })
            .postprocess(DoublingModel.TWICE)
            .build();
    opened.add(predictor);
    ClassLoader own = Thread.currentThread().getContextClassLoader();
    ClassLoader callers = new ClassLoader() {};
    Thread.currentThread().setContextClassLoader(callers);
    try {
      assertThat(predictor.predictAsync(1)).succeedsWithin(LONG).isEqualTo(2);
    } finally {
      Thread.currentThread().setContextClassLoader(own);
    }

    assertThat(seen).containsExactly(callers);
  }

  @Test
  void predictAsync_virtualThreads_areServed() throws Exception {
    Predictor<Integer, Integer> predictor = predictor(Batching.standard(), 2);
    Map<Integer, Integer> answers = new ConcurrentHashMap<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      int input = i;
      threads.add(
          start(
              () ->
                  answers.put(
                      input,
                      input % 2 == 0
                          ? predictor.predict(input)
                          : predictor.predictAsync(input).join())));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(answers).hasSize(300).allSatisfy((in, out) -> assertThat(out).isEqualTo(2 * in));
  }

  /** A virtual thread where there are such (Java 21), else one of the platform. */
  private static Thread start(Runnable work) throws ReflectiveOperationException {
    try {
      return (Thread)
          Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
    } catch (NoSuchMethodException e) {
      Thread thread = new Thread(work);
      thread.start();
      return thread;
    }
  }

  // A full queue.

  @Test
  void predictAsync_fullQueue_isRefusedAtOnce() throws Exception {
    Predictor<Integer, Integer> predictor = heldUp(Batching.standard().queueCapacity(2));
    CompletableFuture<Integer> second = predictor.predictAsync(2);

    assertThat(failure(predictor.predictAsync(3)))
        .isInstanceOf(OverloadException.class)
        .hasMessageContaining("expected fewer than 2 calls under way, found 2 at once")
        .hasMessageContaining("Batching.queueCapacity");

    gate.countDown();
    assertThat(second).succeedsWithin(LONG).isEqualTo(4);
    assertThat(prepared).doesNotContain(3);
  }

  @Test
  void predictAsync_fullQueueWithAWait_waitsSoLong() throws Exception {
    Predictor<Integer, Integer> predictor =
        heldUp(Batching.standard().queueCapacity(1).maxWaitWhenFull(Duration.ofMillis(20)));

    assertThat(failure(predictor.predictAsync(3)))
        .isInstanceOf(OverloadException.class)
        .hasMessageContaining("after a wait of 20 ms");
  }

  @Test
  void predictAsync_fullQueueWithAWaitWithoutEnd_goesOnWhenThereIsRoom() {
    Predictor<Integer, Integer> predictor =
        heldUp(Batching.standard().queueCapacity(1).maxWaitWhenFull(Duration.ofDays(400_000)));
    CompletableFuture<Integer> waiting =
        CompletableFuture.supplyAsync(() -> predictor.predictAsync(3).join());

    gate.countDown();

    assertThat(waiting).succeedsWithin(LONG).isEqualTo(6);
  }

  @Test
  void predictAsync_oneAfterTheOther_fitsIntoAQueueOfOne() {
    Predictor<Integer, Integer> predictor = predictor(Batching.standard().queueCapacity(1), 2);

    for (int i = 0; i < 2000; i++) {
      assertThat(predictor.predictAsync(i).join()).isEqualTo(2 * i);
    }
  }

  @Test
  void predictAsync_interruptedThread_isServedWhereNothingIsWaitedFor() {
    Predictor<Integer, Integer> predictor = predictor(Batching.standard(), 2);
    Thread.currentThread().interrupt();

    CompletableFuture<Integer> future = predictor.predictAsync(1);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(future).succeedsWithin(LONG).isEqualTo(2);
  }

  @Test
  void predictAsync_interruptedWhileItWaitsForRoom_endsWithTheReason() throws Exception {
    Predictor<Integer, Integer> predictor =
        heldUp(Batching.standard().queueCapacity(1).maxWaitWhenFull(Duration.ofDays(1)));
    Thread.currentThread().interrupt();

    CompletableFuture<Integer> future = predictor.predictAsync(1);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure(future))
        .isInstanceOf(OverloadException.class)
        .hasMessageContaining("interrupted while it waited for one of 1 calls to end")
        .hasCauseInstanceOf(InterruptedException.class);
  }

  // Calls that are given up.

  @Test
  void deadline_thatPasses_endsTheCallAndSkipsItsWork() throws Exception {
    Predictor<Integer, Integer> predictor = heldUp(Batching.standard());

    CompletableFuture<Integer> late = predictor.predictAsync(3, Duration.ofMillis(5));

    assertThat(failure(late))
        .isInstanceOf(OverloadException.class)
        .hasMessageContaining("within its deadline of 5 ms")
        .hasMessageContaining("among 2 calls under way");
    gate.countDown();
    assertThat(predictor.predictAsync(4)).succeedsWithin(LONG).isEqualTo(8);
    assertThat(prepared).contains(4).doesNotContain(3);
  }

  @Test
  void deadline_thatHasPassed_endsTheCall() throws Exception {
    Predictor<Integer, Integer> predictor = heldUp(Batching.standard());

    for (Duration past : List.of(Duration.ZERO, Duration.ofSeconds(Long.MIN_VALUE))) {
      assertThat(failure(predictor.predictAsync(3, past)))
          .isInstanceOf(OverloadException.class)
          .hasMessageContaining("within its deadline of 0 ms");
    }
  }

  @Test
  void deadline_atTheEndOfTime_isNone() {
    Predictor<Integer, Integer> predictor = predictor(Batching.standard().queueCapacity(1), 2);

    for (int i = 0; i < 3; i++) {
      assertThat(predictor.predictAsync(i, Duration.ofSeconds(Long.MAX_VALUE)).join())
          .isEqualTo(2 * i);
    }
  }

  @Test
  void cancel_waitingCall_skipsItsWorkAndMakesRoom() {
    Predictor<Integer, Integer> predictor = heldUp(Batching.standard().queueCapacity(2));
    CompletableFuture<Integer> second = predictor.predictAsync(2);

    assertThat(second.cancel(false)).isTrue();
    CompletableFuture<Integer> third = predictor.predictAsync(3);
    gate.countDown();

    assertThat(third).succeedsWithin(LONG).isEqualTo(6);
    assertThat(prepared).doesNotContain(2);
    assertThat(events)
        .anyMatch(
            event -> event.failure().filter(CancellationException.class::isInstance).isPresent());
  }

  @Test
  void cancel_whileTheStepRuns_isToldOnceAndReachesNoModel() {
    Predictor<Integer, Integer> predictor = predictor(Batching.standard(), 1);
    CompletableFuture<Integer> running = predictor.predictAsync(HANGS);
    await(hanging);

    assertThat(running.cancel(true)).isTrue();
    gate.countDown();

    assertThat(predictor.predictAsync(6)).succeedsWithin(LONG).isEqualTo(12);
    assertThat(session.runs()).hasSize(1);
    assertThat(events)
        .extracting(event -> event.failure().isPresent())
        .containsExactly(true, false);
  }

  @Test
  void complete_byTheCaller_keepsItsAnswer() {
    Predictor<Integer, Integer> predictor = heldUp(Batching.standard());
    CompletableFuture<Integer> second = predictor.predictAsync(2);

    assertThat(second.complete(77)).isTrue();
    gate.countDown();

    assertThat(predictor.predictAsync(3)).succeedsWithin(LONG).isEqualTo(6);
    assertThat(second.join()).isEqualTo(77);
    assertThat(prepared).doesNotContain(2);
  }

  // The end of the predictor.

  @Test
  void close_duringLoad_finishesWhatRunsAndFailsWhatIsQueued() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    FakeModelSession slow =
        DoublingModel.open(
            numbers -> {
              running.countDown();
              await(gate);
            });
    Predictor<Integer, Integer> predictor =
        open(Predictor.builder().model(slow), Batching.none(), 1);
    CompletableFuture<Integer> first = predictor.predictAsync(1);
    await(running);
    CompletableFuture<Integer> second = predictor.predictAsync(2);

    CompletableFuture<Void> closing = CompletableFuture.runAsync(predictor::close);
    assertThat(failure(second)).isInstanceOf(PredictorClosedException.class);
    assertThat(first).isNotDone();
    gate.countDown();

    assertThat(closing).succeedsWithin(LONG);
    assertThat(first).isCompletedWithValue(2);
    assertThat(failure(predictor.predictAsync(3))).isInstanceOf(PredictorClosedException.class);
    assertThatThrownBy(() -> predictor.predict(3)).isInstanceOf(PredictorClosedException.class);
  }

  @Test
  void close_duringAStepThatNothingStops_returnsAndLeavesNoCallWithoutAnEnd() throws Exception {
    SightlineThreads threads = SightlineThreads.watch();
    Predictor<Integer, Integer> predictor =
        Predictor.builder()
            .model(session)
            .threads(1)
            .batching(Batching.standard().queueCapacity(2).maxWaitWhenFull(Duration.ofDays(1)))
            .preprocess(
                (Integer input, PreprocessContext context) -> {
                  hanging.countDown();
                  awaitWhateverHappens(gate);
                  return DoublingModel.sample(input);
                })
            .postprocess(DoublingModel.TWICE)
            .build();
    CompletableFuture<Integer> running = predictor.predictAsync(1);
    await(hanging);
    CompletableFuture<Integer> queued = predictor.predictAsync(2);
    CountDownLatch calling = new CountDownLatch(1);
    CompletableFuture<Integer> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              calling.countDown();
              return predictor.predictAsync(3).join();
            });
    await(calling);

    predictor.close();

    assertThat(failure(running)).isInstanceOf(PredictorClosedException.class);
    assertThat(failure(queued)).isInstanceOf(PredictorClosedException.class);
    assertThat(failure(waiting)).isInstanceOf(PredictorClosedException.class);
    gate.countDown();
    assertThat(threads.remaining()).isEmpty();
  }

  private static void awaitWhateverHappens(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void close_fromADependentStage_works() throws Exception {
    Predictor<Integer, Integer> predictor = predictor(Batching.standard(), 2);

    CompletableFuture<Void> closed = predictor.predictAsync(1).thenRun(predictor::close);

    assertThat(closed).succeedsWithin(LONG);
    assertThat(failure(predictor.predictAsync(3))).isInstanceOf(PredictorClosedException.class);
  }

  @Test
  void close_fromAStep_works() throws Exception {
    List<Predictor<Integer, Integer>> self = new CopyOnWriteArrayList<>();
    SightlineThreads threads = SightlineThreads.watch();
    self.add(
        Predictor.builder()
            .model(session)
            .preprocess(
                (Integer input, PreprocessContext context) -> {
                  self.get(0).close();
                  return DoublingModel.sample(input);
                })
            .postprocess(DoublingModel.TWICE)
            .warmUp(false)
            .build());

    assertThat(failure(self.get(0).predictAsync(1))).isInstanceOf(PredictorClosedException.class);

    assertThat(threads.remaining()).isEmpty();
  }

  @Test
  void close_byManyThreads_closesOnce() {
    Predictor<Integer, Integer> predictor = predictor(Batching.standard(), 2);
    List<CompletableFuture<Integer>> calls =
        IntStream.range(0, 200).mapToObj(predictor::predictAsync).toList();

    List<CompletableFuture<Void>> closes =
        IntStream.range(0, 4).mapToObj(i -> CompletableFuture.runAsync(predictor::close)).toList();

    closes.forEach(close -> assertThat(close).succeedsWithin(LONG));
    calls.forEach(call -> assertThat(call.handle((answer, e) -> 0)).succeedsWithin(LONG));
    assertThatNoException().isThrownBy(predictor::close);
  }

  @Test
  void listener_thatThrowsErrors_changesNothing() {
    AtomicInteger told = new AtomicInteger();
    PredictionListener useless =
        new PredictionListener() {
          @Override
          public void predicted(PredictionEvent event) {
            told.incrementAndGet();
            throw new StackOverflowError("a listener");
          }

          @Override
          public void ran(io.sightline.observe.BatchEvent event) {
            throw new Error("a listener");
          }
        };
    Predictor<Integer, Integer> predictor =
        open(Predictor.builder().model(session).listener(useless), Batching.standard(), 2);

    assertThat(predictor.predict(1)).isEqualTo(2);
    assertThat(predictor.predictAsync(2)).succeedsWithin(LONG).isEqualTo(4);
    assertThat(told).hasValue(2);
  }
}
