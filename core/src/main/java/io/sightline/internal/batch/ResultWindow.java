package io.sightline.internal.batch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The results between those who make them, in any order, and one who takes them: at most so many
 * places are given out at a time, from the promise of a result to its being taken.
 *
 * @param <R> the result
 */
public final class ResultWindow<R> {
  /** The place of one result. */
  public final class Place {
    private @Nullable R result;

    /** Fills the place; at most once. Does nothing if the window is closed. */
    public void fill(R made) {
      lock.lock();
      try {
        if (!closed) {
          result = made;
          if (!ordered) {
            places.add(this);
          }
          changed.signalAll();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final int size;
  private final boolean ordered;

  /** In order: the places that were given out; else those that are filled. */
  @GuardedBy("lock")
  private final ArrayDeque<Place> places = new ArrayDeque<>();

  @GuardedBy("lock")
  private int given;

  @GuardedBy("lock")
  private boolean finished;

  @GuardedBy("lock")
  private @Nullable Throwable end;

  @GuardedBy("lock")
  private boolean closed;

  /** A window of so many places. */
  public ResultWindow(int size, boolean ordered) {
    this.size = size;
    this.ordered = ordered;
  }

  /** Waits until a place is free; false if no more are given out. */
  public boolean awaitRoom() throws InterruptedException {
    lock.lock();
    try {
      while (given == size && !closed) {
        changed.await();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Gives out the next place, for which {@link #awaitRoom} has seen room. */
  public Place give() {
    lock.lock();
    try {
      given++;
      Place place = new Place();
      if (ordered) {
        places.add(place);
      }
      return place;
    } finally {
      lock.unlock();
    }
  }

  /** No more places will be asked for: after the last result, there is none. */
  public void finish() {
    finish(null);
  }

  /** No more places will be asked for: after the last result, the failure is thrown. */
  public void finish(@Nullable Throwable failure) {
    lock.lock();
    try {
      if (!closed) {
        finished = true;
        end = failure;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Drops all results: from now on the failure is thrown, or, without one, there is none. */
  public void close(@Nullable Throwable failure) {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        end = failure;
        places.clear();
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether {@link #close} was called. */
  public boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the next result and takes it. An interrupt counts even if the result is there.
   *
   * @return the result; empty after the last
   * @throws Throwable what ended the work before its time
   */
  public Optional<R> take() throws Throwable {
    lock.lockInterruptibly();
    try {
      while (!closed) {
        Place next = places.peek();
        if (next != null && next.result != null) {
          places.remove();
          given--;
          changed.signalAll();
          return Optional.of(next.result);
        }
        if (finished && given == 0) {
          break;
        }
        changed.await();
      }
      if (end != null) {
        throw end;
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }
}
