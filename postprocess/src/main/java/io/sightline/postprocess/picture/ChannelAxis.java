package io.sightline.postprocess.picture;

/** Where a model's picture has its channels. */
public enum ChannelAxis {
  /** {@code [height, width, channel]}: NHWC. */
  LAST,
  /** {@code [channel, height, width]}: NCHW. */
  FIRST
}
