package io.sightline.postprocess.picture;

import io.sightline.Outputs;
import io.sightline.error.ModelRunException;
import io.sightline.image.DecodedImage;
import io.sightline.image.Size;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.internal.Findings;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;

/** Makes a picture of what a model gave. */
final class PictureReader {
  private final PicturePlan plan;
  private final ModelDescription model;
  private final Findings findings;

  PictureReader(PicturePlan plan, ModelDescription model, Findings findings) {
    this.plan = plan;
    this.model = model;
    this.findings = findings;
  }

  DecodedImage read(Outputs outputs) {
    TensorValue value = outputs.tensor(plan.name());
    TensorValue picture = value;
    while (picture.shape().rank() > 3 && picture.shape().length(0) == 1) {
      picture = picture.item(0); // a batch of one
    }
    Shape shape = picture.shape();
    boolean typeFits =
        value.elementType() == ElementType.UINT8 || PicturePlan.isFloat(value.elementType());
    if (!typeFits || shape.rank() < 2 || shape.rank() > 3 || value.size() == 0) {
      throw PicturePlan.CHOICE.misfit(model, plan.name(), value);
    }
    if (shape.rank() == 2) {
      return read(picture, Shape.of(shape.length(0), shape.length(1), 1), ChannelAxis.LAST);
    }
    ChannelAxis axis = plan.channelAxis();
    if (axis == null) {
      axis = PicturePlan.find(shape);
    }
    if (axis == null) {
      throw PicturePlan.unclearAxis(plan.name(), shape, model);
    }
    if (!PicturePlan.isChannels(shape.length(axis == ChannelAxis.LAST ? 2 : 0))) {
      throw PicturePlan.CHOICE.misfit(model, plan.name(), value);
    }
    return read(picture, shape, axis);
  }

  private DecodedImage read(TensorValue picture, Shape shape, ChannelAxis axis) {
    boolean last = axis == ChannelAxis.LAST;
    Size size = new Size((int) shape.length(last ? 1 : 2), (int) shape.length(last ? 0 : 1));
    int channels = (int) shape.length(last ? 2 : 0);
    byte[] levels = levels(picture);
    return DecodedImage.write8Bit(
        size,
        channels,
        samples -> {
          if (last) {
            System.arraycopy(levels, 0, samples, 0, levels.length);
          } else {
            interleave(levels, samples, channels);
          }
        });
  }

  private byte[] levels(TensorValue picture) {
    if (picture.elementType() == ElementType.UINT8) {
      return picture.bytes();
    }
    float[] numbers = picture.floats();
    byte[] levels = new byte[numbers.length];
    float lowest = Float.POSITIVE_INFINITY;
    float highest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < levels.length; i++) {
      lowest = Math.min(lowest, numbers[i]);
      highest = Math.max(highest, numbers[i]);
      float level = plan.range().level(numbers[i]);
      if (Float.isNaN(level)) {
        throw new ModelRunException(
            "The model %s gave no usable picture: expected numbers in '%s', found NaN. %s"
                .formatted(
                    model.name(),
                    plan.name(),
                    "Check the normalization of the input and the model's weights."),
            model.name());
      }
      levels[i] = plan.rounding().toByte(level);
    }
    checkRange(lowest, highest);
    return levels;
  }

  private void checkRange(float lowest, float highest) {
    ValueRange likely = plan.range().likelier(lowest, highest);
    if (likely != plan.range()) {
      findings.report(
          "range",
          "The picture in '%s' of %s seems to have another range: expected %s, found %s to %s. Is it .range(ValueRange.%s)?"
              .formatted(plan.name(), model.name(), plan.range(), lowest, highest, likely));
    }
  }

  private static void interleave(byte[] planes, byte[] samples, int channels) {
    int pixels = planes.length / channels;
    for (int c = 0, from = 0; c < channels; c++) {
      for (int to = c; from < (c + 1) * pixels; to += channels) {
        samples[to] = planes[from++];
      }
    }
  }
}
