package io.sightline.examples.docs;

import io.sightline.Outputs;
import io.sightline.Predictor;
import io.sightline.PreprocessContext;
import io.sightline.Sample;
import io.sightline.image.ImageSource;
import io.sightline.image.Png;
import io.sightline.postprocess.Classification;
import io.sightline.postprocess.ClassificationHeads;
import io.sightline.postprocess.TopK;
import io.sightline.postprocess.embedding.EmbeddingIndex;
import io.sightline.postprocess.embedding.EmbeddingVector;
import io.sightline.postprocess.embedding.Metric;
import io.sightline.postprocess.embedding.Neighbor;
import io.sightline.postprocess.evaluation.EvaluationReport;
import io.sightline.postprocess.evaluation.FolderEvaluation;
import io.sightline.postprocess.labels.Labels;
import io.sightline.postprocess.plain.Regression;
import io.sightline.postprocess.segmentation.ClassColors;
import io.sightline.postprocess.segmentation.SegmentationMap;
import io.sightline.preprocess.ImagePreprocessor;
import io.sightline.preprocess.Normalization;
import io.sightline.preprocess.TrainingPipeline;
import io.sightline.preprocess.resize.PillowFilter;
import io.sightline.preprocess.resize.Resize;
import io.sightline.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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

  static List<Neighbor> lookAlikes(
      Predictor<ImageSource, EmbeddingVector> predictor, List<Path> pictures, EmbeddingVector query)
      throws IOException {
    EmbeddingIndex.Builder builder = EmbeddingIndex.builder();
    for (Path picture : pictures) {
      builder.add(picture.toString(), predictor.predict(ImageSource.of(picture)));
    }
    EmbeddingIndex index = builder.build();
    index.write(Path.of("index"));
    List<Neighbor> alike = EmbeddingIndex.read(Path.of("index")).nearest(query, 5, Metric.COSINE);
    return alike;
  }

  static Regression regression() {
    return Regression.fromModel().names("yaw", "pitch", "roll");
  }

  static float[] plain(Predictor<ImageSource, Outputs> predictor, ImageSource picture)
      throws IOException {
    Outputs outputs = predictor.predict(picture);
    float[] features = outputs.floats("features");
    Map<String, Path> files = outputs.writeNpy(Path.of("outputs")); // features.npy, ...
    System.out.println(files);
    return features;
  }

  static ClassificationHeads heads(Labels ages, Labels moods) {
    return ClassificationHeads.of("age", TopK.of(1).output("age_probabilities").labels(ages))
        .and("mood", TopK.of(3).output("mood_probabilities").labels(moods));
  }

  static void paint(SegmentationMap map) throws IOException {
    SegmentationMap inPicture = map.toSource();
    Png.write(Path.of("ids.png"), inPicture.toImage());
    Png.write(Path.of("classes.png"), inPicture.colored(ClassColors.pascalVoc()));
  }

  static void evaluate(Predictor<ImageSource, Classification> predictor, Labels labels)
      throws IOException {
    EvaluationReport report =
        FolderEvaluation.of(Path.of("validation"))
            .labels(labels)
            .progress((done, total) -> System.err.print("\r" + done + "/" + total))
            .run(predictor);
    System.out.println(report.evaluation().accuracy());
    System.out.println(report.evaluation().confusionMatrix());
    Files.writeString(Path.of("report.json"), report.toJson());
  }
}
