package io.sightline.postprocess.picture;

import io.sightline.postprocess.internal.Setting;
import org.jspecify.annotations.Nullable;

/** What the user said of a picture; null for what is left to the model. */
record PictureSettings(
    @Nullable String output,
    @Nullable ValueRange range,
    @Nullable ChannelAxis channelAxis,
    @Nullable Rounding rounding) {
  static final PictureSettings NONE = new PictureSettings(null, null, null, null);

  PictureSettings withOutput(String newOutput) {
    Setting.requireUnset("output", output);
    return new PictureSettings(newOutput, range, channelAxis, rounding);
  }

  PictureSettings withRange(ValueRange newRange) {
    Setting.requireUnset("range", range);
    return new PictureSettings(output, newRange, channelAxis, rounding);
  }

  PictureSettings withChannelAxis(ChannelAxis newAxis) {
    Setting.requireUnset("channelAxis", channelAxis);
    return new PictureSettings(output, range, newAxis, rounding);
  }

  PictureSettings withRounding(Rounding newRounding) {
    Setting.requireUnset("rounding", rounding);
    return new PictureSettings(output, range, channelAxis, newRounding);
  }
}
