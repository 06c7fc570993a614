package io.sightline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.batch.Batching;
import io.sightline.batch.BulkOptions;
import io.sightline.error.ModelRunException;
import io.sightline.error.OverloadException;
import io.sightline.error.PredictionException;
import io.sightline.error.PredictorClosedException;
import io.sightline.error.StepException;
import io.sightline.model.ModelLoader;
import io.sightline.model.ModelOptions;
import io.sightline.model.ModelSession;
import io.sightline.testing.DoublingModel;
import io.sightline.testing.FakeModelSession;
import io.sightline.testing.SightlineThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Everything that can go wrong, at once: every call ends once, with its own answer or with an
 * exception that names its cause, and nothing is left. Runs for {@code -Dsightline.chaosSeconds},
 * from {@code -Dsightline.chaosSeed} on.
 */
class ChaosTest {
  private static final int SECONDS = Integer.getInteger("sightline.chaosSeconds", 10);
  private static final long SEED = Long.getLong("sightline.chaosSeed", 7);
  private static final int CALLERS = 16;
  private static final int CALLS = 25;

  /** So that about every second predictor is closed while it works. */
  private static final int CLOSES_AFTER = 600;

  /** Longer than any call takes, far longer than a close waits for steps. */
  private static final int HUNG_SECONDS = 60;

  private enum Fate {
    GOOD,
    SLOW_STEP,
    SLOW_ANSWER,
    STEP_THROWS_CHECKED,
    STEP_THROWS_ASSERTION,
    STEP_OVERFLOWS,
    STEP_GIVES_NULL,
    ANSWER_THROWS,
    ANSWER_OVERFLOWS,
    MODEL_FAILS,
    MODEL_THROWS_ERROR
  }

  private static final List<Fate> FATES = List.of(Fate.values());

  private static final Map<Fate, Class<? extends Throwable>> CAUSES = new EnumMap<>(Fate.class);

  static {
    CAUSES.put(Fate.STEP_THROWS_CHECKED, IOException.class);
    CAUSES.put(Fate.STEP_THROWS_ASSERTION, AssertionError.class);
    CAUSES.put(Fate.STEP_OVERFLOWS, StackOverflowError.class);
    CAUSES.put(Fate.STEP_GIVES_NULL, NullPointerException.class);
    CAUSES.put(Fate.ANSWER_THROWS, IllegalArgumentException.class);
    CAUSES.put(Fate.ANSWER_OVERFLOWS, StackOverflowError.class);
  }

  private record Call(int id, Fate fate) {
    /** How the model can tell them. */
    int number() {
      return id * FATES.size() + FATES.indexOf(fate);
    }

    static Fate fate(int number) {
      return FATES.get(number % FATES.size());
    }
  }

  private record Loader(ModelSession session) implements ModelLoader {
    @Override
    public String name() {
      return "chaos";
    }

    @Override
    public boolean claims(Path path) {
      return true;
    }

    @Override
    public ModelSession open(Path path, ModelOptions options) {
      return session;
    }
  }

  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicInteger openRuns = new AtomicInteger();
  private final Map<String, LongAdder> ends = new ConcurrentHashMap<>();
  private final LongAdder heard = new LongAdder();
  private final Set<Throwable> faults = ConcurrentHashMap.newKeySet();

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void predictor_whateverHappensToIt_endsEveryCallOnce() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    int rounds = 0;
    SightlineThreads threads = SightlineThreads.watch();
    do {
      new Round(SEED + rounds).run();
      assertThat(faults).as("seed %d", SEED + rounds).isEmpty();
      rounds++;
    } while (System.nanoTime() < end);

    assertThat(threads.remaining()).isEmpty();
    assertThat(openRuns).hasValue(0);
    System.out.println("Chaos: " + rounds + " predictors, " + ids + " inputs, ended: " + ends);
    assertThat(ends).containsKeys("answer", "StepException", "PredictorClosedException");
  }

  private final class Round {
    private final long seed;
    private final Random random;
    private final FakeModelSession session;
    private final Predictor<Call, Integer> predictor;
    private final CountDownLatch done = new CountDownLatch(CALLERS);

    Round(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.session =
          DoublingModel.open(
              numbers -> {
                openRuns.incrementAndGet();
                try {
                  runModel(numbers);
                } finally {
                  openRuns.decrementAndGet();
                }
              });
      this.predictor =
          Predictor.builder()
              .loader(new Loader(session))
              .model(Path.of("").toAbsolutePath())
              .warmUp(random.nextBoolean())
              .threads(1 + random.nextInt(4))
              .batching(
                  Batching.upTo(1 + random.nextInt(8))
                      .maxDelay(Duration.ofMillis(random.nextInt(2)))
                      .queueCapacity(1 + random.nextInt(40))
                      .maxWaitWhenFull(Duration.ofMillis(random.nextInt(20))))
              .listener(event -> heard.increment())
              .preprocess(this::prepare)
              .postprocess(this::answer)
              .build();
    }

    private void runModel(List<Integer> numbers) {
      LockSupport.parkNanos(50_000);
      for (int number : numbers) {
        if (number > 0 && Call.fate(number) == Fate.MODEL_FAILS) {
          throw new ModelRunException("The model failed on purpose", "doubling.pb", null);
        }
        if (number > 0 && Call.fate(number) == Fate.MODEL_THROWS_ERROR) {
          throw new AssertionError("the model is wrong");
        }
      }
    }

    private Sample prepare(Call call, PreprocessContext context) throws IOException {
      return switch (call.fate()) {
        case STEP_THROWS_CHECKED -> throw new IOException("no such picture");
        case STEP_THROWS_ASSERTION -> throw new AssertionError("a step asserts");
        case STEP_OVERFLOWS -> throw overflow();
        case STEP_GIVES_NULL -> null;
        case SLOW_STEP -> context.stage("slow", () -> slowly(DoublingModel.sample(call.number())));
        default -> DoublingModel.sample(call.number());
      };
    }

    private Integer answer(Outputs outputs, PostprocessContext context) {
      return switch (((Call) context.input()).fate()) {
        case ANSWER_THROWS -> throw new IllegalArgumentException("no such label");
        case ANSWER_OVERFLOWS -> throw overflow();
        case SLOW_ANSWER -> slowly(Math.round(outputs.floats("y")[0]));
        default -> Math.round(outputs.floats("y")[0]);
      };
    }

    private static StackOverflowError overflow() {
      return new StackOverflowError("as if a step called itself");
    }

    private static <T> T slowly(T value) {
      LockSupport.parkNanos(2_000_000);
      return value;
    }

    void run() throws InterruptedException {
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        Random own = new Random(seed * CALLERS + i);
        callers.add(new Thread(() -> callMany(own), "chaos-" + i));
      }
      callers.forEach(Thread::start);
      while (!done.await(1 + random.nextInt(4), TimeUnit.MILLISECONDS)) {
        callers.get(random.nextInt(CALLERS)).interrupt();
      }
      for (Thread caller : callers) {
        caller.join();
      }
      predictor.close();
      assertThat(session.closes()).isEqualTo(1);
    }

    private void callMany(Random own) {
      try {
        for (int i = 0; i < CALLS; i++) {
          callOnce(own);
          if (own.nextInt(CLOSES_AFTER) == 0) {
            close(own);
          }
        }
      } catch (Throwable fault) {
        faults.add(fault);
      } finally {
        done.countDown();
      }
    }

    /** By hand, or from where a result is at home. */
    private void close(Random own) {
      if (own.nextBoolean()) {
        predictor.close();
        return;
      }
      Call call = next(own);
      end(
          call,
          predictor
              .predictAsync(call)
              .whenComplete((answer, failure) -> predictor.close())
              .handle(Outcome::new)
              .thenCompose(Outcome::again),
          false);
    }

    private record Outcome(Integer answer, Throwable failure) {
      /** As the predictor itself gives it, without what dependent stages put around. */
      CompletableFuture<Integer> again() {
        if (failure == null) {
          return CompletableFuture.completedFuture(answer);
        }
        boolean isWrapped = failure instanceof CompletionException;
        return CompletableFuture.failedFuture(isWrapped ? failure.getCause() : failure);
      }
    }

    private void callOnce(Random own) {
      switch (own.nextInt(6)) {
        case 0 -> predictOne(next(own));
        case 1 -> await(next(own), call -> predictor.predictAsync(call));
        case 2 -> {
          Duration deadline = Duration.ofMillis(own.nextInt(6));
          await(next(own), call -> predictor.predictAsync(call, deadline));
        }
        case 3 -> cancel(own);
        case 4 -> askForSeveral(own);
        default -> predictAll(own);
      }
    }

    private Call next(Random own) {
      boolean good = own.nextInt(3) > 0;
      return new Call(
          ids.incrementAndGet() % 100_000, good ? Fate.GOOD : FATES.get(own.nextInt(FATES.size())));
    }

    private void predictOne(Call call) {
      try {
        check(call, predictor.predict(call), null, false);
      } catch (Throwable failure) {
        check(call, null, failure, false);
      }
    }

    private interface Start {
      CompletableFuture<Integer> of(Call call);
    }

    private void await(Call call, Start start) {
      end(call, start.of(call), false);
    }

    private void askForSeveral(Random own) {
      Map<Call, CompletableFuture<Integer>> futures = new LinkedHashMap<>();
      for (int i = own.nextInt(12); i >= 0; i--) {
        Call call = next(own);
        futures.put(call, predictor.predictAsync(call));
      }
      futures.forEach((call, future) -> end(call, future, false));
    }

    private void cancel(Random own) {
      Call call = next(own);
      CompletableFuture<Integer> future = predictor.predictAsync(call);
      LockSupport.parkNanos(own.nextInt(1_000_000));
      boolean cancelled = future.cancel(true);
      end(call, future, cancelled);
    }

    /** Waits for a future, however often the thread is interrupted. */
    private void end(Call call, CompletableFuture<Integer> future, boolean isGivenUp) {
      boolean ended = false;
      while (!ended) {
        try {
          check(call, future.get(HUNG_SECONDS, TimeUnit.SECONDS), null, isGivenUp);
          ended = true;
        } catch (InterruptedException e) {
          ended = false; // the call goes on
        } catch (CancellationException e) {
          check(call, null, e, isGivenUp);
          ended = true;
        } catch (ExecutionException e) {
          check(call, null, e.getCause(), isGivenUp);
          ended = true;
        } catch (TimeoutException e) {
          throw new AssertionError("Hung: " + call, e);
        }
      }
    }

    private void predictAll(Random own) {
      List<Call> calls = Stream.generate(() -> next(own)).limit(own.nextInt(40)).toList();
      BulkOptions options = BulkOptions.standard().window(1 + own.nextInt(20));
      boolean ordered = own.nextBoolean();
      int limit = own.nextInt(3) == 0 ? own.nextInt(10) : Integer.MAX_VALUE;
      Set<Call> taken = new HashSet<>();
      try (Stream<Prediction<Call, Integer>> results =
          predictor.predictAll(calls, ordered ? options : options.unordered())) {
        results
            .limit(limit)
            .forEach(
                result -> {
                  if (ordered) {
                    assertThat(result.input()).isSameAs(calls.get(taken.size()));
                  }
                  assertThat(taken.add(result.input())).isTrue();
                  Integer answer = result.answer().orElse(null);
                  check(result.input(), answer, result.failure().orElse(null), false);
                });
        assertThat(taken).hasSize(Math.min(limit, calls.size()));
      } catch (PredictorClosedException closed) {
        count(closed);
      } catch (PredictionException interrupted) {
        assertThat(interrupted).hasCauseInstanceOf(InterruptedException.class);
        count(interrupted);
        assertThat(Thread.interrupted()).isTrue();
      }
    }

    private void check(Call call, Integer answer, Throwable failure, boolean isGivenUp) {
      if (failure == null) {
        assertThat(answer).isEqualTo(2 * call.number());
        assertThat(call.fate()).isIn(Fate.GOOD, Fate.SLOW_STEP, Fate.SLOW_ANSWER);
        ends.computeIfAbsent("answer", absent -> new LongAdder()).increment();
        return;
      }
      count(failure);
      if (failure instanceof StepException || failure.getClass() == CAUSES.get(call.fate())) {
        Throwable cause = failure instanceof StepException ? failure.getCause() : failure;
        assertThat(cause).isInstanceOf(CAUSES.get(call.fate()));
      } else if (failure instanceof ModelRunException || failure instanceof AssertionError) {
        assertThat(call.fate()).isIn(Fate.MODEL_FAILS, Fate.MODEL_THROWS_ERROR);
      } else if (failure instanceof CancellationException) {
        assertThat(isGivenUp).isTrue();
      } else {
        assertThat(failure)
            .isInstanceOfAny(OverloadException.class, PredictorClosedException.class);
      }
    }

    private void count(Throwable failure) {
      ends.computeIfAbsent(failure.getClass().getSimpleName(), absent -> new LongAdder())
          .increment();
    }
  }
}
