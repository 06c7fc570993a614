package io.sightline.internal.batch;

import io.sightline.model.Feed;
import io.sightline.tensor.TensorValue;
import io.sightline.testing.DoublingModel;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** A job that feeds a number, can be held up in its preparation, and remembers how it ended. */
class FakeJob implements Job {
  final CompletableFuture<Map<String, TensorValue>> end = new CompletableFuture<>();
  final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch gate;
  private final Map<String, TensorValue> values;
  volatile int batchSize;
  volatile boolean isOver;

  FakeJob(int number) {
    this(DoublingModel.sample(number).values(), new CountDownLatch(0));
  }

  FakeJob(Map<String, TensorValue> values) {
    this(values, new CountDownLatch(0));
  }

  /** A job whose preparation ends when the gate is open. */
  FakeJob(Map<String, TensorValue> values, CountDownLatch gate) {
    this.values = values;
    this.gate = gate;
  }

  float answer() {
    return end.join().get("y").floats()[0];
  }

  @Override
  public boolean isOver() {
    return isOver || end.isDone();
  }

  @Override
  public Map<String, TensorValue> prepare() throws Throwable {
    begun.countDown();
    gate.await();
    return values;
  }

  @Override
  public void waited(long nanos) {}

  @Override
  public void ran(long nanos, int size) {
    batchSize = size;
  }

  @Override
  public void answer(Map<String, TensorValue> outputs) throws Throwable {
    if (!end.complete(outputs)) {
      throw new IllegalStateException("It ended twice");
    }
  }

  @Override
  public void fail(Throwable failure) {
    boolean unused = end.completeExceptionally(failure);
  }

  @Override
  public void fed(Map<String, Feed> feeds) {}

  @Override
  public void gave(Map<String, TensorValue> outputs) {}
}
