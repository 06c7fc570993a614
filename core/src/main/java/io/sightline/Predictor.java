package io.sightline;

import io.sightline.model.ModelDescription;

/**
 * A model with its pre- and post-processing: input in, answer out.
 *
 * <pre>{@code
 * try (Predictor<ImageSource, Classification> predictor = Predictor.builder()
 *         .model(Path.of("mobilenet_v2"))
 *         .preprocess(ImagePreprocessor.builder()
 *                 .resize(224, 224, Resize.pillow(PillowFilter.BILINEAR))
 *                 .normalize(Normalization.MINUS_ONE_TO_ONE)
 *                 .build())
 *         .postprocess(TopK.of(5).labels(Labels.read(Path.of("imagenet_labels.txt"))))
 *         .build()) {
 *     Classification result = predictor.predict(ImageSource.of(Path.of("cat.jpg")));
 * }
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads at once: open one and share it. Whoever built it
 * closes it.
 *
 * @param <I> what is given, such as {@link io.sightline.image.ImageSource}
 * @param <O> what comes back, such as a classification
 */
public interface Predictor<I, O> extends AutoCloseable {
  /**
   * Starts a predictor.
   *
   * @return the first stage of the builder
   */
  static PredictorBuilder builder() {
    return PredictorBuilder.start();
  }

  /**
   * Makes one prediction, in the calling thread.
   *
   * @param input the input
   * @return the answer
   * @throws io.sightline.error.PredictionException if a step or the model fails; its sub-class says
   *     which
   * @throws io.sightline.error.PredictorClosedException if this predictor is closed
   */
  O predict(I input);

  /**
   * Makes one prediction, in the calling thread, and reports a failure as a value.
   *
   * @param input the input
   * @return the answer or the failure, and how long each stage took
   * @throws io.sightline.error.PredictorClosedException if this predictor is closed
   */
  Prediction<I, O> tryPredict(I input);

  /**
   * What the model is.
   *
   * @return the description, also after close
   */
  ModelDescription model();

  /** Frees the model, after the predictions that are under way. A second call does nothing. */
  @Override
  void close();
}
