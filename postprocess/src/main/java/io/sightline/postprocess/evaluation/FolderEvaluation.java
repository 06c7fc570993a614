package io.sightline.postprocess.evaluation;

import io.sightline.Prediction;
import io.sightline.Predictor;
import io.sightline.batch.BulkOptions;
import io.sightline.error.ModelMismatchException;
import io.sightline.error.PredictionException;
import io.sightline.image.ImageSource;
import io.sightline.postprocess.Classification;
import io.sightline.postprocess.ScoredClass;
import io.sightline.postprocess.internal.Setting;
import io.sightline.postprocess.labels.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds a classifier against a labelled folder: one sub-folder a class, called as the class or by
 * its index, with pictures in it.
 *
 * <pre>{@code
 * EvaluationReport report = FolderEvaluation.of(Path.of("validation")).labels(labels).run(predictor);
 * System.out.println(report.evaluation().accuracy());
 * }</pre>
 *
 * <p>Without labels the sub-folders are called by index. A label comes before an index: the folder
 * {@code 1} is the class that is called so, if there is one. Sub-folders of them are walked, links
 * followed, names that begin with a dot skipped; files beside the sub-folders are reported but not
 * evaluated. Pictures are taken in the order of their names.
 *
 * <p>The pictures go through {@code predictAll}: several threads, batches.
 *
 * <p>A picture that fails is named in the report, and counts as neither right nor wrong.
 *
 * <p>The predictor's answers must list 5 classes ({@code TopK.of(5)}) for the top-5 accuracy to be
 * known, and their scores be probabilities for the calibration.
 *
 * <p>Immutable and safe for use by several threads; every setting returns a changed copy.
 */
public final class FolderEvaluation {
  /** Hears how far an evaluation is. */
  @FunctionalInterface
  public interface Progress {
    /**
     * A picture is done, well or not. Called in the thread of the evaluation; what it throws ends
     * the evaluation.
     *
     * @param done how many pictures are done
     * @param total how many there are
     */
    void pictureDone(int done, int total);
  }

  private final Path folder;
  private final @Nullable Labels labels;
  private final @Nullable Integer bins;
  private final @Nullable Progress progress;

  private FolderEvaluation(
      Path folder, @Nullable Labels labels, @Nullable Integer bins, @Nullable Progress progress) {
    this.folder = folder;
    this.labels = labels;
    this.bins = bins;
    this.progress = progress;
  }

  /**
   * The evaluation of a folder.
   *
   * @param folder the folder with a sub-folder for each class
   * @return the evaluation; nothing is read yet
   */
  public static FolderEvaluation of(Path folder) {
    return new FolderEvaluation(Objects.requireNonNull(folder, "folder"), null, null, null);
  }

  /**
   * This evaluation with names for the classes.
   *
   * @param newLabels the names that the sub-folders have, as many as the model has classes
   * @return the changed evaluation
   * @throws IllegalStateException if labels were set before
   */
  public FolderEvaluation labels(Labels newLabels) {
    Objects.requireNonNull(newLabels, "labels");
    Setting.requireUnset("labels", labels);
    return new FolderEvaluation(folder, newLabels, bins, progress);
  }

  /**
   * This evaluation with another number of bins for the calibration.
   *
   * @param count how many, 1 to 10000; by default {@value Calibration#DEFAULT_BINS}
   * @return the changed evaluation
   * @throws IllegalArgumentException if the number is out of range
   * @throws IllegalStateException if it was set before
   */
  public FolderEvaluation calibrationBins(int count) {
    if (count < 1 || count > CalibrationCounts.MAX_BINS) {
      throw new IllegalArgumentException(
          "calibrationBins must be 1 to %s: got %s".formatted(CalibrationCounts.MAX_BINS, count));
    }
    Setting.requireUnset("calibrationBins", bins);
    return new FolderEvaluation(folder, labels, count, progress);
  }

  /**
   * This evaluation with a listener.
   *
   * @param listener hears of every picture
   * @return the changed evaluation
   * @throws IllegalStateException if one was set before
   */
  public FolderEvaluation progress(Progress listener) {
    Objects.requireNonNull(listener, "progress");
    Setting.requireUnset("progress", progress);
    return new FolderEvaluation(folder, labels, bins, listener);
  }

  /**
   * Predicts every picture and holds the answers against the names of the folders.
   *
   * @param predictor the classifier; left open
   * @return the report
   * @throws IOException if the folder cannot be listed
   * @throws io.sightline.error.FileFormatException if it is not a labelled folder: it has no
   *     pictures, or folders that are no classes
   * @throws ModelMismatchException if the labels are not those of the model: an answer has a class
   *     beyond them, or gives one of them to another class
   */
  public EvaluationReport run(Predictor<ImageSource, Classification> predictor) throws IOException {
    List<String> names = labels == null ? null : ClassNames.of(labels);
    LabelledFolder data = LabelledFolder.read(folder, names);
    List<Answer> answers = new ArrayList<>();
    List<EvaluationReport.Failure> failures = new ArrayList<>();
    Iterator<LabelledFolder.Picture> pictures = data.pictures().iterator();
    try (Stream<Prediction<ImageSource, Classification>> predictions =
        predictor.predictAll(sources(data), bulkOptions(data.pictures().size()))) {
      predictions.forEachOrdered(
          prediction -> {
            LabelledFolder.Picture picture = pictures.next();
            Optional<PredictionException> failure = prediction.failure();
            if (failure.isPresent()) {
              failures.add(failureOf(picture, failure.get()));
            } else {
              Classification classification = prediction.orElseThrow();
              if (names != null) {
                requireSameLabels(classification, names, predictor.model().name());
              }
              answers.add(new Answer(picture.truth(), classification));
            }
          });
    }
    ClassificationEvaluation evaluation =
        evaluate(answers, names == null ? namesOf(data, answers) : names);
    return new EvaluationReport(folder.toString(), evaluation, failures, data.withoutClass());
  }

  private static Stream<ImageSource> sources(LabelledFolder data) {
    return data.pictures().stream().map(picture -> ImageSource.of(picture.path()));
  }

  private BulkOptions bulkOptions(int total) {
    return progress == null
        ? BulkOptions.standard()
        : BulkOptions.standard()
            .onProgress(soFar -> progress.pictureDone((int) soFar.done(), total));
  }

  /** An answer and the truth. */
  private record Answer(int truth, Classification classification) {}

  private ClassificationEvaluation evaluate(List<Answer> answers, List<String> names) {
    ClassificationEvaluator evaluator =
        ClassificationEvaluator.of(names, bins == null ? Calibration.DEFAULT_BINS : bins);
    for (Answer answer : answers) {
      evaluator.add(answer.truth, answer.classification);
    }
    return evaluator.evaluation();
  }

  private static EvaluationReport.Failure failureOf(
      LabelledFolder.Picture picture, PredictionException failure) {
    return new EvaluationReport.Failure(
        picture.name(),
        failure.getClass().getSimpleName(),
        Objects.requireNonNullElse(failure.getMessage(), ""));
  }

  /** The classes up to the highest that occurs, called as the answers call them. */
  private static List<String> namesOf(LabelledFolder data, List<Answer> answers) {
    int highest = data.pictures().stream().mapToInt(LabelledFolder.Picture::truth).max().orElse(0);
    for (Answer answer : answers) {
      for (ScoredClass entry : answer.classification.entries()) {
        highest = Math.max(highest, entry.index());
      }
    }
    List<String> names = new ArrayList<>(ClassNames.ofIndices(highest + 1));
    for (Answer answer : answers) {
      for (ScoredClass entry : answer.classification.entries()) {
        names.set(entry.index(), entry.label());
      }
    }
    return List.copyOf(names);
  }

  /** A class may be called otherwise in the answers, but not as another class is. */
  private static void requireSameLabels(
      Classification classification, List<String> names, String model) {
    for (ScoredClass entry : classification.entries()) {
      int index = entry.index();
      if (index >= names.size()) {
        throw new ModelMismatchException(
            "The labels do not fit the answers of %s: expected one for class %s, found %s labels. %s"
                .formatted(model, index, names.size(), "Use the labels that belong to the model."),
            model);
      }
      boolean isIndex = entry.label().equals(Integer.toString(index));
      if (!isIndex && !entry.label().equals(names.get(index)) && names.contains(entry.label())) {
        throw new ModelMismatchException(
            "The labels do not fit the answers of %s: expected '%s' for class %s, found '%s'. %s"
                .formatted(
                    model,
                    entry.label(),
                    index,
                    names.get(index),
                    "Give the evaluation the labels of the predictor."),
            model);
      }
    }
  }
}
