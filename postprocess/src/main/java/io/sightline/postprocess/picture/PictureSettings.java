package io.sightline.postprocess.picture;

import org.jspecify.annotations.Nullable;

/** What the user said of a picture; null for what is left to the model. */
record PictureSettings(
    @Nullable String output,
    @Nullable ValueRange range,
    @Nullable ChannelAxis channelAxis,
    @Nullable Rounding rounding) {
  static final PictureSettings NONE = new PictureSettings(null, null, null, null);

  PictureSettings withOutput(String newOutput) {
    requireUnset("output", output);
    return new PictureSettings(newOutput, range, channelAxis, rounding);
  }

  PictureSettings withRange(ValueRange newRange) {
    requireUnset("range", range);
    return new PictureSettings(output, newRange, channelAxis, rounding);
  }

  PictureSettings withChannelAxis(ChannelAxis newAxis) {
    requireUnset("channelAxis", channelAxis);
    return new PictureSettings(output, range, newAxis, rounding);
  }

  PictureSettings withRounding(Rounding newRounding) {
    requireUnset("rounding", rounding);
    return new PictureSettings(output, range, channelAxis, newRounding);
  }

  private static void requireUnset(String name, @Nullable Object earlier) {
    if (earlier != null) {
      throw new IllegalStateException(name + " was set before, to " + earlier);
    }
  }
}
