package io.sightline.preprocess;

import io.sightline.image.Size;
import io.sightline.preprocess.resample.PillowKernel;
import io.sightline.preprocess.resample.PillowResample;
import io.sightline.preprocess.resample.Pixels;
import java.util.Objects;

/** Pillow's rule. */
final class PillowResize extends Resize {
  private final PillowFilter filter;

  PillowResize(PillowFilter filter) {
    this.filter = Objects.requireNonNull(filter, "filter");
  }

  @Override
  Pixels apply(Pixels source, Size target) {
    return switch (filter) {
      case NEAREST -> PillowResample.nearest(source, target);
      case BOX -> PillowResample.resize(source, target, PillowKernel.BOX);
      case BILINEAR -> PillowResample.resize(source, target, PillowKernel.BILINEAR);
      case HAMMING -> PillowResample.resize(source, target, PillowKernel.HAMMING);
      case BICUBIC -> PillowResample.resize(source, target, PillowKernel.BICUBIC);
      case LANCZOS -> PillowResample.resize(source, target, PillowKernel.LANCZOS);
    };
  }

  /** Returns the rule as in {@code Pillow BILINEAR}. */
  @Override
  public String toString() {
    return "Pillow " + filter;
  }
}
