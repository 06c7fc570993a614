package io.sightline.postprocess.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/**
 * What is strange in a model's numbers, said in the log once for each kind of finding. Safe for use
 * by several threads.
 */
public final class Findings {
  private final Logger logger;
  private final Set<String> reported = ConcurrentHashMap.newKeySet();

  /** Nothing has been found yet. */
  public Findings(Logger logger) {
    this.logger = logger;
  }

  /** Reports a finding unless one of its kind has been. */
  public void report(String kind, String finding) {
    if (reported.add(kind)) {
      logger.warn(finding);
    }
  }
}
