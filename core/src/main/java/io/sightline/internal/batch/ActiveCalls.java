package io.sightline.internal.batch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The threads that are inside of a call, so that a close can wait for them. */
public final class ActiveCalls {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition left = lock.newCondition();

  @GuardedBy("lock")
  private final Map<Thread, Integer> depths = new HashMap<>();

  @GuardedBy("lock")
  private boolean closed;

  /** The calling thread goes in; false, and it stays out, after {@link #close}. */
  public boolean enter() {
    lock.lock();
    try {
      if (!closed) {
        depths.merge(Thread.currentThread(), 1, Integer::sum);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** The calling thread goes out. */
  public void exit() {
    lock.lock();
    try {
      depths.computeIfPresent(
          Thread.currentThread(), (thread, depth) -> depth == 1 ? null : depth - 1);
      if (closed) {
        left.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Lets nobody in any more; false if that was so before. */
  public boolean close() {
    lock.lock();
    try {
      boolean first = !closed;
      closed = true;
      return first;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until no thread is inside but perhaps the calling one; false if the time is up first. */
  public boolean awaitOthers(long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    lock.lock();
    try {
      while (depths.size() > (depths.containsKey(Thread.currentThread()) ? 1 : 0)) {
        if (!left.await(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)
            && System.nanoTime() >= deadline) {
          return false;
        }
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
