package io.sightline.preprocess;

import io.sightline.preprocess.resample.Pixels;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;

/** The last pass: channel order, arithmetic and layout on the way into the tensor's array. */
final class TensorWriter {
  private final Channels channels;
  private final Layout layout;

  TensorWriter(Channels channels, Layout layout) {
    this.channels = channels;
    this.layout = layout;
  }

  /** What each channel's values become, in the order in which the model gets the channels. */
  static float[][] tables(Normalization normalization, Channels channels) {
    float[][] tables = new float[channels.count()][];
    for (int channel = 0; channel < tables.length; channel++) {
      tables[channel] = normalization.table(channel);
    }
    return tables;
  }

  TensorValue floats(Pixels pixels, Shape shape, float[][] tables) {
    return TensorValue.writeFloats(
        shape,
        out -> {
          for (int channel = 0; channel < channels.count(); channel++) {
            copy(
                pixels.samples(),
                sourceChannel(channel),
                channels.count(),
                tables[channel],
                out,
                start(channel, pixels),
                step());
          }
        });
  }

  TensorValue bytes(Pixels pixels, Shape shape) {
    return TensorValue.writeUint8(
        shape,
        out -> {
          for (int channel = 0; channel < channels.count(); channel++) {
            copy(
                pixels.samples(),
                sourceChannel(channel),
                channels.count(),
                out,
                start(channel, pixels),
                step());
          }
        });
  }

  private int sourceChannel(int channel) {
    return channels == Channels.BGR ? 2 - channel : channel;
  }

  private int start(int channel, Pixels pixels) {
    return layout == Layout.NCHW ? channel * (int) pixels.size().pixels() : channel;
  }

  private int step() {
    return layout == Layout.NCHW ? 1 : channels.count();
  }

  private static void copy(
      byte[] source, int from, int sourceStep, float[] table, float[] out, int to, int step) {
    int target = to;
    for (int i = from; i < source.length; i += sourceStep) {
      out[target] = table[source[i] & 0xff];
      target += step;
    }
  }

  private static void copy(byte[] source, int from, int sourceStep, byte[] out, int to, int step) {
    int target = to;
    for (int i = from; i < source.length; i += sourceStep) {
      out[target] = source[i];
      target += step;
    }
  }
}
