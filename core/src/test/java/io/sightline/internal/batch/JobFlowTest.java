package io.sightline.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.error.PredictorClosedException;
import io.sightline.observe.BatchEvent;
import io.sightline.tensor.TensorValue;
import io.sightline.testing.DoublingModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JobFlowTest {
  private final Workers workers = new Workers(2);
  private final List<BatchEvent> events = new CopyOnWriteArrayList<>();
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void end() throws InterruptedException {
    gate.countDown();
    workers.shutdown();
    assertThat(workers.awaitTermination(TimeUnit.SECONDS.toNanos(30))).isTrue();
  }

  private JobFlow flow(Duration maxDelay) {
    return new JobFlow(workers, new BatchedModel(DoublingModel.open(), 4), maxDelay, events::add);
  }

  private static Map<String, TensorValue> number(int number) {
    return DoublingModel.sample(number).values();
  }

  @Test
  void submit_manyJobs_endsEachWithItsOwn() {
    JobFlow flow = flow(Duration.ZERO);
    List<FakeJob> jobs = new ArrayList<>();
    for (int i = 0; i < 103; i++) {
      jobs.add(new FakeJob(i));
    }

    jobs.forEach(flow::submit);

    for (int i = 0; i < jobs.size(); i++) {
      assertThat(jobs.get(i).answer()).isEqualTo(2f * i);
      assertThat(jobs.get(i).batchSize).isBetween(1, 4);
    }
    assertThat(events.stream().mapToInt(BatchEvent::size).sum()).isEqualTo(103);
  }

  @Test
  void submit_jobThatHangs_holdsUpNoOther() throws InterruptedException {
    JobFlow flow = flow(Duration.ZERO);
    FakeJob hanging = new FakeJob(number(1), gate);
    flow.submit(hanging);
    assertThat(hanging.begun.await(30, TimeUnit.SECONDS)).isTrue();

    FakeJob other = new FakeJob(2);
    flow.submit(other);

    assertThat(other.answer()).isEqualTo(4);
    assertThat(hanging.end).isNotDone();
  }

  @Test
  void submit_fullBatch_doesNotWaitForTheDelay() {
    JobFlow flow = flow(Duration.ofDays(400_000)); // more than nanoseconds can count
    List<FakeJob> jobs = List.of(new FakeJob(1), new FakeJob(2), new FakeJob(3), new FakeJob(4));

    jobs.forEach(flow::submit);

    assertThat(jobs).extracting(FakeJob::answer).containsExactly(2f, 4f, 6f, 8f);
    assertThat(jobs).extracting(job -> job.batchSize).containsOnly(4);
  }

  @Test
  void submit_partOfABatch_runsAfterTheDelay() {
    JobFlow flow = flow(Duration.ofMillis(20));
    FakeJob job = new FakeJob(1);

    flow.submit(job);

    assertThat(job.answer()).isEqualTo(2);
  }

  @Test
  void submit_jobThatIsOver_isSkipped() {
    JobFlow flow = flow(Duration.ofMillis(1));
    FakeJob over = new FakeJob(1);
    over.isOver = true;
    FakeJob other = new FakeJob(2);

    flow.submit(over);
    flow.submit(other);

    assertThat(other.answer()).isEqualTo(4);
    assertThat(over.begun.getCount()).isEqualTo(1);
    assertThat(events).extracting(BatchEvent::size).containsExactly(1);
  }

  @Test
  void listener_throwsError_losesNoJob() {
    JobFlow flow =
        new JobFlow(
            workers,
            new BatchedModel(DoublingModel.open(), 4),
            Duration.ZERO,
            event -> {
              Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> {});
              throw new OutOfMemoryError("in a listener");
            });
    FakeJob first = new FakeJob(1);
    FakeJob second = new FakeJob(2);

    flow.submit(first);
    flow.submit(second);

    assertThat(first.answer()).isEqualTo(2);
    assertThat(second.answer()).isEqualTo(4);
  }

  @Test
  void close_whatIsQueuedOrGathered_failsAtOnce() throws InterruptedException {
    JobFlow flow = flow(Duration.ofDays(1));
    FakeJob gathered = new FakeJob(1);
    flow.submit(gathered);
    List<FakeJob> hanging = List.of(new FakeJob(number(2), gate), new FakeJob(number(3), gate));
    hanging.forEach(flow::submit);
    for (FakeJob job : hanging) {
      assertThat(job.begun.await(30, TimeUnit.SECONDS)).isTrue();
    }
    FakeJob queued = new FakeJob(4);
    flow.submit(queued);

    flow.close();
    FakeJob late = new FakeJob(5);
    flow.submit(late);

    for (FakeJob job : List.of(gathered, queued, late)) {
      assertThat(job.end)
          .failsWithin(Duration.ZERO)
          .withThrowableThat()
          .withCauseInstanceOf(PredictorClosedException.class);
    }
    assertThat(hanging).noneMatch(job -> job.end.isDone());
    gate.countDown();
    for (FakeJob job : hanging) {
      assertThat(job.end)
          .failsWithin(Duration.ofSeconds(30))
          .withThrowableThat()
          .withCauseInstanceOf(PredictorClosedException.class);
    }
  }
}
