package io.sightline.testing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The library's own threads, to see that none is left behind. */
public final class SightlineThreads {
  private final Set<Thread> before = new HashSet<>(all());

  private SightlineThreads() {}

  /** Remembers what is there, such as idle threads of other tests. */
  public static SightlineThreads watch() {
    return new SightlineThreads();
  }

  private static List<Thread> all() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("sightline-"))
        .toList();
  }

  /** Waits, within a bound, for those that have come since, and gives those that stay. */
  public List<Thread> remaining() throws InterruptedException {
    for (Thread thread : all()) {
      if (!before.contains(thread)) {
        thread.join(TimeUnit.SECONDS.toMillis(20));
      }
    }
    return all().stream().filter(thread -> !before.contains(thread)).toList();
  }
}
