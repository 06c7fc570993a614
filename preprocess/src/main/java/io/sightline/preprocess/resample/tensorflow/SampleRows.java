package io.sightline.preprocess.resample.tensorflow;

import io.sightline.image.Size;
import io.sightline.preprocess.raster.FloatPixels;
import io.sightline.preprocess.raster.Pixels;

/**
 * The rows of a picture as float32, whatever it is stored as. Asked for whole rows, it costs one
 * virtual call for each.
 */
abstract class SampleRows {
  private final Size size;
  private final int channels;

  private SampleRows(Size size, int channels) {
    this.size = size;
    this.channels = channels;
  }

  static SampleRows of(Pixels pixels) {
    return new Bytes(pixels);
  }

  /** Unsigned samples, row by row without gaps. */
  static SampleRows of(short[] samples, Size size, int channels) {
    return new Shorts(samples, size, channels);
  }

  static SampleRows of(FloatPixels pixels) {
    return new Floats(pixels);
  }

  final Size size() {
    return size;
  }

  final int channels() {
    return channels;
  }

  /** The length of a row in samples. */
  final int rowLength() {
    return size.width() * channels;
  }

  /** Writes all samples of a row. */
  abstract void read(int row, float[] to);

  /** Writes the pixels of some columns of a row, one after another, from {@code at} on. */
  abstract void read(int row, int[] columns, float[] to, int at);

  private static final class Bytes extends SampleRows {
    private final Pixels pixels;

    Bytes(Pixels pixels) {
      super(pixels.size(), pixels.channels());
      this.pixels = pixels;
    }

    @Override
    void read(int row, float[] to) {
      byte[] from = pixels.samples();
      int start = pixels.start(row);
      int length = rowLength();
      for (int i = 0; i < length; i++) {
        to[i] = from[start + i] & 0xff;
      }
    }

    @Override
    void read(int row, int[] columns, float[] to, int at) {
      int channels = channels();
      int start = pixels.start(row);
      if (channels == 3) {
        readThree(pixels.samples(), start, columns, to, at);
      } else {
        for (int channel = 0; channel < channels; channel++) {
          readOne(pixels.samples(), start + channel, channels, columns, to, at + channel);
        }
      }
    }

    /** Without the inner loop, colours are read three times as fast. */
    private static void readThree(byte[] from, int start, int[] columns, float[] to, int at) {
      int next = at;
      for (int column : columns) {
        int pixel = start + column * 3;
        to[next] = from[pixel] & 0xff;
        to[next + 1] = from[pixel + 1] & 0xff;
        to[next + 2] = from[pixel + 2] & 0xff;
        next += 3;
      }
    }

    private static void readOne(
        byte[] from, int start, int step, int[] columns, float[] to, int at) {
      int next = at;
      for (int column : columns) {
        to[next] = from[start + column * step] & 0xff;
        next += step;
      }
    }
  }

  private static final class Shorts extends SampleRows {
    private final short[] samples;

    Shorts(short[] samples, Size size, int channels) {
      super(size, channels);
      if (size.pixels() * channels != samples.length) {
        throw new IllegalArgumentException(
            "A picture of %s with %s channels takes %s samples: got %s"
                .formatted(size, channels, size.pixels() * channels, samples.length));
      }
      this.samples = samples;
    }

    @Override
    void read(int row, float[] to) {
      int length = rowLength();
      int start = row * length;
      for (int i = 0; i < length; i++) {
        to[i] = samples[start + i] & 0xffff;
      }
    }

    @Override
    void read(int row, int[] columns, float[] to, int at) {
      int start = row * rowLength();
      int channels = channels();
      for (int channel = 0; channel < channels; channel++) {
        int first = start + channel;
        int next = at + channel;
        for (int i = 0; i < columns.length; i++) {
          to[next + i * channels] = samples[first + columns[i] * channels] & 0xffff;
        }
      }
    }
  }

  private static final class Floats extends SampleRows {
    private final float[] samples;

    Floats(FloatPixels pixels) {
      super(pixels.size(), pixels.channels());
      this.samples = pixels.samples();
    }

    @Override
    void read(int row, float[] to) {
      System.arraycopy(samples, row * rowLength(), to, 0, rowLength());
    }

    @Override
    void read(int row, int[] columns, float[] to, int at) {
      int start = row * rowLength();
      int channels = channels();
      for (int channel = 0; channel < channels; channel++) {
        int first = start + channel;
        int next = at + channel;
        for (int i = 0; i < columns.length; i++) {
          to[next + i * channels] = samples[first + columns[i] * channels];
        }
      }
    }
  }
}
