package io.sightline.detection.nms;

import io.sightline.detection.box.Overlap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

/**
 * Suppression in its plainest form, quadratic or worse, from the rules as they are written down;
 * the answer that the library's kernels must give.
 */
final class PlainReference {
  private final float[] boxes;
  private final float[] scores;
  private final int[] classIds;

  PlainReference(float[] boxes, float[] scores, int[] classIds) {
    this.boxes = boxes;
    this.scores = scores;
    this.classIds = classIds;
  }

  /** A chosen candidate and the score it ended with. */
  record Chosen(int index, float score) {}

  private static final class Candidate {
    final int index;
    float score;
    int compared;

    Candidate(int index, float score) {
      this.index = index;
      this.score = score;
    }
  }

  @FunctionalInterface
  interface Measure {
    float of(int candidate, int kept);
  }

  @FunctionalInterface
  interface GroupRule {
    List<Chosen> choose(List<Integer> group);
  }

  /** Applies a rule to each class and joins the answers by what each offers next. */
  List<Chosen> byClass(GroupRule rule) {
    List<List<Chosen>> parts = new ArrayList<>();
    TreeSet<Integer> classes = new TreeSet<>();
    for (int classId : classIds) {
      classes.add(classId);
    }
    for (int classId : classes) {
      List<Integer> group = new ArrayList<>(all());
      group.removeIf(index -> classIds[index] != classId);
      parts.add(new ArrayList<>(rule.choose(group)));
    }
    List<Chosen> result = new ArrayList<>();
    while (true) {
      List<Chosen> best = null;
      for (List<Chosen> part : parts) {
        if (!part.isEmpty() && (best == null || isBefore(part.get(0), best.get(0)))) {
          best = part;
        }
      }
      if (best == null) {
        return result;
      }
      result.add(best.remove(0));
    }
  }

  List<Integer> all() {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      all.add(i);
    }
    return all;
  }

  private static boolean isBefore(Chosen a, Chosen b) {
    return byScore(a.score, a.index, b.score, b.index) < 0;
  }

  /** NaN first, then descending, then by index; zeros of both signs are equal. */
  private static int byScore(float scoreA, int indexA, float scoreB, int indexB) {
    int order = Float.compare(scoreB + 0f, scoreA + 0f);
    return order != 0 ? order : Integer.compare(indexA, indexB);
  }

  /** TensorFlow's loop: take the best; if what was kept lowers its score, put it back. */
  List<Chosen> tensorFlow(
      List<Integer> group, Measure measure, float maxOverlap, float minScore, float sigma) {
    List<Candidate> open = new ArrayList<>();
    for (int index : group) {
      if (scores[index] > minScore) {
        open.add(new Candidate(index, scores[index]));
      }
    }
    List<Chosen> kept = new ArrayList<>();
    while (!open.isEmpty()) {
      Candidate next =
          open.stream()
              .min(
                  Comparator.comparing((Candidate c) -> -(c.score + 0f))
                      .thenComparing(c -> c.index))
              .orElseThrow();
      open.remove(next);
      float before = next.score;
      boolean suppressed = false;
      for (int j = kept.size() - 1; j >= next.compared; j--) {
        float found = measure.of(next.index, kept.get(j).index);
        if (sigma > 0) {
          next.score *= (float) Math.exp(-0.5f / sigma * found * found);
        } else if (!(found <= maxOverlap)) {
          next.score *= 0;
        }
        if (sigma == 0 && found > maxOverlap) {
          suppressed = true;
          break;
        }
        if (next.score <= minScore) {
          break;
        }
      }
      next.compared = kept.size();
      if (!suppressed && next.score == before) {
        kept.add(new Chosen(next.index, next.score));
      } else if (!suppressed && next.score > minScore) {
        open.add(next);
      }
    }
    return kept;
  }

  /** Best first, each against all that were kept. */
  List<Chosen> greedy(
      List<Integer> group, Measure measure, DoublePredicate takesPart, DoublePredicate suppresses) {
    List<Integer> order = new ArrayList<>(group);
    order.removeIf(index -> !takesPart.test(scores[index]));
    order.sort((a, b) -> byScore(scores[a], a, scores[b], b));
    List<Chosen> kept = new ArrayList<>();
    for (int index : order) {
      if (kept.stream().noneMatch(k -> suppresses.test(measure.of(index, k.index)))) {
        kept.add(new Chosen(index, scores[index]));
      }
    }
    return kept;
  }

  /** Best first, each lowers all that are left. */
  List<Chosen> decay(
      List<Integer> group, Measure measure, float minScore, DoubleUnaryOperator factor) {
    List<Candidate> open = new ArrayList<>();
    for (int index : group) {
      open.add(new Candidate(index, scores[index]));
    }
    List<Chosen> kept = new ArrayList<>();
    while (true) {
      open.removeIf(c -> !(c.score >= minScore));
      if (open.isEmpty()) {
        return kept;
      }
      Candidate best = open.get(0);
      for (Candidate c : open) {
        if (c.score > best.score || (c.score == best.score && c.index < best.index)) {
          best = c;
        }
      }
      open.remove(best);
      kept.add(new Chosen(best.index, best.score));
      for (Candidate c : open) {
        c.score *= (float) factor.applyAsDouble(measure.of(c.index, best.index));
      }
    }
  }

  /** TensorFlow's intersection over union, with the minimum and maximum of C++. */
  float tensorFlowIou(int a, int b) {
    float ax1 = min(boxes[4 * a], boxes[4 * a + 2]);
    float ay1 = min(boxes[4 * a + 1], boxes[4 * a + 3]);
    float ax2 = max(boxes[4 * a], boxes[4 * a + 2]);
    float ay2 = max(boxes[4 * a + 1], boxes[4 * a + 3]);
    float bx1 = min(boxes[4 * b], boxes[4 * b + 2]);
    float by1 = min(boxes[4 * b + 1], boxes[4 * b + 3]);
    float bx2 = max(boxes[4 * b], boxes[4 * b + 2]);
    float by2 = max(boxes[4 * b + 1], boxes[4 * b + 3]);
    float areaA = normal(normal(ay2 - ay1) * normal(ax2 - ax1));
    float areaB = normal(normal(by2 - by1) * normal(bx2 - bx1));
    if (areaA <= 0 || areaB <= 0) {
      return 0;
    }
    float height = max(min(ay2, by2) - max(ay1, by1), 0);
    float width = max(min(ax2, bx2) - max(ax1, bx1), 0);
    float shared = normal(normal(height) * normal(width));
    return normal(shared / (areaA + areaB - shared));
  }

  /** Other measures with TensorFlow's treatment of edges; {@code OverlapTest} holds these. */
  Measure measure(Overlap overlap) {
    return overlap == Overlap.IOU
        ? this::tensorFlowIou
        : (a, b) ->
            overlap.between(
                boxes[4 * a],
                boxes[4 * a + 1],
                boxes[4 * a + 2],
                boxes[4 * a + 3],
                boxes[4 * b],
                boxes[4 * b + 1],
                boxes[4 * b + 2],
                boxes[4 * b + 3]);
  }

  float torchvisionIou(int candidate, int kept) {
    float[] a = box(kept);
    float[] b = box(candidate);
    float width = max(0, min(a[2], b[2]) - max(a[0], b[0]));
    float height = max(0, min(a[3], b[3]) - max(a[1], b[1]));
    float shared = width * height;
    return shared / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared);
  }

  /** Of rectangles with origin and size, in double, by way of the distance. */
  float openCvIou(int a, int b) {
    double aw = (double) boxes[4 * a + 2] - boxes[4 * a];
    double ah = (double) boxes[4 * a + 3] - boxes[4 * a + 1];
    double bw = (double) boxes[4 * b + 2] - boxes[4 * b];
    double bh = (double) boxes[4 * b + 3] - boxes[4 * b + 1];
    double areas = aw * ah + bw * bh;
    if (areas <= 0x1p-52) {
      return 1;
    }
    double shared = 0;
    if (!(aw <= 0 || ah <= 0 || bw <= 0 || bh <= 0)) {
      double width = shared(boxes[4 * a], aw, boxes[4 * b], bw);
      double height = shared(boxes[4 * a + 1], ah, boxes[4 * b + 1], bh);
      shared = width <= 0 || height <= 0 ? 0 : width * height;
    }
    return 1f - (float) (1 - shared / (areas - shared));
  }

  private static double shared(double a, double aLength, double b, double bLength) {
    double rest = a < b ? aLength - (b - a) : bLength - (a - b);
    double upper = a < b ? bLength : aLength;
    return upper < rest ? upper : rest;
  }

  private float[] box(int i) {
    return new float[] {boxes[4 * i], boxes[4 * i + 1], boxes[4 * i + 2], boxes[4 * i + 3]};
  }

  /** TensorFlow takes subnormal numbers for 0. */
  private static float normal(float value) {
    return Math.abs(value) < Float.MIN_NORMAL ? 0 : value;
  }

  private static float min(float a, float b) {
    return b < a ? b : a;
  }

  private static float max(float a, float b) {
    return a < b ? b : a;
  }
}
