package io.sightline.postprocess.evaluation;

import java.util.List;
import java.util.Objects;

/**
 * What became of a labelled folder. Made by {@link FolderEvaluation}. Immutable.
 *
 * @param folder the folder, as it was named
 * @param evaluation how good the answers are; pictures without an answer are neither right nor
 *     wrong
 * @param failures the pictures without an answer, in the order of the evaluation
 * @param withoutClass the files beside the folders of the classes, which were not evaluated
 */
public record EvaluationReport(
    String folder,
    ClassificationEvaluation evaluation,
    List<Failure> failures,
    List<String> withoutClass) {
  /**
   * Copies the lists.
   *
   * @param folder the folder
   * @param evaluation how good the answers are
   * @param failures the pictures without an answer
   * @param withoutClass the files beside the folders of the classes
   */
  public EvaluationReport {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(evaluation, "evaluation");
    failures = List.copyOf(failures);
    withoutClass = List.copyOf(withoutClass);
  }

  /**
   * The number of pictures in the folders of the classes.
   *
   * @return those with an answer and those without
   */
  public long pictures() {
    return evaluation.count() + failures.size();
  }

  /**
   * All of it as JSON: one object in one line. What is undefined or not known is null.
   *
   * @return {@code folder}, {@code pictures}, {@code failed}, then what {@link
   *     ClassificationEvaluation#toJson()} has, then {@code failures} and {@code without_class}
   */
  public String toJson() {
    return EvaluationJson.write(EvaluationJson.of(this));
  }

  /** Returns the main figures, as in {@code photos: 12 answers, top-1 0.9167, 1 failed}. */
  @Override
  public String toString() {
    return "%s: %s, %s failed".formatted(folder, evaluation, failures.size());
  }

  /**
   * A picture without an answer.
   *
   * @param image its place in the folder, with slashes
   * @param type the simple name of the exception
   * @param message what it says
   */
  public record Failure(String image, String type, String message) {
    /**
     * Checks that nothing is missing.
     *
     * @param image its place in the folder
     * @param type the simple name of the exception
     * @param message what it says
     */
    public Failure {
      Objects.requireNonNull(image, "image");
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(message, "message");
    }
  }
}
