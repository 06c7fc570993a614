package io.sightline.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.Predictor;
import io.sightline.error.ModelMismatchException;
import io.sightline.examples.cli.model.BundledModel;
import io.sightline.image.ImageSource;
import io.sightline.postprocess.Classification;
import io.sightline.postprocess.TopK;
import io.sightline.postprocess.labels.Labels;
import io.sightline.preprocess.ImagePreprocessor;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled classifier through the library, as its users have it. */
class BundledModelThroughPredictorTest {
  private static Predictor<ImageSource, float[]> scores;
  private static List<ImageSource> pictures;

  @BeforeAll
  static void open() throws IOException {
    scores =
        Predictor.builder()
            .model(TestData.shapesModel())
            .preprocess(BundledModel.preprocessor())
            .postprocess((outputs, context) -> outputs.floats("scores"))
            .build();
    try (Stream<Path> files = Files.list(TestData.project().resolve("examples/pictures"))) {
      pictures = files.sorted().map(ImageSource::of).toList();
    }
  }

  @AfterAll
  static void close() {
    scores.close();
  }

  @Test
  void predict_samplePictures_namesTheirShapes() {
    try (Predictor<ImageSource, Classification> predictor =
        Predictor.builder()
            .model(TestData.shapesModel())
            .preprocess(BundledModel.preprocessor())
            .postprocess(
                TopK.of(1).labels(Labels.read(TestData.shapesModel().resolve("labels.txt"))))
            .build()) {
      for (ImageSource picture : pictures) {
        String shape = predictor.predict(picture).best().label();
        assertThat(Path.of(picture.name()).getFileName().toString()).startsWith(shape + "-");
      }
    }
  }

  @Test
  void trace_onePrediction_holdsEveryStage(@TempDir Path directory) throws IOException {
    ImageSource picture = pictures.get(0);
    float[] answer;
    try (Predictor<ImageSource, float[]> traced =
        Predictor.builder()
            .model(TestData.shapesModel())
            .preprocess(BundledModel.preprocessor())
            .postprocess((outputs, context) -> outputs.floats("scores"))
            .trace(directory)
            .build()) {
      answer = traced.predict(picture);
    }

    Path folder;
    try (Stream<Path> folders = Files.list(directory)) {
      folder = folders.findFirst().orElseThrow();
    }
    assertThat(answer).isEqualTo(scores.predict(picture));
    assertThat(folder.resolve("decoded.png")).exists();
    assertThat(ImageSource.of(folder.resolve("resized.png"))).satisfies(this::hasTheModelsSize);
    assertThat(Fixtures.readNpy(folder.resolve("input.npy")).shape())
        .isEqualTo(Shape.of(1, 64, 64, 3));
    assertThat(Fixtures.readNpy(folder.resolve("output-scores.npy")).floats()).isEqualTo(answer);
    assertThat(folder.resolve("report.json"))
        .content()
        .contains("Pillow", "\"decode\"", picture.name().substring(picture.name().length() - 9));
  }

  private void hasTheModelsSize(ImageSource resized) {
    assertThat(ImagePreprocessor.wholeImage().decodedPixels(resized).shape())
        .isEqualTo(Shape.of(64, 64, 3));
  }

  @Test
  void predict_eightThreads_giveTheBitsOfOne() throws Exception {
    List<float[]> expected = pictures.stream().map(scores::predict).toList();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<float[]>> calls = new ArrayList<>();
      for (int round = 0; round < 40; round++) {
        pictures.forEach(picture -> calls.add(() -> scores.predict(picture)));
      }
      List<Future<float[]>> results = threads.invokeAll(calls);
      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i).get()).isEqualTo(expected.get(i % expected.size()));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void build_wrongNumberOfLabels_isRefused() {
    assertThatThrownBy(
            () ->
                Predictor.builder()
                    .model(TestData.shapesModel())
                    .preprocess(BundledModel.preprocessor())
                    .postprocess(TopK.of(1).labels(Labels.of(List.of("one", "two"))))
                    .build())
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("expected 9, found 2");
  }

  @Test
  void model_describesTheContractOfItsNote() {
    var input = scores.model().inputs().get(0);
    assertThat(input.elementType()).isEqualTo(ElementType.FLOAT32);
    assertThat(input.shape()).isEqualTo(Shape.of(-1, 64, 64, 3));
  }
}
