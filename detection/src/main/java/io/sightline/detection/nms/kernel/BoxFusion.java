package io.sightline.detection.nms.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Weighted boxes fusion as in ensemble-boxes 1.0.9 (ensemble_boxes_wbf.py): double, but for the
 * sums and quotients of a cluster of several boxes, which that code keeps in float32.
 */
public final class BoxFusion {
  private final double minOverlap;
  private final double[] weights;
  private final boolean isMaximum;
  private final Scoring scoring;

  /** The least overlap, the weights of the models and the score of a cluster. */
  public BoxFusion(double minOverlap, double[] weights, boolean isMaximum, Scoring scoring) {
    this.minOverlap = minOverlap;
    this.weights = weights.clone();
    this.isMaximum = isMaximum;
    this.scoring = scoring;
  }

  /** The score of a fused box. */
  @FunctionalInterface
  public interface Scoring {
    /** From the facts of its cluster. */
    double score(Facts facts);
  }

  /**
   * What is known of a cluster.
   *
   * @param score the mean, or the maximum, of its weighted scores
   * @param size how many boxes it has
   * @param weight the sum of their weights
   * @param presentWeight the sum of the weights of the models that found one of them
   * @param models how many models there are
   * @param totalWeight the sum of the weights of all models
   * @param greatestWeight the greatest of them
   */
  public record Facts(
      double score,
      int size,
      double weight,
      double presentWeight,
      int models,
      double totalWeight,
      double greatestWeight) {}

  /** The fused boxes, best first. */
  public MergedColumns fuse(
      float[] boxes, float[] scores, int[] classIds, int[] models, double minScore) {
    double[] weighted = new double[scores.length];
    int[] order = usable(boxes, scores, models, minScore, weighted);
    MergedColumns result = new MergedColumns();
    for (int[] group : ClassGroups.of(order, classIds)) {
      List<Cluster> clusters = new ArrayList<>();
      for (int index : group) {
        Candidate candidate = new Candidate(boxes, index, weighted[index], models[index]);
        Cluster best = best(clusters, candidate);
        if (best == null) {
          clusters.add(new Cluster(candidate));
        } else {
          best.join(candidate);
        }
      }
      for (Cluster cluster : clusters) {
        result.add(cluster.leader, cluster.box(), cluster.score(), classIds[cluster.leader]);
      }
    }
    return result.sortByScore(Integer.MAX_VALUE);
  }

  /** The candidates with a score and an area, best first; sets their weighted scores. */
  private int[] usable(
      float[] boxes, float[] scores, int[] models, double minScore, double[] weighted) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      weighted[i] = scores[i] * weights[models[i]];
      if (scores[i] >= minScore && new Candidate(boxes, i, 0, 0).area() > 0) {
        order.add(i);
      }
    }
    order.sort((a, b) -> Double.compare(weighted[b] + 0.0, weighted[a] + 0.0));
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  private @Nullable Cluster best(List<Cluster> clusters, Candidate candidate) {
    Cluster best = null;
    double most = minOverlap;
    for (Cluster cluster : clusters) {
      double overlap = cluster.overlap(candidate);
      if (overlap > most) {
        most = overlap;
        best = cluster;
      }
    }
    return best;
  }

  /** A box within the picture, with its edges in order; NaN stays NaN. */
  private static final class Candidate {
    final int index;
    final double score;
    final int model;
    final double[] box = new double[4];

    Candidate(float[] boxes, int index, double score, int model) {
      this.index = index;
      this.score = score;
      this.model = model;
      for (int axis = 0; axis < 2; axis++) {
        double low = boxes[4 * index + axis];
        double high = boxes[4 * index + axis + 2];
        box[axis] = clip(Math.min(low, high));
        box[axis + 2] = clip(Math.max(low, high));
      }
    }

    private static double clip(double value) {
      return Math.max(0, Math.min(1, value));
    }

    double area() {
      return (box[2] - box[0]) * (box[3] - box[1]);
    }
  }

  private final class Cluster {
    final int leader;
    private final float[] sums = new float[4];
    private final boolean[] present = new boolean[weights.length];
    private double[] box;
    private double total;
    private double greatest;
    private double weight;
    private int size;

    Cluster(Candidate first) {
      leader = first.index;
      box = first.box;
      add(first);
    }

    void join(Candidate candidate) {
      add(candidate);
      box = new double[4];
      for (int i = 0; i < 4; i++) {
        box[i] = (float) (sums[i] / total);
      }
    }

    private void add(Candidate candidate) {
      for (int i = 0; i < 4; i++) {
        sums[i] = (float) (sums[i] + candidate.score * candidate.box[i]);
      }
      greatest = size == 0 ? candidate.score : Math.max(greatest, candidate.score);
      total += candidate.score;
      weight += weights[candidate.model];
      present[candidate.model] = true;
      size++;
    }

    double overlap(Candidate candidate) {
      double width = Math.min(box[2], candidate.box[2]) - Math.max(box[0], candidate.box[0]);
      double height = Math.min(box[3], candidate.box[3]) - Math.max(box[1], candidate.box[1]);
      double intersection = Math.max(width, 0) * Math.max(height, 0);
      double area = (box[2] - box[0]) * (box[3] - box[1]);
      return intersection / (area + candidate.area() - intersection);
    }

    float[] box() {
      return new float[] {(float) box[0], (float) box[1], (float) box[2], (float) box[3]};
    }

    float score() {
      double all = 0;
      double seen = 0;
      double most = 0;
      for (int model = 0; model < weights.length; model++) {
        all += weights[model];
        seen += present[model] ? weights[model] : 0;
        most = Math.max(most, weights[model]);
      }
      double own = isMaximum ? greatest : total / size;
      return (float)
          scoring.score(
              new Facts(
                  size > 1 ? (float) own : own,
                  size,
                  size > 1 ? (float) weight : weight,
                  seen,
                  weights.length,
                  all,
                  most));
    }
  }
}
