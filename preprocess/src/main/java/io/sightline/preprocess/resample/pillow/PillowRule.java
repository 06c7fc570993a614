package io.sightline.preprocess.resample.pillow;

import io.sightline.image.Size;
import io.sightline.preprocess.raster.FloatPixels;
import io.sightline.preprocess.raster.Pixels;
import io.sightline.preprocess.raster.Raster;
import io.sightline.preprocess.resize.Box;
import io.sightline.preprocess.resize.PillowFilter;
import io.sightline.preprocess.resize.PillowResize;

/** Does what a {@link PillowResize} says, on pixels of 8 bits and on grey of 16. */
public final class PillowRule {
  private PillowRule() {}

  /**
   * Resizes a part of a picture.
   *
   * @param source the pixels; floats are whole numbers from 0 to 65535
   * @param part what is resized; pixels outside of it may be reached
   * @param target the new size
   * @param rule the filter, and whether it works in two steps
   * @return new pixels of the source's kind, or the source itself if nothing is to be done
   * @throws IllegalArgumentException if Pillow has no rule for such pixels
   */
  public static Raster resize(Raster source, Box part, Size target, PillowResize rule) {
    return source instanceof Pixels pixels
        ? resize(pixels, part, target, rule)
        : resize((FloatPixels) source, part, target, rule);
  }

  private static Pixels resize(Pixels source, Box part, Size target, PillowResize rule) {
    if (rule.filter() == PillowFilter.NEAREST) {
      return PillowResample.nearest(source, part, target);
    }
    PillowKernel kernel = kernel(rule.filter());
    return rule.reducingGap() == 0
        ? PillowResample.resize(source, part, target, kernel)
        : PillowResample.resize(source, part, target, kernel, rule.reducingGap());
  }

  private static FloatPixels resize(FloatPixels source, Box part, Size target, PillowResize rule) {
    if (source.channels() != 1 || rule.reducingGap() != 0) {
      throw new IllegalArgumentException(
          "Pillow resizes pixels of 16 bits only if they are grey, and in one step: got %s channels, %s"
              .formatted(source.channels(), rule));
    }
    short[] samples = new short[source.samples().length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) source.samples()[i];
    }
    short[] resized =
        rule.filter() == PillowFilter.NEAREST
            ? PillowResample16.nearest(samples, source.size(), part, target)
            : PillowResample16.resize(samples, source.size(), part, target, kernel(rule.filter()));
    float[] out = new float[resized.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = resized[i] & 0xffff;
    }
    return new FloatPixels(target, 1, out);
  }

  private static PillowKernel kernel(PillowFilter filter) {
    return switch (filter) {
      case NEAREST -> throw new IllegalArgumentException("The nearest pixel has no weights");
      case BOX -> PillowKernel.BOX;
      case BILINEAR -> PillowKernel.BILINEAR;
      case HAMMING -> PillowKernel.HAMMING;
      case BICUBIC -> PillowKernel.BICUBIC;
      case LANCZOS -> PillowKernel.LANCZOS;
    };
  }
}
