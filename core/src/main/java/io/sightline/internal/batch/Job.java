package io.sightline.internal.batch;

import io.sightline.tensor.TensorValue;
import java.util.Map;

/**
 * One item on its way through the stages. Its methods are called one after the other, by threads
 * that may differ; {@link #answer} that returns or {@link #fail} ends it.
 */
public interface Job extends ModelWatcher {
  /** Whether nobody waits for it any more: what is left of the work is skipped. */
  boolean isOver();

  /** Makes what the model is fed. May throw anything. */
  Map<String, TensorValue> prepare() throws Throwable;

  /** How long it waited for a thread, for others and for the model, in nanoseconds. */
  void waited(long nanos);

  /** How long the model ran for it, in nanoseconds, and for how many items at once. */
  void ran(long nanos, int batchSize);

  /** Takes what the model gave for it. May throw anything. */
  void answer(Map<String, TensorValue> outputs) throws Throwable;

  /** Ends it without an answer; does nothing if it has ended. Never throws. */
  void fail(Throwable failure);
}
