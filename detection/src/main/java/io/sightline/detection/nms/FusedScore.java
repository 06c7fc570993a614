package io.sightline.detection.nms;

import io.sightline.detection.nms.kernel.BoxFusion;

/**
 * How {@link WeightedBoxesFusion} scores a fused box. With the boxes of the cluster, whose scores
 * were multiplied by the weights of their models: n their number, s the sum of their scores, w the
 * sum of their weights; W and T are the sum of the weights and the number of all models.
 */
public enum FusedScore {
  /** {@code avg}: {@code s / n * min(T, n) / W}. */
  AVERAGE {
    @Override
    double of(BoxFusion.Facts cluster) {
      return cluster.score() * Math.min(cluster.models(), cluster.size()) / cluster.totalWeight();
    }
  },

  /** {@code max}: the highest of the scores over the greatest weight of a model. */
  MAXIMUM {
    @Override
    double of(BoxFusion.Facts cluster) {
      return cluster.score() / cluster.greatestWeight();
    }
  },

  /** {@code box_and_model_avg}: {@code s / w}, times the weights of the models that saw it / W. */
  BOX_AND_MODEL_AVERAGE {
    @Override
    double of(BoxFusion.Facts cluster) {
      double boxes = cluster.score() * cluster.size() / cluster.weight();
      return boxes * cluster.presentWeight() / cluster.totalWeight();
    }
  },

  /** {@code absent_model_aware_avg}: {@code s / (w + the weights of those that did not see it)}. */
  ABSENT_MODEL_AWARE_AVERAGE {
    @Override
    double of(BoxFusion.Facts cluster) {
      double absent = cluster.totalWeight() - cluster.presentWeight();
      return cluster.score() * cluster.size() / (cluster.weight() + absent);
    }
  };

  abstract double of(BoxFusion.Facts cluster);
}
