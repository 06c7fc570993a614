package io.sightline.postprocess.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sightline.Predictor;
import io.sightline.PreprocessContext;
import io.sightline.Sample;
import io.sightline.error.FileFormatException;
import io.sightline.error.ModelMismatchException;
import io.sightline.image.ImageSource;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.Classification;
import io.sightline.postprocess.TopK;
import io.sightline.postprocess.labels.Label;
import io.sightline.postprocess.labels.Labels;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.testing.FakeModelSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderEvaluationTest {
  private static final Labels PETS = Labels.of(List.of("cat", "dog", "cow"));

  @TempDir private Path folder;

  /** A classifier that reads the scores out of the file. */
  private static Predictor<ImageSource, Classification> predictor(TopK topK) {
    FakeModelSession session =
        new FakeModelSession(
            ModelDescription.builder("pets", "fake")
                .inputs(List.of(new TensorSpec("x", ElementType.FLOAT32, Shape.of(-1, 3))))
                .outputs(List.of(new TensorSpec("y", ElementType.FLOAT32, Shape.of(-1, 3))))
                .build(),
            feeds -> Map.of("y", feeds.get("x").parts().get(0).reshape(Shape.of(1, 3))));
    return Predictor.builder()
        .model(session)
        .preprocess(
            (ImageSource image, PreprocessContext context) ->
                Sample.of("x", scores(image), Shape.of(3)))
        .postprocess(topK)
        .build();
  }

  private static float[] scores(ImageSource image) {
    String[] numbers = UTF_8.decode(image.content()).toString().split(" ", -1);
    float[] scores = new float[numbers.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Float.parseFloat(numbers[i]);
    }
    return scores;
  }

  private void write(String name, String scores) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, scores);
  }

  private EvaluationReport run(FolderEvaluation evaluation) throws IOException {
    try (Predictor<ImageSource, Classification> predictor = predictor(TopK.of(5))) {
      return evaluation.run(predictor);
    }
  }

  private EvaluationReport runLabelled() throws IOException {
    return run(FolderEvaluation.of(folder).labels(PETS));
  }

  @Test
  void run_labelsAndIndices_areTheClasses() throws IOException {
    write("cat/1", "0.75 0.25 0");
    write("cat/deep/down/2", "0.25 0.75 0");
    write("dog/1", "0.25 0.75 0");
    write("02/1", "0 0 1");

    EvaluationReport report = runLabelled();

    assertThat(report.pictures()).isEqualTo(4);
    assertThat(report.failures()).isEmpty();
    assertThat(report.evaluation().accuracy()).hasValue(0.75);
    assertThat(report.evaluation().topKAccuracy(2)).hasValue(1);
    assertThat(report.evaluation().confusionMatrix().count(0, 1)).isEqualTo(1);
    assertThat(report.evaluation().confusionMatrix().metrics(2).recall()).hasValue(1);
    assertThat(report.evaluation().confusionMatrix().labels())
        .containsExactlyElementsOf(PETS.entries().stream().map(Label::shownName).toList());
    assertThat(report).hasToString(folder + ": 4 answers, top-1 0.7500, top-5 1.0000, 0 failed");
  }

  @Test
  void run_failures_areNamedAndCountBeside() throws IOException {
    write("dog/a", "0 1 0");
    write("dog/b", "no picture");
    write("cat/sub/c", "0 NaN 0");

    EvaluationReport report = runLabelled();

    assertThat(report.pictures()).isEqualTo(3);
    assertThat(report.evaluation().count()).isEqualTo(1);
    assertThat(report.evaluation().accuracy()).hasValue(1);
    assertThat(report.failures())
        .extracting(EvaluationReport.Failure::image)
        .containsExactly("cat/sub/c", "dog/b");
    assertThat(report.failures())
        .extracting(EvaluationReport.Failure::type)
        .containsExactly("ModelRunException", "StepException");
    assertThat(report.failures().get(0).message()).contains("NaN at index 1");
  }

  @Test
  void run_allFail_isUndefined() throws IOException {
    write("dog/b", "no picture");

    assertThat(runLabelled().evaluation().accuracy()).isEmpty();
    assertThat(runLabelled().failures()).hasSize(1);
  }

  @Test
  void run_hiddenAndStrayFiles_areNotEvaluated() throws IOException {
    write("dog/a", "0 1 0");
    write("dog/.DS_Store", "");
    write("dog/.thumbs/a", "");
    write(".git/a", "");
    write("README", "");
    Files.createDirectories(folder.resolve("cow"));

    EvaluationReport report = runLabelled();

    assertThat(report.pictures()).isEqualTo(1);
    assertThat(report.withoutClass()).containsExactly("README");
  }

  @Test
  void run_withoutLabels_foldersAreIndices() throws IOException {
    write("1/a", "0 1 0");
    write("0/a", "0.2 0.3 0.1");

    EvaluationReport report = run(FolderEvaluation.of(folder));

    assertThat(report.evaluation().accuracy()).hasValue(0.5);
    assertThat(report.evaluation().confusionMatrix().labels()).containsExactly("0", "1", "2");
    write("dog/a", "0 1 0");
    assertThatThrownBy(() -> run(FolderEvaluation.of(folder)))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("by the index of their class")
        .hasMessageContaining("found dog");
  }

  @Test
  void run_withoutLabels_classesAreCalledAsTheAnswersCallThem() throws IOException {
    write("1/a", "0 1 0");
    try (Predictor<ImageSource, Classification> predictor = predictor(TopK.of(2).labels(PETS))) {
      EvaluationReport report = FolderEvaluation.of(folder).run(predictor);

      assertThat(report.evaluation().confusionMatrix().labels()).containsExactly("cat", "dog");
    }
  }

  @Test
  void run_unknownFolders_areRefusedWithTheLabels() throws IOException {
    write("dog/a", "0 1 0");
    write("Dog/a", "0 1 0");
    write("3/a", "0 1 0");
    List<Integer> heard = new ArrayList<>();

    assertThatThrownBy(
            () ->
                run(
                    FolderEvaluation.of(folder)
                        .labels(PETS)
                        .progress((done, total) -> heard.add(done))))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("one of 3 classes (cat, dog, cow) or its index from 0 to 2")
        .hasMessageContaining("found 3, Dog.");
    assertThat(heard).isEmpty();
  }

  @Test
  void run_labelOfTwoClasses_isRefused() throws IOException {
    write("crane/a", "0 1 0");
    Labels labels = Labels.of(List.of("crane", "dog", "crane"));

    assertThatThrownBy(() -> run(FolderEvaluation.of(folder).labels(labels)))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("the classes 0 and 2");
  }

  @Test
  void run_labelThatIsANumber_comesBeforeTheIndex() throws IOException {
    write("1/a", "1 0 0");

    EvaluationReport report =
        run(FolderEvaluation.of(folder).labels(Labels.of(List.of("1", "2", "3"))));

    assertThat(report.evaluation().accuracy()).hasValue(1);
  }

  @Test
  void run_noLabelledFolder_isRefused() throws IOException {
    assertThatThrownBy(this::runLabelled)
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("pictures for each class, found none");
    write("a.png", "");
    assertThatThrownBy(() -> run(FolderEvaluation.of(folder.resolve("a.png"))))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("expected a folder, found a file");
    assertThatThrownBy(() -> run(FolderEvaluation.of(folder.resolve("b"))))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("found nothing");
  }

  @Test
  void run_labelsOfAnotherModel_areRefused() throws IOException {
    write("dog/a", "0 1 0");
    Labels shifted = Labels.of(List.of("background", "cat", "dog", "cow"));
    Labels two = Labels.of(List.of("cat", "dog"));
    try (Predictor<ImageSource, Classification> predictor = predictor(TopK.of(3).labels(PETS))) {
      assertThatThrownBy(() -> FolderEvaluation.of(folder).labels(shifted).run(predictor))
          .isInstanceOf(ModelMismatchException.class)
          .hasMessageContaining("expected 'dog' for class 1, found 'cat'");
      assertThatThrownBy(() -> FolderEvaluation.of(folder).labels(two).run(predictor))
          .isInstanceOf(ModelMismatchException.class)
          .hasMessageContaining("expected one for class 2, found 2 labels");
    }
  }

  @Test
  void run_otherNamesForTheSameClasses_areAccepted() throws IOException {
    write("n02084071/a", "0 1 0");
    Labels ids = Labels.of(List.of("n02121808", "n02084071", "n01887787"));
    try (Predictor<ImageSource, Classification> predictor = predictor(TopK.of(3).labels(PETS))) {
      assertThat(FolderEvaluation.of(folder).labels(ids).run(predictor).evaluation().accuracy())
          .hasValue(1);
    }
  }

  @Test
  void run_linkedFolder_isFollowed() throws IOException {
    write("elsewhere/pictures/a", "0 1 0");
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.createSymbolicLink(data.resolve("dog"), folder.resolve("elsewhere/pictures"));

    EvaluationReport report = run(FolderEvaluation.of(data).labels(PETS));

    assertThat(report.evaluation().accuracy()).hasValue(1);
  }

  @Test
  void run_progress_hearsEveryPicture() throws IOException {
    write("dog/a", "0 1 0");
    write("dog/b", "broken");
    List<String> heard = new ArrayList<>();

    EvaluationReport report =
        run(
            FolderEvaluation.of(folder)
                .labels(PETS)
                .progress((done, total) -> heard.add(done + "/" + total)));

    assertThat(report.pictures()).isEqualTo(2);
    assertThat(heard).containsExactly("1/2", "2/2");
  }

  @Test
  void toJson_hasEverything_inOneOrder() throws IOException {
    write("dog/a", "0 1 0");
    write("dog/b", "broken");

    String json = runLabelled().toJson();
    JsonObject report = JsonParser.parseString(json).getAsJsonObject();

    assertThat(report.keySet())
        .containsExactly(
            "folder",
            "pictures",
            "failed",
            "evaluated",
            "top_1",
            "top_5",
            "macro_average",
            "weighted_average",
            "calibration",
            "classes",
            "confusion_matrix",
            "failures",
            "without_class");
    assertThat(json).doesNotContain("\n").isEqualTo(runLabelled().toJson());
    assertThat(
            report.getAsJsonArray("failures").get(0).getAsJsonObject().get("image").getAsString())
        .isEqualTo("dog/b");
    JsonObject cat = report.getAsJsonArray("classes").get(0).getAsJsonObject();
    assertThat(cat.get("precision").isJsonNull()).isTrue();
  }

  @Test
  void settings_badOrTwice_areRefused() throws IOException {
    FolderEvaluation evaluation = FolderEvaluation.of(folder).labels(PETS).calibrationBins(2);

    assertThatIllegalStateException()
        .isThrownBy(() -> evaluation.labels(PETS))
        .withMessageContaining("3 labels: cat");
    assertThatIllegalStateException()
        .isThrownBy(() -> evaluation.calibrationBins(3))
        .withMessageContaining("to 2");
    assertThatIllegalStateException()
        .isThrownBy(() -> evaluation.progress((d, t) -> {}).progress((d, t) -> {}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FolderEvaluation.of(folder).calibrationBins(0));
    write("dog/a", "0 1 0");
    assertThat(run(evaluation).evaluation().calibration().bins()).hasSize(2);
  }
}
