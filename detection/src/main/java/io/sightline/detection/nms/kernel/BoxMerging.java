package io.sightline.detection.nms.kernel;

import io.sightline.detection.box.Overlap;
import java.util.Arrays;

/**
 * Greedy merging of one class: the best box leads, all that overlap the leader enough join it, and
 * so on with what is left. Members join in the order of their scores.
 */
public final class BoxMerging {
  private final float[] boxes;
  private final float[] scores;
  private final int[] classIds;
  private final Overlap measure;
  private final double minOverlap;
  private final Join join;
  private final BoxOverlap overlap;

  /** The candidates and the rule. */
  public BoxMerging(
      float[] boxes,
      float[] scores,
      int[] classIds,
      Overlap measure,
      double minOverlap,
      Join join) {
    this.boxes = boxes;
    this.scores = scores;
    this.classIds = classIds;
    this.measure = measure;
    this.minOverlap = join == Join.HIGHEST_SCORE ? (float) minOverlap : minOverlap;
    this.join = join;
    overlap = BoxOverlap.merging(boxes, measure);
  }

  /** What a member does to the merged box. */
  public enum Join {
    /**
     * SAHI 0.11 (postprocess/combine.py, GreedyNMMPostprocess): a member whose overlap with the
     * merged box is above the threshold extends it; the score is the highest.
     */
    HIGHEST_SCORE,
    /**
     * supervision 0.26 (detection/core.py, merge_inner_detection_object_pair): each member extends
     * the box; the score is the mean of the two, weighted by area.
     */
    MEAN_BY_AREA
  }

  /** The merged boxes of a group; the rows are added to the columns. */
  public void merge(int[] order, MergedColumns result) {
    boolean[] taken = new boolean[order.length];
    for (int rank = 0; rank < order.length; rank++) {
      if (taken[rank]) {
        continue;
      }
      int leader = order[rank];
      Merged merged = new Merged(leader);
      for (int i = rank + 1; i < order.length; i++) {
        if (!taken[i] && overlap.of(order[i], leader) >= minOverlap) {
          taken[i] = true;
          merged.join(order[i]);
        }
      }
      result.add(leader, merged.box, merged.score, merged.classId);
    }
  }

  private final class Merged {
    final float[] box;
    float score;
    int classId;

    Merged(int leader) {
      box = Arrays.copyOfRange(boxes, 4 * leader, 4 * leader + 4);
      score = scores[leader];
      classId = classIds[leader];
    }

    void join(int member) {
      if (join == Join.HIGHEST_SCORE) {
        joinHighest(member);
      } else {
        joinMean(member);
      }
    }

    /** Of two equal scores the member's class is taken. */
    private void joinHighest(int member) {
      if (overlapWith(member) > minOverlap) {
        extend(member);
        if (!(score > scores[member])) {
          classId = classIds[member];
        }
      }
    }

    /** Of two equal scores the merged box keeps its class. */
    private void joinMean(int member) {
      float area = area(box, 0);
      float memberArea = area(boxes, 4 * member);
      if (!(score >= scores[member])) {
        classId = classIds[member];
      }
      float both = area + memberArea;
      score =
          both == 0
              ? Math.max(score, scores[member])
              : (area * score + memberArea * scores[member]) / both;
      extend(member);
    }

    private void extend(int member) {
      int offset = 4 * member;
      box[0] = Math.min(box[0], boxes[offset]);
      box[1] = Math.min(box[1], boxes[offset + 1]);
      box[2] = Math.max(box[2], boxes[offset + 2]);
      box[3] = Math.max(box[3], boxes[offset + 3]);
    }

    /** In double, as SAHI computes a single pair. */
    private double overlapWith(int member) {
      int offset = 4 * member;
      double width = (double) Math.min(box[2], boxes[offset + 2]) - Math.max(box[0], boxes[offset]);
      double height =
          (double) Math.min(box[3], boxes[offset + 3]) - Math.max(box[1], boxes[offset + 1]);
      double intersection = Math.max(0, width) * Math.max(0, height);
      double area = ((double) box[2] - box[0]) * ((double) box[3] - box[1]);
      double memberArea =
          ((double) boxes[offset + 2] - boxes[offset])
              * ((double) boxes[offset + 3] - boxes[offset + 1]);
      return measure == Overlap.IOS
          ? intersection / Math.min(area, memberArea)
          : intersection / (area + memberArea - intersection);
    }

    private float area(float[] values, int offset) {
      return (values[offset + 2] - values[offset]) * (values[offset + 3] - values[offset + 1]);
    }
  }
}
