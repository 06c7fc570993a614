package io.sightline.examples.docs;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightline.Outputs;
import io.sightline.Prediction;
import io.sightline.Predictor;
import io.sightline.PreprocessContext;
import io.sightline.Sample;
import io.sightline.batch.Batching;
import io.sightline.batch.BulkOptions;
import io.sightline.detection.Detection;
import io.sightline.detection.Detections;
import io.sightline.detection.DetectionsBuilder;
import io.sightline.detection.ObjectDetection;
import io.sightline.detection.RawDetections;
import io.sightline.detection.Selection;
import io.sightline.detection.anchor.SsdAnchors;
import io.sightline.detection.box.BoxFormat;
import io.sightline.detection.box.BoxUnit;
import io.sightline.detection.box.PixelBox;
import io.sightline.detection.contract.Candidates;
import io.sightline.detection.contract.DetectionContract;
import io.sightline.detection.contract.FloatMatrix;
import io.sightline.detection.format.YoloFormat;
import io.sightline.detection.nms.NonMaxSuppression;
import io.sightline.detection.ssd.ScoreConversion;
import io.sightline.detection.ssd.SsdHead;
import io.sightline.detection.yolo.YoloContracts;
import io.sightline.detection.yolo.YoloUnit;
import io.sightline.image.Geometry;
import io.sightline.image.ImageSource;
import io.sightline.image.Png;
import io.sightline.image.Size;
import io.sightline.metrics.MicrometerListener;
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
import io.sightline.postprocess.segmentation.Segmentation;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

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
            .model(Path.of("mobilenet_v2")) // SavedModel, frozen .pb, Keras .h5 or .keras
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

  static void manyPictures(Predictor<ImageSource, Classification> predictor, Path folder)
      throws IOException {
    try (Stream<Path> files = Files.list(folder);
        Stream<Prediction<ImageSource, Classification>> results =
            predictor.predictAll(files.map(ImageSource::of))) {
      results.forEach(
          result ->
              System.out.println(
                  result
                      .answer()
                      .map(found -> result.input() + ": " + found.best().label())
                      .orElseGet(() -> result.failure().orElseThrow().getMessage())));
    }
  }

  static long countBroken(
      Predictor<ImageSource, Classification> predictor, List<ImageSource> sources) {
    BulkOptions options =
        BulkOptions.standard()
            .window(32)
            .unordered()
            .onProgress(progress -> System.err.print("\r" + progress.done()));
    try (Stream<Prediction<ImageSource, Classification>> results =
        predictor.predictAll(sources, options)) {
      return results.filter(result -> !result.isSuccess()).count();
    }
  }

  static CompletableFuture<String> answer(
      Predictor<ImageSource, Classification> predictor, byte[] upload) {
    return predictor
        .predictAsync(ImageSource.of(upload, "upload"), Duration.ofSeconds(2))
        .thenApply(found -> found.best().label());
  }

  static Predictor<ImageSource, Classification> forAService(
      Path model, ImagePreprocessor preprocessor, MeterRegistry registry) {
    return Predictor.builder()
        .model(model)
        .batching(
            Batching.upTo(16)
                .maxDelay(Duration.ofMillis(2))
                .queueCapacity(200)
                .maxWaitWhenFull(Duration.ofMillis(100)))
        .listener(new MicrometerListener(registry))
        .listener(event -> System.out.println(event.input() + " " + event.timings()))
        .preprocess(preprocessor)
        .postprocess(TopK.of(5))
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

  static void detect() {
    try (Predictor<ImageSource, Detections> predictor =
        Predictor.builder()
            .model(Path.of("ssd_mobilenet")) // what its outputs mean is read from the model
            .preprocess(ImagePreprocessor.wholeImage())
            .postprocess(
                ObjectDetection.fromModel()
                    .labels(Labels.read(Path.of("mscoco_label_map.pbtxt")))
                    .minScore(0.5f))
            .build()) {
      for (Detection found : predictor.predict(ImageSource.of(Path.of("street.jpg")))) {
        System.out.println(found.label() + " " + found.score() + " " + found.box());
      }
    }
  }

  static void segment() throws IOException {
    try (Predictor<ImageSource, SegmentationMap> predictor =
        Predictor.builder()
            .model(Path.of("deeplab")) // ids or scores, NHWC or NCHW
            .preprocess(ImagePreprocessor.wholeImage())
            .postprocess(Segmentation.fromModel().labels(Labels.read(Path.of("pascal_voc.txt"))))
            .build()) {
      SegmentationMap map = predictor.predict(ImageSource.of(Path.of("riders.jpg")));
      System.out.println(map); // 257x257: background 25044, horse 18884, person 22121
      Png.write(Path.of("classes.png"), map.toSource().colored(ClassColors.pascalVoc()));
    }
  }

  static ObjectDetection statedContract() {
    return ObjectDetection.of(YoloContracts.v8(YoloUnit.PIXELS));
  }

  static DetectionContract ssdHead() {
    return SsdHead.of(SsdAnchors.mobileNet(new Size(300, 300))).scores(ScoreConversion.SIGMOID);
  }

  static DetectionContract customContract() {
    return (outputs, context) -> {
      FloatMatrix rows = FloatMatrix.of(outputs.only()).transposed(); // [84, 8400]: a row a box
      return Candidates.builder(rows.columns(0, 4), BoxFormat.CXCYWH, BoxUnit.PIXELS)
          .classScores(rows.columns(4, 84))
          .oneClassPerBox()
          .build();
    };
  }

  static ObjectDetection selection(Labels labels) {
    return ObjectDetection.fromModel()
        .labels(labels)
        .minScore(0.5f)
        .minScore("person", 0.7f)
        .deny("kite")
        .suppression(NonMaxSuppression.hard(0.45).classAgnostic())
        .maxResults(20);
  }

  static Detections chosenAgain(Path model, ImageSource image) {
    try (Predictor<ImageSource, RawDetections> predictor =
        Predictor.builder()
            .model(model)
            .preprocess(ImagePreprocessor.wholeImage())
            .postprocess(ObjectDetection.fromModel().candidates())
            .build()) {
      RawDetections raw = predictor.predict(image);
      Detections sure = raw.select(Selection.standard().minScore(0.8f));
      return sure.isEmpty() ? raw.select(Selection.standard().minScore(0.3f)) : sure;
    }
  }

  static void dogs(Detections found, BiConsumer<PixelBox, String> painter) {
    Detections dogs = found.minScore(0.5f).onlyClasses("dog").best(10);
    for (Detection dog : dogs) {
      painter.accept(dog.box(), dog.label());
    }
  }

  static Detections ownDetections(
      Geometry geometry, float[] boxes, float[] scores, int[] classIds, List<String> names) {
    DetectionsBuilder builder = Detections.builder(geometry.source(), geometry.orientation());
    builder.add(new PixelBox(12.3f, 4.5f, 210, 433.2f), 0.72f, 18).name("dog");
    builder.addAll(boxes, scores, classIds).classNames(id -> Optional.of(names.get(id)));
    Detections found = builder.build();
    return found;
  }

  static void writeYolo(Detections found) throws IOException {
    Files.writeString(Path.of("street.txt"), YoloFormat.standard().withScores().write(found));
  }
}
