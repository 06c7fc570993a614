package io.sightline.error;

/** A predictor or a model was used after it had been closed: a mistake of the caller. */
public final class PredictorClosedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * A use after close.
   *
   * @param what what was used, such as {@code "the predictor of mobilenet.pb"}
   */
  public PredictorClosedException(String what) {
    super(
        what
            + " has been closed. Close it when no more predictions are to be made: a predictor is"
            + " meant to be shared and kept open.");
  }
}
