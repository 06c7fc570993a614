package io.sightline.batch;

import java.util.OptionalLong;

/**
 * How far {@code predictAll} is.
 *
 * @param succeeded how many results with an answer were taken
 * @param failed how many results with a failure were taken
 * @param total how many inputs there are; empty if the source does not say
 */
public record Progress(long succeeded, long failed, OptionalLong total) {
  /**
   * How many results were taken.
   *
   * @return answers and failures
   */
  public long done() {
    return succeeded + failed;
  }
}
