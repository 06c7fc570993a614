package io.sightline.preprocess;

/** The order of a picture's axes in the model's input. The batch axis, N, may be absent. */
public enum Layout {
  /** {@code [batch, height, width, channel]}: TensorFlow's usual order. */
  NHWC,
  /** {@code [batch, channel, height, width]}: usual for models that came from PyTorch or Caffe. */
  NCHW
}
