package io.sightline.observe;

/**
 * Hears of every prediction, however it was asked for. A lambda is enough:
 *
 * <pre>{@code
 * .listener(event -> LOGGER.info("{} took {} ms", event.input(), event.timings().totalMillis()))
 * }</pre>
 *
 * <p>It is called by several threads at once, in the thread that finished the prediction and before
 * its caller has the result: it should be quick. What it throws is logged once and changes no
 * prediction.
 */
@FunctionalInterface
public interface PredictionListener {
  /**
   * A prediction has ended, with an answer or without.
   *
   * @param event what became of it
   */
  void predicted(PredictionEvent event);

  /**
   * The model has run for one or several items at once.
   *
   * @param event what it took
   */
  default void ran(BatchEvent event) {}
}
