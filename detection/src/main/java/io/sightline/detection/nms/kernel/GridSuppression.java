package io.sightline.detection.nms.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Hard suppression of one class of regular boxes, with the same result as {@link PlainSuppression},
 * bit for bit: candidates are compared with the kept boxes nearby alone, most pairs are ruled out
 * by the sign of a width or without a division, and what is left is decided by {@link BoxOverlap}.
 */
public final class GridSuppression {
  /** Below this, a grid costs more than it saves. */
  private static final int MIN_GRID_SIZE = 128;

  /** From this threshold on, the cell of the candidate's middle is enough ({@link BoxGrid}). */
  private static final float MIN_MIDDLE_THRESHOLD = 0.5f;

  /** More than the rounding of the products of a regular pair. */
  private static final float SLACK = 1.0001f;

  /** More than what {@link BoxOverlap#openCv} loses by its distance of float32. */
  private static final float THRESHOLD_SLACK = 2e-7f;

  private final Rule rule;
  private final float floor;
  private final BoxColumns candidates;
  private final BoxColumns kept;
  private final int[] keptIndices;
  private final @Nullable BoxGrid grid;
  private int size;

  private GridSuppression(Rule rule, BoxColumns candidates, int count) {
    this.rule = rule;
    this.candidates = candidates;
    floor = Math.max(0, rule.threshold - THRESHOLD_SLACK);
    kept = new BoxColumns(count);
    keptIndices = new int[count];
    grid = count < MIN_GRID_SIZE || rule.ofSmaller ? null : new BoxGrid(candidates, count);
  }

  /**
   * What the quick tests have to know of the exact one.
   *
   * @param overlap decides a pair
   * @param test decides an overlap
   * @param threshold an overlap at or below it does not suppress; 0 to 1
   * @param ofSmaller whether the overlap is taken of the smaller area; else it is at most the
   *     intersection over union
   * @param orderEdges whether exchanged edges are put in order
   * @param mayBeEmpty whether boxes without an inside overlap nothing
   */
  public record Rule(
      BoxOverlap overlap,
      PlainSuppression.Test test,
      float threshold,
      boolean ofSmaller,
      boolean orderEdges,
      boolean mayBeEmpty) {}

  /** The kept of {@code order}, at most {@code limit}; null if a box is not regular. */
  public static @Nullable Selection select(int[] order, float[] scores, Rule rule, int limit) {
    BoxColumns candidates = new BoxColumns(order.length);
    for (int i = 0; i < order.length; i++) {
      candidates.set(i, rule.overlap.boxes, order[i], rule.orderEdges);
      if (!candidates.isRegular(i, rule.mayBeEmpty)) {
        return null;
      }
    }
    return new GridSuppression(rule, candidates, order.length).run(order, scores, limit);
  }

  private Selection run(int[] order, float[] scores, int limit) {
    Selection result = new Selection();
    for (int i = 0; i < order.length && result.size() < limit; i++) {
      if (candidates.isEmpty(i)) {
        result.add(order[i], scores[order[i]]);
      } else if (!isSuppressed(i, order[i])) {
        result.add(order[i], scores[order[i]]);
        keep(i, order[i]);
      }
    }
    return result;
  }

  private void keep(int candidate, int index) {
    kept.copy(size, candidates, candidate);
    keptIndices[size] = index;
    if (grid != null) {
      grid.add(kept, size);
    }
    size++;
  }

  private boolean isSuppressed(int i, int index) {
    if (grid == null) {
      return isSuppressedByAny(i, index);
    }
    if (isSuppressedByEntries(grid, grid.firstLarge(), i, index)) {
      return true;
    }
    if (rule.threshold >= MIN_MIDDLE_THRESHOLD) {
      int column = grid.column(((double) candidates.left[i] + candidates.right[i]) / 2);
      int row = grid.row(((double) candidates.top[i] + candidates.bottom[i]) / 2);
      return isSuppressedByEntries(grid, grid.first(column, row), i, index);
    }
    return isSuppressedInCells(grid, i, index);
  }

  private boolean isSuppressedInCells(BoxGrid cells, int i, int index) {
    int toColumn = cells.column(candidates.right[i]);
    int toRow = cells.row(candidates.bottom[i]);
    for (int row = cells.row(candidates.top[i]); row <= toRow; row++) {
      for (int column = cells.column(candidates.left[i]); column <= toColumn; column++) {
        if (isSuppressedByEntries(cells, cells.first(column, row), i, index)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isSuppressedByEntries(BoxGrid cells, int newest, int i, int index) {
    for (int entry = newest; entry >= 0; entry = cells.next(entry)) {
      int k = cells.box(entry);
      if (mayBeTooMuch(i, k) && rule.test.isTooMuch(rule.overlap.of(index, keptIndices[k]))) {
        return true;
      }
    }
    return false;
  }

  private boolean isSuppressedByAny(int i, int index) {
    for (int k = size - 1; k >= 0; k--) {
      if (mayBeTooMuch(i, k) && rule.test.isTooMuch(rule.overlap.of(index, keptIndices[k]))) {
        return true;
      }
    }
    return false;
  }

  /** False only if the overlap is at most the threshold. */
  private boolean mayBeTooMuch(int i, int k) {
    float width =
        Math.min(candidates.right[i], kept.right[k]) - Math.max(candidates.left[i], kept.left[k]);
    if (width <= 0) {
      return false;
    }
    float height =
        Math.min(candidates.bottom[i], kept.bottom[k]) - Math.max(candidates.top[i], kept.top[k]);
    if (height <= 0) {
      return false;
    }
    float intersection = width * height;
    float areaI = candidates.area[i];
    float areaK = kept.area[k];
    float whole = rule.ofSmaller ? Math.min(areaI, areaK) : areaI + areaK - intersection;
    return intersection * SLACK >= floor * whole;
  }
}
