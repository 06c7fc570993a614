package io.sightline.postprocess.segmentation;

import io.sightline.image.Size;
import io.sightline.internal.RowBands;
import java.util.Arrays;

/**
 * The best class of each pixel of the user's picture, by scores that are interpolated bilinearly
 * between the centres of the model's pixels and continued evenly at the edges: {@code
 * tf.image.resize} and {@code tf.argmax}.
 */
final class BilinearClasses {
  private final ScoreMap scores;
  private final double[] rows;
  private final int[] cells;

  /** The left of the two model's pixels that a column lies between, and the share of the right. */
  private final int[] left;

  private final float[] rightShare;

  BilinearClasses(ScoreMap scores, SourceSampler sampler) {
    this.scores = scores;
    this.rows = sampler.rows();
    double[] columns = sampler.columns();
    int width = scores.size().width();
    this.cells = SourceSampler.cells(columns, width);
    this.left = new int[columns.length];
    this.rightShare = new float[columns.length];
    for (int x = 0; x < columns.length; x++) {
      double place = clamped(columns[x], width);
      left[x] = (int) place;
      rightShare[x] = (float) (place - left[x]);
    }
  }

  private static double clamped(double place, int length) {
    return Math.min(length - 1.0, Math.max(0, place - 0.5));
  }

  /** Writes the class of each pixel, {@link SegmentationMap#UNSEEN} outside of the map. */
  void write(Size source, short[] ids) {
    long operations = source.pixels() * scores.classes();
    RowBands.forEach(source.height(), operations, (from, to) -> write(source, from, to, ids));
  }

  private void write(Size source, int fromRow, int toRow, short[] ids) {
    int height = scores.size().height();
    int[] rowCells = SourceSampler.cells(rows, height);
    float[] upper = scores.newRow();
    float[] lower = scores.newRow();
    int[] best = new int[source.width()];
    int read = -1;
    for (int y = fromRow; y < toRow; y++) {
      int to = y * source.width();
      if (rowCells[y] < 0) {
        Arrays.fill(ids, to, to + source.width(), SegmentationMap.UNSEEN);
        continue;
      }
      double place = clamped(rows[y], height);
      int top = (int) place;
      if (top != read) {
        scores.readRow(top, upper);
        scores.readRow(Math.min(top + 1, height - 1), lower);
        read = top;
      }
      bestOfRow(upper, lower, (float) (place - top), best);
      for (int x = 0; x < best.length; x++) {
        ids[to + x] = cells[x] < 0 ? SegmentationMap.UNSEEN : (short) best[x];
      }
    }
  }

  private void bestOfRow(float[] upper, float[] lower, float lowerShare, int[] best) {
    int classes = scores.classes();
    int lastLeft = (scores.size().width() - 1) * classes;
    float[] pixel = new float[classes];
    for (int x = 0; x < best.length; x++) {
      int from = left[x] * classes;
      int right = Math.min(from + classes, lastLeft);
      float share = rightShare[x];
      for (int c = 0; c < classes; c++) {
        float above = upper[from + c] + (upper[right + c] - upper[from + c]) * share;
        float below = lower[from + c] + (lower[right + c] - lower[from + c]) * share;
        pixel[c] = above + (below - above) * lowerShare;
      }
      best[x] = scores.best(pixel, 0);
    }
  }
}
