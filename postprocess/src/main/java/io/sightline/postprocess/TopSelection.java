package io.sightline.postprocess;

/** Finds the highest scores without sorting all. */
final class TopSelection {
  private TopSelection() {}

  /**
   * The indices of the highest scores, highest first, equal scores by index; all if {@code k} is
   * larger than the number of scores. The scores have no NaN.
   *
   * <p>Each score is inserted into the list of the best so far: almost all fail the one comparison
   * with its last.
   */
  static int[] indices(float[] scores, int k) {
    int length = Math.min(k, scores.length);
    int[] best = new int[length];
    int found = 0;
    for (int i = 0; i < scores.length; i++) {
      if (found == length && scores[i] <= scores[best[length - 1]]) {
        continue;
      }
      int place = found == length ? length - 1 : found++;
      while (place > 0 && scores[best[place - 1]] < scores[i]) {
        best[place] = best[place - 1];
        place--;
      }
      best[place] = i;
    }
    return best;
  }
}
