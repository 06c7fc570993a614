package io.sightline.preprocess.resample.pillow;

import io.sightline.image.Size;
import io.sightline.internal.RowBands;
import io.sightline.preprocess.raster.Pixels;
import io.sightline.preprocess.resize.Box;
import java.util.Optional;

/**
 * Resizes as {@code Image.resize} of Pillow 12.3 does, bit for bit, for 8 bits a channel. The rules
 * are those of src/libImaging/Resample.c ({@code ImagingResample}) and, for the nearest pixel, of
 * {@code ImagingScaleAffine} in src/libImaging/Geometry.c.
 *
 * <p>Large pictures are resized by several threads. Channels do not influence each other: Pillow
 * multiplies colours with alpha before, which is the caller's to do.
 */
public final class PillowResample {
  private static final int TALL = 100;

  private PillowResample() {}

  /**
   * Resizes whole pictures by weighted sums.
   *
   * @param source the pixels, any number of channels
   * @param target the new size
   * @param kernel the weight function
   * @return the resized pixels; the source itself if the size is the same
   */
  public static Pixels resize(Pixels source, Size target, PillowKernel kernel) {
    return resize(source, Box.whole(source.size()), target, kernel);
  }

  /**
   * Resizes a part of a picture by weighted sums: first along the rows, then along the columns,
   * rounded to 8 bits in between. Pixels outside of the box count, as far as the kernel reaches. An
   * axis that keeps its length is left alone, and rows that no target row needs are left out. If
   * the picture is more than {@value #TALL} times as high as wide and the target lower than the
   * picture, columns go first, as {@code Image.resize} in src/PIL/Image.py of 12.3 has it.
   *
   * @param source the pixels, any number of channels
   * @param box the part; it lies inside the picture and may be empty
   * @param target the new size
   * @param kernel the weight function
   * @return the resized pixels; the source itself if the box is the whole and the size is the same
   * @throws IllegalArgumentException if the box does not lie inside the picture
   */
  public static Pixels resize(Pixels source, Box box, Size target, PillowKernel kernel) {
    PillowAxis columns = PillowAxis.ofColumns(source.size(), box, target);
    PillowAxis rows = PillowAxis.ofRows(source.size(), box, target);
    int height = source.size().height();
    if (rows.isUnchanged()) {
      return columns.isUnchanged() ? source : alongRows(source, 0, height, columns, kernel);
    }
    PillowWeights vertical = PillowWeights.of(rows, kernel);
    if (columns.isUnchanged()) {
      return alongColumns(source, 0, vertical);
    }
    if (isTall(source.size(), target)) {
      return alongRows(alongColumns(source, 0, vertical), 0, target.height(), columns, kernel);
    }
    // A box without extent at the lower edge needs no row at all, but there are no empty pictures.
    int firstRow = Math.min(vertical.first(0), height - 1);
    int endRow = Math.max(vertical.end(vertical.length() - 1), firstRow + 1);
    return alongColumns(alongRows(source, firstRow, endRow, columns, kernel), firstRow, vertical);
  }

  /**
   * Resizes a part of a picture in two steps: {@code Image.resize} with {@code reducing_gap}. First
   * {@link PillowReduce} makes the picture smaller by whole numbers, but not as far as {@code
   * reducingGap} times the target; then the rest is resized as ever.
   *
   * @param source the pixels, any number of channels
   * @param box the part; it lies inside the picture and may be empty
   * @param target the new size
   * @param kernel the weight function
   * @param reducingGap at least 1; the larger, the closer to resizing in one step
   * @return the resized pixels; the source itself if the box is the whole and the size is the same
   * @throws IllegalArgumentException if the box does not lie inside the picture, or the gap is
   *     below 1
   */
  public static Pixels resize(
      Pixels source, Box box, Size target, PillowKernel kernel, double reducingGap) {
    // Written so that NaN is refused too.
    if (!(reducingGap >= 1)) {
      throw new IllegalArgumentException("A reducing gap is at least 1: got " + reducingGap);
    }
    PillowAxis.check(source.size(), box);
    double scaleX = (box.right() - box.left()) / target.width();
    double scaleY = (box.bottom() - box.top()) / target.height();
    int factorX = Math.max(1, (int) (scaleX / reducingGap));
    int factorY = Math.max(1, (int) (scaleY / reducingGap));
    if (factorX == 1 && factorY == 1) {
      return resize(source, box, target, kernel);
    }
    // _get_safe_box of src/PIL/Image.py: the pixels that the kernel may reach.
    double reachX = (kernel.support() - 0.5) * scaleX;
    double reachY = (kernel.support() - 0.5) * scaleY;
    int left = Math.max(0, (int) (box.left() - reachX));
    int upper = Math.max(0, (int) (box.top() - reachY));
    int right = (int) Math.min(source.size().width(), Math.ceil(box.right() + reachX));
    int lower = (int) Math.min(source.size().height(), Math.ceil(box.bottom() + reachY));
    Pixels part = source.part(left, upper, new Size(right - left, lower - upper));
    Box rest =
        new Box(
            (box.left() - left) / factorX,
            (box.top() - upper) / factorY,
            (box.right() - left) / factorX,
            (box.bottom() - upper) / factorY);
    return resize(PillowReduce.reduce(part, factorX, factorY), rest, target, kernel);
  }

  static boolean isTall(Size source, Size target) {
    return source.height() > (long) TALL * source.width() && target.height() < source.height();
  }

  private static Pixels alongRows(
      Pixels source, int firstRow, int endRow, PillowAxis axis, PillowKernel kernel) {
    int channels = source.channels();
    PillowWeights weights = PillowWeights.of(axis, kernel);
    Optional<PillowWeightPairs> pairs = pairs(axis, kernel, weights);
    Pixels result = Pixels.allocate(new Size(axis.targetLength(), endRow - firstRow), channels);
    RowBands.forEach(
        endRow - firstRow,
        result.size().pixels() * channels * operationsPerSample(weights),
        (from, to) -> {
          RowResampler rows =
              pairs.isPresent()
                  ? new PillowPairedRows(pairs.get(), channels)
                  : new PillowRows(weights, channels);
          for (int row = from; row < to; row++) {
            rows.resize(
                source.samples(),
                source.start(firstRow + row),
                result.samples(),
                result.start(row));
          }
        });
    return result;
  }

  /** Pairs gain from about two source pixels per target pixel on, and one more for each lane. */
  private static Optional<PillowWeightPairs> pairs(
      PillowAxis axis, PillowKernel kernel, PillowWeights weights) {
    int overlap = (int) (2 * kernel.support());
    return overlap % 2 == 0 && axis.scale() >= 1 + overlap / 2
        ? PillowWeightPairs.of(weights, overlap)
        : Optional.empty();
  }

  private static Pixels alongColumns(Pixels source, int firstRow, PillowWeights weights) {
    Size size = new Size(source.size().width(), weights.length());
    Pixels result = Pixels.allocate(size, source.channels());
    RowBands.forEach(
        size.height(),
        size.pixels() * source.channels() * operationsPerSample(weights),
        (from, to) -> {
          PillowColumns columns = new PillowColumns(source, firstRow, weights);
          for (int row = from; row < to; row++) {
            columns.resize(row, result.samples(), result.start(row));
          }
        });
    return result;
  }

  private static int operationsPerSample(PillowWeights weights) {
    return 1 + weights.count(weights.length() / 2);
  }

  /**
   * Takes for each pixel the one of the source that its centre falls into.
   *
   * @param source the pixels, any number of channels
   * @param target the new size
   * @return the resized pixels
   */
  public static Pixels nearest(Pixels source, Size target) {
    return nearest(source, Box.whole(source.size()), target);
  }

  /**
   * Takes for each pixel the one of the source that its centre falls into.
   *
   * @param source the pixels, any number of channels
   * @param box the part that is resized; it lies inside the picture and may be empty
   * @param target the new size
   * @return the resized pixels; 0 where a box without extent lies on the right or lower edge
   * @throws IllegalArgumentException if the box does not lie inside the picture
   */
  public static Pixels nearest(Pixels source, Box box, Size target) {
    int channels = source.channels();
    int[] columns = PillowAxis.ofColumns(source.size(), box, target).nearestByAddition();
    int[] rows = PillowAxis.ofRows(source.size(), box, target).nearestByAddition();
    Pixels result = Pixels.allocate(target, channels);
    for (int y = 0; y < rows.length; y++) {
      if (rows[y] < source.size().height()) {
        copyColumns(source, rows[y], columns, result, y);
      }
    }
    return result;
  }

  private static void copyColumns(Pixels source, int row, int[] columns, Pixels result, int y) {
    int channels = source.channels();
    byte[] in = source.samples();
    byte[] out = result.samples();
    int start = source.start(row);
    int to = result.start(y);
    for (int column : columns) {
      if (column < source.size().width()) {
        int from = start + column * channels;
        for (int channel = 0; channel < channels; channel++) {
          out[to + channel] = in[from + channel];
        }
      }
      to += channels;
    }
  }
}
