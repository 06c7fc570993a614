package io.sightline.postprocess;

import io.sightline.Outputs;
import io.sightline.PostprocessContext;
import io.sightline.Postprocessor;
import io.sightline.error.ModelMismatchException;
import io.sightline.error.ModelRunException;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.labels.Labels;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The classes with the highest scores, by name.
 *
 * <pre>{@code
 * TopK.of(5).labels(Labels.read(Path.of("imagenet_labels.txt")))
 * }</pre>
 *
 * <p>By default the scores are the model's only output of floats with one row an item, such as
 * {@code [?, 1001]} or, if there is none of two axes, {@code [?, 1, 1, 1001]}, and they are handed
 * on as they are; the model's last operation tells whether they are probabilities ({@link
 * Classification#scoreKind}). Without labels, classes are called what the model itself calls them,
 * if it has an output of strings beside the scores, and else by their index. Equal scores are
 * ordered by index.
 *
 * <p>Immutable and safe for use by several threads; every call returns a changed copy.
 */
public final class TopK implements Postprocessor<Classification> {
  private final TopKSettings settings;
  private final @Nullable ScoreReader bound;

  private TopK(TopKSettings settings, @Nullable ScoreReader bound) {
    this.settings = settings;
    this.bound = bound;
  }

  private static TopK with(TopKSettings settings) {
    return new TopK(settings, null);
  }

  /**
   * The best classes.
   *
   * @param k how many, at least 1; a model with fewer gives all it has
   * @return the step
   * @throws IllegalArgumentException if k is below 1
   */
  public static TopK of(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1: got " + k);
    }
    return with(TopKSettings.of(k));
  }

  /**
   * All classes, or all above a score: for models whose classes do not exclude each other.
   *
   * <pre>{@code
   * TopK.all().minScore(0.5f)
   * }</pre>
   *
   * @return the step
   */
  public static TopK all() {
    return of(Integer.MAX_VALUE);
  }

  /**
   * This step with names for the classes. Labels that differ from the scores by the background
   * alone are aligned ({@link Labels#forClasses}), which is reported in the log.
   *
   * @param newLabels those of the model's classes
   * @return the changed step
   * @throws IllegalStateException if labels were set before
   */
  public TopK labels(Labels newLabels) {
    Objects.requireNonNull(newLabels, "labels");
    return with(settings.withLabels(newLabels));
  }

  /**
   * This step on one of several outputs.
   *
   * @param name the name of the output with the scores
   * @return the changed step
   * @throws IllegalStateException if an output was set before
   */
  public TopK output(String name) {
    Objects.requireNonNull(name, "output");
    return with(settings.withOutput(name));
  }

  /**
   * This step for a model that gives logits of classes of which one is right: the scores are their
   * softmax, {@code exp(x) / sum(exp(x))}, over all classes, also those that are left out. Numbers
   * that seem to be probabilities already are reported in the log once.
   *
   * @return the changed step
   * @throws IllegalStateException if it was said before what the scores are
   */
  public TopK softmax() {
    return softmax(1);
  }

  /**
   * This step for a model that gives logits of classes of which one is right, with a temperature:
   * {@code softmax(x / temperature)}. Source: Guo et al., On Calibration of Modern Neural Networks,
   * 2017.
   *
   * @param temperature more than 1 makes the model less sure of itself, less than 1 more
   * @return the changed step
   * @throws IllegalArgumentException if the temperature is not above 0 and finite
   * @throws IllegalStateException if it was said before what the scores are
   */
  public TopK softmax(float temperature) {
    return with(settings.withRule(new ScoreRule(ScoreRule.Activation.SOFTMAX, temperature)));
  }

  /**
   * This step for a model that gives logits of classes of which any number may be right: the scores
   * are {@code 1 / (1 + exp(-x))}.
   *
   * @return the changed step
   * @throws IllegalStateException if it was said before what the scores are
   */
  public TopK sigmoid() {
    return sigmoid(1);
  }

  /**
   * This step for a model that gives logits of classes of which any number may be right, with a
   * temperature: {@code sigmoid(x / temperature)}.
   *
   * @param temperature more than 1 makes the model less sure of itself, less than 1 more
   * @return the changed step
   * @throws IllegalArgumentException if the temperature is not above 0 and finite
   * @throws IllegalStateException if it was said before what the scores are
   */
  public TopK sigmoid(float temperature) {
    return with(settings.withRule(new ScoreRule(ScoreRule.Activation.SIGMOID, temperature)));
  }

  /**
   * This step for a model that gives probabilities of classes of which one is right, where the
   * model does not tell. Numbers that cannot be such, because one is below 0 or above 1 or they are
   * not 1 together, are reported in the log once, and {@link Classification#scoreKind} says what
   * they are.
   *
   * @return the changed step
   * @throws IllegalStateException if it was said before what the scores are
   */
  public TopK probabilities() {
    return with(settings.withRule(ScoreRule.PROBABILITIES));
  }

  /**
   * This step without the classes whose score is not above a limit. The result may then be empty.
   *
   * @param limit the score that must be exceeded; one that equals it is dropped
   * @return the changed step
   * @throws IllegalArgumentException if the limit is NaN
   * @throws IllegalStateException if a limit was set before
   */
  public TopK minScore(float limit) {
    if (Float.isNaN(limit)) {
      throw new IllegalArgumentException("minScore must be a number: got NaN");
    }
    return with(settings.withMinScore(limit));
  }

  /**
   * This step with some classes to choose from. Scores stay what they are.
   *
   * @param classes their names; without labels, their indices as text
   * @return the changed step
   * @throws IllegalArgumentException if there are none
   * @throws IllegalStateException if classes were allowed or denied before
   */
  public TopK allow(String... classes) {
    if (classes.length == 0) {
      throw new IllegalArgumentException("allow needs at least one class: got none");
    }
    return with(settings.withAllowed(List.of(classes)));
  }

  /**
   * This step without some classes. Scores stay what they are.
   *
   * @param classes their names; without labels, their indices as text
   * @return the changed step
   * @throws IllegalStateException if classes were allowed or denied before
   */
  public TopK deny(String... classes) {
    return with(settings.withDenied(List.of(classes)));
  }

  /**
   * Finds the scores among the model's outputs, aligns the labels and looks the classes up that are
   * allowed or denied.
   *
   * @param model the model
   * @return the step for this model
   * @throws ModelMismatchException if the scores are not clear, the labels or the classes are those
   *     of another model, or the model applies the softmax or sigmoid itself
   */
  @Override
  public TopK bind(ModelDescription model) {
    return new TopK(settings, ScoreReader.bind(settings, model));
  }

  /**
   * Picks the best classes.
   *
   * @param outputs the model's outputs for the item
   * @param context the model
   * @return the classification
   * @throws ModelMismatchException if the scores are not one row, or the labels too many or too few
   * @throws ModelRunException if a score is NaN, or a logit infinite so that there is no softmax
   */
  @Override
  public Classification apply(Outputs outputs, PostprocessContext context) {
    ScoreReader reader = bound == null ? ScoreReader.bind(settings, context.model()) : bound;
    return reader.read(outputs);
  }

  /** Returns the settings, as in {@code top 5 with 1001 labels: background, ...}. */
  @Override
  public String toString() {
    return settings.toString();
  }
}
