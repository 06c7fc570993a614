package io.sightline.detection.nms.kernel;

import java.util.Arrays;

/**
 * Suppression of one class with TensorFlow's queue (DoNonMaxSuppressionOp of
 * core/kernels/image/non_max_suppression_op.cc, 2.18), hard or soft. A candidate whose score was
 * lowered goes back into the queue and is next compared with what was kept since then alone. Of the
 * hard rule this shows where an overlap is NaN: it multiplies the score by 0.
 */
public final class QueueSuppression {
  private final BoxOverlap overlap;
  private final float threshold;
  private final float scale;
  private final boolean soft;
  private final float minScore;

  private QueueSuppression(
      BoxOverlap overlap, float threshold, float scale, boolean soft, float minScore) {
    this.overlap = overlap;
    this.threshold = threshold;
    this.scale = scale;
    this.soft = soft;
    this.minScore = minScore;
  }

  /** Hard: an overlap above the threshold removes. */
  public static QueueSuppression hard(BoxOverlap overlap, float threshold, float minScore) {
    return new QueueSuppression(overlap, threshold, 0, false, minScore);
  }

  /** Soft: scores fall with every overlap; there is no threshold of overlap. */
  public static QueueSuppression soft(BoxOverlap overlap, float sigma, float minScore) {
    return new QueueSuppression(overlap, 0, -0.5f / sigma, true, minScore);
  }

  /** The kept of the candidates, at most {@code limit}, with the scores that are left. */
  public Selection select(int[] candidates, float[] scores, int limit) {
    return new Run(candidates, scores).select(limit);
  }

  /** TensorFlow's threads take subnormal numbers for 0 (tsl::port::ScopedFlushDenormal). */
  private static float lowered(float score, float weight) {
    float product = score * weight;
    return Math.abs(product) < Float.MIN_NORMAL ? Math.copySign(0, product) : product;
  }

  private float weight(float found) {
    if (soft) {
      return (float) Math.exp(scale * found * found);
    }
    return found <= threshold ? 1 : 0;
  }

  /** One run over one class; candidates by ascending index, so that their places order ties. */
  private final class Run {
    private final Selection kept = new Selection();
    private final int[] candidates;
    private final float[] current;
    private final int[] compared;
    private final LongHeap queue;

    Run(int[] order, float[] scores) {
      candidates = order.clone();
      Arrays.sort(candidates);
      current = new float[order.length];
      compared = new int[order.length];
      queue = new LongHeap(order.length);
      for (int place = 0; place < order.length; place++) {
        current[place] = scores[candidates[place]];
        queue.add(ScoreOrder.key(current[place], place));
      }
    }

    Selection select(int limit) {
      while (kept.size() < limit && !queue.isEmpty()) {
        int place = ScoreOrder.index(queue.remove());
        float before = current[place];
        boolean removed = lower(place);
        compared[place] = kept.size();
        if (removed) {
          continue;
        }
        if (current[place] == before) {
          kept.add(candidates[place], before);
        } else if (current[place] > minScore) {
          queue.add(ScoreOrder.key(current[place], place));
        }
      }
      return kept;
    }

    /** Lowers a score by the boxes kept since the last look; true if one of them removes it. */
    private boolean lower(int place) {
      for (int i = kept.size() - 1; i >= compared[place]; i--) {
        float found = overlap.of(candidates[place], kept.index(i));
        current[place] = lowered(current[place], weight(found));
        if (!soft && found > threshold) {
          return true;
        }
        if (current[place] <= minScore) {
          return false;
        }
      }
      return false;
    }
  }
}
