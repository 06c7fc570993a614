package io.sightline.internal.batch;

import java.util.concurrent.Future;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads of one predictor. What is furthest on its way comes first, so that results leave
 * before new work is begun and little lies in memory; within a stage, the order is that of arrival.
 * Threads are started when there is work and end when there has been none for some seconds.
 */
public final class Workers {
  private static final long IDLE_SECONDS = 10;
  private static final AtomicLong NUMBER = new AtomicLong();

  /** The stages, furthest first. */
  enum Stage {
    POSTPROCESS,
    MODEL,
    PREPROCESS
  }

  private record Task(Stage stage, long number, Runnable work)
      implements Runnable, Comparable<Task> {
    @Override
    public void run() {
      work.run();
    }

    @Override
    public int compareTo(Task other) {
      int byStage = stage.compareTo(other.stage);
      return byStage != 0 ? byStage : Long.compare(number, other.number);
    }
  }

  private final ThreadLocal<Boolean> isWorker = ThreadLocal.withInitial(() -> false);
  private final AtomicLong taskNumber = new AtomicLong();
  private final ThreadPoolExecutor executor;
  private final ScheduledThreadPoolExecutor timer;

  /**
   * Threads to come.
   *
   * @param count how many at most, at least 1
   */
  public Workers(int count) {
    executor =
        new ThreadPoolExecutor(
            count,
            count,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new PriorityBlockingQueue<>(),
            work ->
                daemon(
                    "sightline-worker-",
                    () -> {
                      isWorker.set(true);
                      work.run();
                    }),
            (work, closed) -> work.run());
    executor.allowCoreThreadTimeOut(true);
    timer =
        new ScheduledThreadPoolExecutor(
            1, work -> daemon("sightline-timer-", work), new ThreadPoolExecutor.DiscardPolicy());
    timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /**
   * A thread that keeps neither the application alive nor the class loader or the thread locals of
   * whoever calls.
   */
  public static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(null, work, name + NUMBER.incrementAndGet(), 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(Workers.class.getClassLoader());
    return thread;
  }

  /** Does the work in a thread of this pool, or in the calling one after {@link #shutdown}. */
  void execute(Stage stage, Runnable work) {
    executor.execute(new Task(stage, taskNumber.getAndIncrement(), work));
  }

  /** Does the work, which must be quick, after a delay; never after {@link #shutdown}. */
  public Future<?> schedule(Runnable work, long nanos) {
    return timer.schedule(work, nanos, TimeUnit.NANOSECONDS);
  }

  /** Whether the calling thread is one of these. */
  public boolean isCurrentThread() {
    return isWorker.get();
  }

  /** Takes no more from outside; what was taken is finished. */
  public void shutdown() {
    timer.shutdownNow();
    executor.shutdown();
  }

  /** Waits until all is finished after {@link #shutdown}; false if it is not. */
  public boolean awaitTermination(long nanos) throws InterruptedException {
    return executor.awaitTermination(nanos, TimeUnit.NANOSECONDS);
  }

  /** Interrupts what is running, and drops what is not. */
  public void interrupt() {
    executor.shutdownNow();
  }
}
