package io.sightline.benchmarks.comparison;

import io.sightline.image.ImageDecoder;
import io.sightline.preprocess.ImagePreprocessor;
import io.sightline.preprocess.Normalization;
import io.sightline.preprocess.resize.PillowFilter;
import io.sightline.preprocess.resize.Resize;

/** The steps from a picture to the input of MobileNet: 224x224, -1 to 1. */
final class MobileNetSteps {
  private MobileNetSteps() {}

  static ImagePreprocessor with(ImageDecoder decoder) {
    return ImagePreprocessor.builder()
        .decoder(decoder)
        .resize(224, 224, Resize.pillow(PillowFilter.BILINEAR))
        .normalize(Normalization.MINUS_ONE_TO_ONE)
        .build();
  }
}
