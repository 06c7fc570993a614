package io.sightline;

import io.sightline.error.ModelMismatchException;
import io.sightline.error.PredictionException;
import io.sightline.error.PredictorClosedException;
import io.sightline.error.StepException;
import io.sightline.image.Geometry;
import io.sightline.image.ImageSource;
import io.sightline.model.ModelDescription;
import io.sightline.model.ModelSession;
import io.sightline.model.Models;
import io.sightline.tensor.TensorValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the steps and the model in the calling thread. */
final class StandardPredictor<I, O> implements Predictor<I, O> {
  private static final Logger LOGGER = LoggerFactory.getLogger(StandardPredictor.class);

  private final ModelSession session;
  private final boolean ownsSession;
  private final ModelDescription model;
  private final Preprocessor<I> preprocessor;
  private final Postprocessor<O> postprocessor;
  private volatile boolean closed;

  private StandardPredictor(
      ModelSession session,
      boolean ownsSession,
      Preprocessor<I> preprocessor,
      Postprocessor<O> postprocessor) {
    this.session = session;
    this.ownsSession = ownsSession;
    this.model = session.description();
    this.preprocessor = preprocessor.bind(model);
    this.postprocessor = postprocessor.bind(model);
  }

  static <I, O> StandardPredictor<I, O> open(
      PredictorSettings.Values values,
      Preprocessor<I> preprocessor,
      Postprocessor<O> postprocessor) {
    ModelSession session = values.session() != null ? values.session() : openModel(values);
    boolean owned = values.session() == null;
    try {
      StandardPredictor<I, O> predictor =
          new StandardPredictor<>(session, owned, preprocessor, postprocessor);
      if (values.warmUp()) {
        predictor.warmUp();
      }
      return predictor;
    } catch (Throwable failure) {
      if (owned) {
        try {
          session.close();
        } catch (RuntimeException e) {
          failure.addSuppressed(e);
        }
      }
      throw failure;
    }
  }

  private static ModelSession openModel(PredictorSettings.Values values) {
    Path path = values.path();
    if (path == null) {
      throw new IllegalStateException("A predictor needs a model: call .model(path)");
    }
    return values.loader() == null
        ? Models.open(path, values.options())
        : Models.open(path, values.options(), List.of(values.loader()));
  }

  /**
   * Runs the model on values that mean nothing. A model may refuse them for what they are, which
   * says nothing about real ones; only what cannot depend on the values is an error.
   */
  private void warmUp() {
    Optional<Sample> sample = preprocessor.warmUpSample(model);
    if (sample.isEmpty()) {
      return;
    }
    try {
      Map<String, TensorValue> outputs =
          session.run(BatchAxis.of(model, sample.get()).feeds(sample.get()));
      LOGGER.debug("Warmed up {}: {}", model.name(), outputs);
    } catch (ModelMismatchException e) {
      throw e;
    } catch (PredictionException e) {
      LOGGER.warn(
          "The warm-up of {} failed; predictions may work: {}", model.name(), e.getMessage());
    }
  }

  @Override
  public O predict(I input) {
    return tryPredict(input).orElseThrow();
  }

  @Override
  public Prediction<I, O> tryPredict(I input) {
    Objects.requireNonNull(input, "input");
    if (closed) {
      throw new PredictorClosedException("The predictor of " + model.name());
    }
    StageClock clock = new StageClock();
    try {
      O answer = run(input, clock);
      return Prediction.success(input, answer, clock.timings());
    } catch (PredictionException failure) {
      return Prediction.failure(input, failure, clock.timings());
    }
  }

  private O run(I input, StageClock clock) {
    PreprocessContext before = new BeforeModel(clock);
    Sample sample =
        clock.measure(
            "preprocess", () -> step("preprocess", input, () -> preprocessor.apply(input, before)));
    Outputs outputs = clock.measure("model", () -> runModel(sample));
    PostprocessContext after = new AfterModel(input, sample.geometry(), clock);
    return clock.measure(
        "postprocess", () -> step("postprocess", input, () -> postprocessor.apply(outputs, after)));
  }

  private Outputs runModel(Sample sample) {
    BatchAxis batchAxis = BatchAxis.of(model, sample);
    return batchAxis.outputs(session.run(batchAxis.feeds(sample)));
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
      throw new StepException(
          "The %s step failed on %s: %s".formatted(stage, name(input), e), stage, name(input), e);
    }
  }

  /** How errors call an input: its content never shows. */
  private static String name(Object input) {
    if (input instanceof ImageSource || input instanceof Path) {
      return input.toString();
    }
    return "an input of type " + input.getClass().getSimpleName();
  }

  @Override
  public ModelDescription model() {
    return model;
  }

  @Override
  public void close() {
    closed = true;
    if (ownsSession) {
      session.close();
    }
  }

  /** Before the model: its description and the clock. */
  private final class BeforeModel implements PreprocessContext {
    private final StageClock clock;

    BeforeModel(StageClock clock) {
      this.clock = clock;
    }

    @Override
    public Optional<ModelDescription> model() {
      return Optional.of(model);
    }

    @Override
    public <T> T stage(String name, Supplier<T> work) {
      return clock.measure(name, work);
    }
  }

  /** After the model: the facts of the item. */
  private final class AfterModel implements PostprocessContext {
    private final I input;
    private final Optional<Geometry> geometry;
    private final StageClock clock;

    AfterModel(I input, Optional<Geometry> geometry, StageClock clock) {
      this.input = input;
      this.geometry = geometry;
      this.clock = clock;
    }

    @Override
    public Object input() {
      return input;
    }

    @Override
    public Optional<Geometry> geometry() {
      return geometry;
    }

    @Override
    public Timings timings() {
      return clock.timings();
    }

    @Override
    public ModelDescription model() {
      return model;
    }
  }
}
