package io.sightline;

import io.sightline.batch.BulkOptions;
import io.sightline.model.ModelDescription;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

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
   * Makes many predictions, in order, while they are taken: see {@link #predictAll(Iterable,
   * BulkOptions)}.
   *
   * @param inputs the inputs
   * @return a result for each input, for the caller to close
   * @throws io.sightline.error.PredictorClosedException if this predictor is closed
   */
  default Stream<Prediction<I, O>> predictAll(Iterable<? extends I> inputs) {
    return predictAll(inputs, BulkOptions.standard());
  }

  /**
   * Makes many predictions while they are taken. Nothing happens before the first is asked for;
   * then inputs are read, in a thread of their own, as far ahead as the window allows, worked on by
   * several threads, and run in batches.
   *
   * <pre>{@code
   * try (Stream<Prediction<ImageSource, Classification>> results = predictor.predictAll(sources)) {
   *     results.forEach(result -> System.out.println(result));
   * }
   * }</pre>
   *
   * <p>An input that cannot be read, that a step throws at, or that the model refuses costs its own
   * result, which says why; an {@code Error} of a step, other than a lack of memory, is one of
   * these reasons. What the source itself throws reaches the caller after the results of what was
   * read before.
   *
   * <p>The work stops when the stream is read to its end or closed, when the thread that takes the
   * results throws or is interrupted (a {@link io.sightline.error.PredictionException} then), and
   * when the predictor is closed (a {@link io.sightline.error.PredictorClosedException}). A stream
   * that is not read to its end has to be closed. Results are taken by one thread at a time, even
   * if the stream is made parallel.
   *
   * <p>Batches may change the last bits of an answer: engines add in another order. See {@link
   * PredictorSettings#batching}.
   *
   * @param inputs the inputs, read once; none may be null
   * @param options window, order, progress
   * @return a result for each input
   * @throws io.sightline.error.PredictorClosedException if this predictor is closed
   */
  Stream<Prediction<I, O>> predictAll(Iterable<? extends I> inputs, BulkOptions options);

  /**
   * Makes many predictions, in order, while they are taken: see {@link #predictAll(Iterable,
   * BulkOptions)}.
   *
   * @param inputs the inputs, such as those of a directory; closed with the results
   * @return a result for each input, for the caller to close
   * @throws io.sightline.error.PredictorClosedException if this predictor is closed
   */
  default Stream<Prediction<I, O>> predictAll(Stream<? extends I> inputs) {
    return predictAll(inputs, BulkOptions.standard());
  }

  /**
   * Makes many predictions while they are taken: see {@link #predictAll(Iterable, BulkOptions)}.
   *
   * @param inputs the inputs, such as those of a directory; closed with the results
   * @param options window, order, progress
   * @return a result for each input, for the caller to close
   * @throws io.sightline.error.PredictorClosedException if this predictor is closed
   */
  Stream<Prediction<I, O>> predictAll(Stream<? extends I> inputs, BulkOptions options);

  /**
   * Makes one prediction in the threads of this predictor, together with those that other callers
   * ask for at the same time: they are gathered into batches, in the order in which they came.
   *
   * <p>Whatever goes wrong is in the future: a {@link io.sightline.error.PredictionException}, an
   * {@link io.sightline.error.OverloadException} among them if the queue is full, or a {@link
   * io.sightline.error.PredictorClosedException}. A future that is cancelled, or completed by its
   * caller, ends the call: what has not been begun of the work is skipped. Stages that depend on
   * the future without an executor of their own run in a thread of this predictor: what takes long
   * or waits for another prediction belongs into {@code thenApplyAsync} and its kin.
   *
   * @param input the input
   * @return the answer to come
   */
  CompletableFuture<O> predictAsync(I input);

  /**
   * Makes one prediction with others, unless it takes too long.
   *
   * @param input the input
   * @param deadline how long the caller will wait, from now on; after it the future ends with an
   *     {@link io.sightline.error.OverloadException}, and what has not been begun of the work is
   *     skipped
   * @return the answer to come, as in {@link #predictAsync(Object)}
   */
  CompletableFuture<O> predictAsync(I input, Duration deadline);

  /**
   * What the model is.
   *
   * @return the description, also after close
   */
  ModelDescription model();

  /**
   * Finishes what is running, fails what waits, and frees the model. Steps that go on for more than
   * 10 seconds are interrupted, and the model is freed when they are through, after this method has
   * returned. May be called by any thread, a step among them; a second call does nothing.
   */
  @Override
  void close();
}
