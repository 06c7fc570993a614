package io.sightline;

import io.sightline.error.ModelRunException;
import io.sightline.error.PredictionException;
import io.sightline.error.PredictorClosedException;
import io.sightline.error.StepException;
import io.sightline.image.ImageSource;
import io.sightline.internal.Failures;
import io.sightline.model.ModelDescription;
import io.sightline.observe.PredictionListener;
import io.sightline.tensor.TensorValue;
import io.sightline.trace.PredictionTrace;
import io.sightline.trace.Report;
import io.sightline.trace.StageClock;
import io.sightline.trace.TraceDirectory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The steps around the model, bound to it, and the words for what they throw. Immutable.
 *
 * @param <I> what is given
 * @param <O> what comes back
 */
final class PredictionSteps<I, O> {
  private final ModelDescription model;
  private final Preprocessor<I> preprocessor;
  private final Postprocessor<O> postprocessor;
  private final @Nullable TraceDirectory traces;
  private final PredictionListener listener;

  PredictionSteps(
      ModelDescription model,
      Preprocessor<I> preprocessor,
      Postprocessor<O> postprocessor,
      @Nullable TraceDirectory traces,
      PredictionListener listener) {
    this.model = model;
    this.preprocessor = preprocessor.bind(model);
    this.postprocessor = postprocessor.bind(model);
    this.traces = traces;
    this.listener = listener;
  }

  Optional<Sample> warmUpSample() {
    return preprocessor.warmUpSample(model);
  }

  Item<I> begin(I input) {
    StageClock clock = new StageClock();
    PredictionTrace trace =
        traces == null
            ? PredictionTrace.none()
            : traces.begin(new Report(name(input), model, preprocessor, postprocessor), clock);
    return new Item<>(input, model, clock, trace, listener);
  }

  /** Makes what the model is fed. */
  Map<String, TensorValue> prepare(Item<I> item) {
    Sample sample =
        item.measure(
            "preprocess",
            () ->
                step(
                    "preprocess",
                    item.input,
                    () -> preprocessor.apply(item.input, item.beforeModel())));
    item.placed(sample.geometry());
    return sample.values();
  }

  /** Makes the answer from what the model gave. */
  O answer(Item<I> item, Map<String, TensorValue> outputs) {
    return item.measure(
        "postprocess",
        () ->
            step(
                "postprocess",
                item.input,
                () -> postprocessor.apply(Outputs.of(outputs), item.afterModel())));
  }

  private interface StepCall<T> {
    T call() throws Exception;
  }

  private static <T> T step(String stage, Object input, StepCall<T> call) {
    try {
      T result = call.call();
      if (result == null) {
        throw new StepException(
            "The %s step returned null for %s: expected a value. Throw an exception if there is none."
                .formatted(stage, name(input)),
            stage,
            name(input),
            new NullPointerException("null from the " + stage + " step"));
      }
      return result;
    } catch (PredictionException e) {
      throw e;
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw stepFailure(stage, input, e);
    }
  }

  private static StepException stepFailure(String stage, Object input, Throwable cause) {
    return new StepException(
        "The %s step failed on %s: %s".formatted(stage, name(input), cause),
        stage,
        name(input),
        cause);
  }

  /**
   * How the failure of one among many items is told: whatever a step throws costs that item alone.
   * What the whole process suffers from, such as a lack of memory, stays what it is.
   */
  Throwable failure(String stage, Item<I> item, Throwable thrown) {
    boolean isTold =
        thrown instanceof PredictionException || thrown instanceof PredictorClosedException;
    if (isTold || Failures.isOfProcess(thrown)) {
      return thrown;
    }
    return stage.equals("model")
        ? new ModelRunException(
            "The model %s failed on %s: %s".formatted(model.name(), name(item.input), thrown),
            model.name(),
            thrown)
        : stepFailure(stage, item.input, thrown);
  }

  /** How errors call an input: its content never shows. */
  static String name(Object input) {
    if (input instanceof ImageSource || input instanceof Path) {
      return input.toString();
    }
    return "an input of type " + input.getClass().getSimpleName();
  }
}
