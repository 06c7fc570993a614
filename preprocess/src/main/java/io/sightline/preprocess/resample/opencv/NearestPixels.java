package io.sightline.preprocess.resample.opencv;

import io.sightline.image.Size;
import io.sightline.internal.RowBands;
import io.sightline.preprocess.raster.Pixels;

/** Makes a picture of chosen columns and rows of another: what all nearest-pixel rules end in. */
final class NearestPixels {
  private NearestPixels() {}

  /**
   * Takes the pixels where chosen columns and rows meet.
   *
   * @param source the pixels, any number of channels
   * @param columns for each target column the one of the source
   * @param rows for each target row the one of the source
   * @return the chosen pixels
   */
  static Pixels take(Pixels source, int[] columns, int[] rows) {
    Size size = new Size(columns.length, rows.length);
    Pixels result = Pixels.allocate(size, source.channels());
    RowBands.forEach(
        rows.length,
        size.pixels() * source.channels(),
        (from, to) -> {
          for (int row = from; row < to; row++) {
            takeRow(source.samples(), source.start(rows[row]), columns, result, result.start(row));
          }
        });
    return result;
  }

  private static void takeRow(byte[] in, int start, int[] columns, Pixels result, int resultStart) {
    byte[] out = result.samples();
    int channels = result.channels();
    int at = resultStart;
    if (channels == 3) {
      for (int column : columns) {
        int from = start + column * 3;
        out[at] = in[from];
        out[at + 1] = in[from + 1];
        out[at + 2] = in[from + 2];
        at += 3;
      }
      return;
    }
    for (int column : columns) {
      int from = start + column * channels;
      for (int channel = 0; channel < channels; channel++) {
        out[at++] = in[from + channel];
      }
    }
  }
}
