package io.sightline.detection.nms.kernel;

/**
 * Soft suppression of one class as {@code cv2.dnn.softNMSBoxes} does it (OpenCV 5.0,
 * modules/dnn/src/nms.cpp): each box that is kept lowers the scores of all others at once.
 */
public final class DecaySuppression {
  private final BoxOverlap overlap;
  private final Decay decay;
  private final float minScore;

  /** The measure, how scores fall, and the lowest score that is kept. */
  public DecaySuppression(BoxOverlap overlap, Decay decay, float minScore) {
    this.overlap = overlap;
    this.decay = decay;
    this.minScore = minScore;
  }

  /** How scores fall. */
  @FunctionalInterface
  public interface Decay {
    /** The factor for a candidate that overlaps a kept box so much. */
    float factor(float overlap);
  }

  /** The kept of {@code order}, at most {@code limit}, with the scores that are left. */
  public Selection select(int[] order, float[] scores, int limit) {
    Selection kept = new Selection();
    int[] open = order.clone();
    float[] current = new float[order.length];
    int count = 0;
    for (int index : order) {
      current[count++] = scores[index];
    }
    while (kept.size() < limit) {
      int best = best(open, current, count);
      if (best < 0) {
        break;
      }
      int chosen = open[best];
      kept.add(chosen, current[best]);
      count--;
      open[best] = open[count];
      current[best] = current[count];
      for (int i = 0; i < count; i++) {
        if (current[i] >= minScore) {
          current[i] *= decay.factor(overlap.of(open[i], chosen));
        }
      }
    }
    return kept;
  }

  /** The place of the highest score, of equal ones that of the lower index; -1 if all fell. */
  private int best(int[] open, float[] current, int count) {
    int best = -1;
    for (int i = 0; i < count; i++) {
      if (!(current[i] >= minScore)) {
        continue;
      }
      boolean isBetter =
          best < 0
              || current[i] > current[best]
              || (current[i] == current[best] && open[i] < open[best]);
      if (isBetter) {
        best = i;
      }
    }
    return best;
  }
}
