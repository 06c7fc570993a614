package io.sightline.detection.nms.kernel;

/** Hard suppression of one class, each candidate against all that were kept, newest first. */
public final class PlainSuppression {
  private PlainSuppression() {}

  /** When an overlap suppresses. */
  @FunctionalInterface
  public interface Test {
    /** Whether so much is too much. */
    boolean isTooMuch(float overlap);
  }

  /** The kept of {@code order}, at most {@code limit}. */
  public static Selection select(
      int[] order, float[] scores, BoxOverlap overlap, Test test, int limit) {
    Selection kept = new Selection();
    for (int rank = 0; rank < order.length && kept.size() < limit; rank++) {
      if (!isSuppressed(order[rank], kept, overlap, test)) {
        kept.add(order[rank], scores[order[rank]]);
      }
    }
    return kept;
  }

  private static boolean isSuppressed(
      int candidate, Selection kept, BoxOverlap overlap, Test test) {
    for (int i = kept.size() - 1; i >= 0; i--) {
      if (test.isTooMuch(overlap.of(candidate, kept.index(i)))) {
        return true;
      }
    }
    return false;
  }
}
