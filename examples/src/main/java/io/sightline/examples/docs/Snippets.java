package io.sightline.examples.docs;

import io.sightline.Predictor;
import io.sightline.PreprocessContext;
import io.sightline.Sample;
import io.sightline.image.ImageSource;
import io.sightline.postprocess.Classification;
import io.sightline.postprocess.TopK;
import io.sightline.postprocess.labels.Labels;
import io.sightline.preprocess.ImagePreprocessor;
import io.sightline.preprocess.Normalization;
import io.sightline.preprocess.TrainingPipeline;
import io.sightline.preprocess.resize.PillowFilter;
import io.sightline.preprocess.resize.Resize;
import io.sightline.tensor.Shape;
import java.nio.file.Path;

/** Each method is quoted somewhere; a test compares the text. */
public final class Snippets {
  private Snippets() {}

  /** Runs the first snippet in the current directory, as a reader of the README would. */
  public static void main(String[] arguments) {
    classify();
  }

  static void classify() {
    try (Predictor<ImageSource, Classification> predictor =
        Predictor.builder()
            .model(Path.of("mobilenet_v2")) // SavedModel directory or frozen .pb
            .preprocess(
                ImagePreprocessor.builder()
                    .resize(224, 224, Resize.pillow(PillowFilter.BILINEAR))
                    .normalize(Normalization.MINUS_ONE_TO_ONE)
                    .build())
            .postprocess(TopK.of(5).labels(Labels.read(Path.of("imagenet_labels.txt"))))
            .build()) {
      Classification result = predictor.predict(ImageSource.of(Path.of("cat.jpg")));
      System.out.println(result.best().label() + " " + result.best().score());
    }
  }

  static float[] embed(Path model, Invoice received) {
    try (Predictor<Invoice, float[]> predictor =
        Predictor.builder()
            .model(model)
            .preprocess(
                (Invoice invoice, PreprocessContext context) ->
                    Sample.of("pixels", invoice.pixels(), Shape.of(28, 28)))
            .postprocess((outputs, context) -> outputs.floats("embedding"))
            .build()) {
      return predictor.predict(received);
    }
  }

  static String nameOfClass(Path directory) {
    Labels labels = Labels.read(directory.resolve("mscoco_label_map.pbtxt"));
    return labels.name(1); // person
  }

  static Labels labelsOfScores(Path directory) {
    return Labels.read(directory.resolve("label_map.pbtxt")).fillGaps();
  }

  static Normalization arithmetic() {
    return Normalization.NONE.divideBy(255).subtract(0.5f).multiplyBy(2); // (x / 255 - 0.5) * 2
  }

  static ImagePreprocessor likeKeras() {
    return ImagePreprocessor.like(TrainingPipeline.KERAS_LOAD_IMG)
        .size(224, 224)
        .normalize(Normalization.kerasApplication("mobilenet_v2"))
        .build();
  }

  static Predictor<ImageSource, Classification> traced(Path model, ImagePreprocessor preprocessor) {
    return Predictor.builder()
        .model(model)
        .preprocess(preprocessor)
        .postprocess(TopK.of(5))
        .trace(Path.of("trace"))
        .build();
  }
}
