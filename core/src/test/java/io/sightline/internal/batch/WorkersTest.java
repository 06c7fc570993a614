package io.sightline.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.internal.batch.Workers.Stage;
import io.sightline.testing.SightlineThreads;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {
  private static boolean finish(Workers workers) throws InterruptedException {
    workers.shutdown();
    return workers.awaitTermination(TimeUnit.SECONDS.toNanos(30));
  }

  @Test
  void execute_whatIsFurthest_comesFirstAndElseTheOrderHolds() throws Exception {
    Workers workers = new Workers(1);
    CountDownLatch gate = new CountDownLatch(1);
    List<String> done = new CopyOnWriteArrayList<>();
    workers.execute(Stage.PREPROCESS, () -> await(gate));

    workers.execute(Stage.PREPROCESS, () -> done.add("first"));
    workers.execute(Stage.PREPROCESS, () -> done.add("second"));
    workers.execute(Stage.MODEL, () -> done.add("model"));
    workers.execute(Stage.POSTPROCESS, () -> done.add("answer"));
    gate.countDown();

    assertThat(finish(workers)).isTrue();
    assertThat(done).containsExactly("answer", "model", "first", "second");
  }

  private static void await(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void threads_ofAPool_areDaemonsThatKeepNothingOfTheCaller() throws Exception {
    Workers workers = new Workers(1);
    InheritableThreadLocal<String> secret = new InheritableThreadLocal<>();
    secret.set("the caller's");
    ClassLoader own = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(new ClassLoader() {});
    CompletableFuture<Void> seen = new CompletableFuture<>();
    try {
      workers.execute(
          Stage.MODEL,
          () ->
              complete(
                  seen,
                  () -> {
                    Thread thread = Thread.currentThread();
                    assertThat(thread.isDaemon()).isTrue();
                    assertThat(thread.getName()).startsWith("sightline-worker-");
                    assertThat(thread.getContextClassLoader())
                        .isSameAs(Workers.class.getClassLoader());
                    assertThat(secret.get()).isNull();
                    assertThat(workers.isCurrentThread()).isTrue();
                  }));
    } finally {
      Thread.currentThread().setContextClassLoader(own);
    }

    assertThat(seen.get(30, TimeUnit.SECONDS)).isNull();
    assertThat(workers.isCurrentThread()).isFalse();
    assertThat(finish(workers)).isTrue();
  }

  private static void complete(CompletableFuture<Void> future, Runnable work) {
    try {
      work.run();
      future.complete(null);
    } catch (Throwable failure) {
      future.completeExceptionally(failure);
    }
  }

  @Test
  void execute_workThatThrows_takesNoOtherWithIt() throws Exception {
    Workers workers = new Workers(1);
    CountDownLatch done = new CountDownLatch(1);
    CountDownLatch isLate = new CountDownLatch(1);
    workers.execute(
        Stage.MODEL,
        () -> {
          Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> isLate.countDown());
          throw new StackOverflowError("too deep");
        });
    workers.execute(Stage.MODEL, done::countDown);

    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(isLate.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(finish(workers)).isTrue();
  }

  @Test
  void execute_afterShutdown_runsInTheCallingThread() throws Exception {
    Workers workers = new Workers(1);
    assertThat(finish(workers)).isTrue();
    List<Thread> threads = new CopyOnWriteArrayList<>();

    workers.execute(Stage.POSTPROCESS, () -> threads.add(Thread.currentThread()));

    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void schedule_afterADelay_runs() throws Exception {
    Workers workers = new Workers(1);
    CountDownLatch rang = new CountDownLatch(1);

    Future<?> alarm = workers.schedule(rang::countDown, 1_000_000);

    assertThat(rang.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(alarm.get(30, TimeUnit.SECONDS)).isNull();
    assertThat(finish(workers)).isTrue();
  }

  @Test
  void schedule_afterShutdownOrForTheEndOfTime_neverRuns() throws Exception {
    SightlineThreads threads = SightlineThreads.watch();
    Workers workers = new Workers(1);
    List<String> rang = new CopyOnWriteArrayList<>();
    Future<?> far = workers.schedule(() -> rang.add("far"), Long.MAX_VALUE);

    assertThat(finish(workers)).isTrue();
    Future<?> late = workers.schedule(() -> rang.add("late"), 0);

    assertThat(threads.remaining()).isEmpty();
    assertThat(rang).isEmpty();
    assertThat(far.cancel(false)).isTrue();
    assertThat(late.cancel(false)).isTrue();
  }

  @Test
  void interrupt_workThatWaits_endsIt() throws Exception {
    Workers workers = new Workers(1);
    CountDownLatch begun = new CountDownLatch(1);
    workers.execute(
        Stage.PREPROCESS,
        () -> {
          begun.countDown();
          await(new CountDownLatch(1));
        });
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

    workers.shutdown();
    workers.interrupt();

    assertThat(workers.awaitTermination(TimeUnit.SECONDS.toNanos(30))).isTrue();
  }
}
