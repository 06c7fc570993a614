package io.sightline.preprocess;

import io.sightline.image.DecodeOptions;
import io.sightline.image.Size;
import org.jspecify.annotations.Nullable;

/**
 * What the user said; null where the model or a default decides.
 *
 * @param resize the rule; null to leave the size alone
 * @param size the size to resize to
 * @param input the model's input to feed
 */
record ImageSettings(
    @Nullable Resize resize,
    @Nullable Size size,
    Fit fit,
    Normalization normalization,
    @Nullable Channels channels,
    @Nullable Layout layout,
    OrientationRule orientation,
    @Nullable String input,
    DecodeOptions decodeOptions) {

  /** The channels to feed to a model that takes three or does not tell. */
  Channels channelsOrDefault() {
    if (channels != null) {
      return channels;
    }
    Channels implied = normalization.impliedChannels();
    return implied == null ? Channels.RGB : implied;
  }
}
