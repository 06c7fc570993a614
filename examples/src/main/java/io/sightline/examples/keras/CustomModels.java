package io.sightline.examples.keras;

import io.sightline.Predictor;
import io.sightline.image.ImageSource;
import io.sightline.keras.KerasModelLoader;
import io.sightline.postprocess.Classification;
import io.sightline.postprocess.TopK;
import io.sightline.preprocess.ImagePreprocessor;
import java.nio.file.Path;
import java.util.List;

/** Each method is quoted in docs/models.md; a test compares the text. */
public final class CustomModels {
  private CustomModels() {}

  static Predictor<ImageSource, Classification> ownLayer(ImagePreprocessor preprocessor) {
    return Predictor.builder()
        .model(Path.of("my_model.keras"))
        .loader(
            new KerasModelLoader()
                .withLayer(
                    "MyScale",
                    List.of("gamma"), // its weights, in the order in which it makes them
                    (layer, inputs, tf) -> tf.math.mul(inputs.get(0), layer.weight("gamma"))))
        .preprocess(preprocessor)
        .postprocess(TopK.of(5))
        .build();
  }

  static Predictor<ImageSource, Classification> weightsAlone(ImagePreprocessor preprocessor) {
    return Predictor.builder()
        .model(Path.of("my_model.weights.h5"))
        .loader(new KerasModelLoader().withArchitecture(Path.of("my_model.json")))
        .preprocess(preprocessor)
        .postprocess(TopK.of(5))
        .build();
  }
}
