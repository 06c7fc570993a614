package io.sightline;

import io.sightline.batch.Batching;
import io.sightline.model.ModelLoader;
import io.sightline.model.ModelOptions;
import io.sightline.model.ModelSession;
import io.sightline.observe.PredictionListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be said at every stage of the builder. Each call returns a new stage and leaves this one
 * as it is, so that a stage can be kept and continued in several ways; an ignored return value is a
 * mistake. Immutable and safe for use by several threads.
 *
 * @param <S> the stage
 */
public abstract sealed class PredictorSettings<S>
    permits PredictorBuilder, PredictorBuilder.WithInput, PredictorBuilder.Ready {
  /** All that was said so far. */
  record Values(
      @Nullable Path path,
      @Nullable ModelSession session,
      @Nullable ModelLoader loader,
      ModelOptions options,
      boolean warmUp,
      @Nullable Path trace,
      @Nullable Batching batching,
      OptionalInt threads,
      List<PredictionListener> listeners) {
    static final Values EMPTY =
        new Values(
            null,
            null,
            null,
            ModelOptions.standard(),
            true,
            null,
            null,
            OptionalInt.empty(),
            List.of());

    private Values withModel(@Nullable Path newPath, @Nullable ModelSession newSession) {
      return new Values(
          newPath, newSession, loader, options, warmUp, trace, batching, threads, listeners);
    }

    private Values withLoader(ModelLoader newLoader) {
      return new Values(
          path, session, newLoader, options, warmUp, trace, batching, threads, listeners);
    }

    private Values withOptions(ModelOptions newOptions) {
      return new Values(
          path, session, loader, newOptions, warmUp, trace, batching, threads, listeners);
    }

    private Values withWarmUp(boolean newWarmUp) {
      return new Values(
          path, session, loader, options, newWarmUp, trace, batching, threads, listeners);
    }

    private Values withTrace(Path newTrace) {
      return new Values(
          path, session, loader, options, warmUp, newTrace, batching, threads, listeners);
    }

    private Values withBatching(Batching newBatching) {
      return new Values(
          path, session, loader, options, warmUp, trace, newBatching, threads, listeners);
    }

    private Values withThreads(int newThreads) {
      return new Values(
          path,
          session,
          loader,
          options,
          warmUp,
          trace,
          batching,
          OptionalInt.of(newThreads),
          listeners);
    }

    private Values with(PredictionListener listener) {
      List<PredictionListener> more = new ArrayList<>(listeners);
      more.add(listener);
      return new Values(
          path, session, loader, options, warmUp, trace, batching, threads, List.copyOf(more));
    }
  }

  final Values values;

  PredictorSettings(Values values) {
    this.values = values;
  }

  abstract S with(Values newValues);

  /**
   * The model to open: a SavedModel directory, a frozen graph, or a Keras file where {@code
   * sightline-keras} is installed. What kind it is, is found by content. Required, unless {@link
   * #model(ModelSession)} is used.
   *
   * @param path the file or directory; opened by {@code build()}, closed with the predictor
   * @return the next stage
   * @throws IllegalStateException if a model was given before
   */
  public S model(Path path) {
    Objects.requireNonNull(path, "path");
    requireNoModel();
    return with(values.withModel(path, null));
  }

  /**
   * A model that is open already, for example to use it with several predictors. The caller closes
   * it, after the predictor.
   *
   * @param session the open model
   * @return the next stage
   * @throws IllegalStateException if a model, a loader, tags or names were given before: they
   *     belong to the opening of a model
   */
  public S model(ModelSession session) {
    Objects.requireNonNull(session, "session");
    requireNoModel();
    requireUnset("loader", values.loader);
    if (!values.options.equals(ModelOptions.standard())) {
      throw alreadySaid("how to open a model", values.options);
    }
    return with(values.withModel(null, session));
  }

  private void requireNoModel() {
    requireUnset("model", values.path);
    requireUnset("model", values.session);
  }

  /**
   * The loader that opens the model, instead of the one that is found among those installed.
   *
   * @param loader the loader
   * @return the next stage
   * @throws IllegalStateException if a loader or an open model was given before
   */
  public S loader(ModelLoader loader) {
    Objects.requireNonNull(loader, "loader");
    requireUnset("loader", values.loader);
    requireUnset("model", values.session);
    return with(values.withLoader(loader));
  }

  /**
   * The tag set of a SavedModel's graph. By default the only one, or the one tagged {@code serve}.
   *
   * @param tags the tags, in any order; none for the empty tag set
   * @return the next stage
   * @throws IllegalStateException if tags or an open model were given before
   */
  public S tags(String... tags) {
    requireUnset("tags", values.options.tags().orElse(null));
    return withOptions(values.options.withTags(Set.of(tags)));
  }

  /**
   * The signature of a SavedModel. By default {@code serving_default}, or the only one.
   *
   * @param signature its key
   * @return the next stage
   * @throws IllegalStateException if a signature or an open model was given before
   */
  public S signature(String signature) {
    requireUnset("signature", values.options.signature().orElse(null));
    return withOptions(values.options.withSignature(signature));
  }

  /**
   * The inputs of a frozen graph, which does not name them itself. By default its placeholders. A
   * SavedModel's are those of its signature, whether they are named here or not.
   *
   * @param names operations, an index behind a colon where it is not 0; at least one
   * @return the next stage
   * @throws IllegalStateException if inputs or an open model were given before
   */
  public S inputs(String... names) {
    requireUnset("inputs", values.options.inputs().isEmpty() ? null : values.options.inputs());
    return withOptions(values.options.withInputs(requireNames("inputs", names)));
  }

  /**
   * The outputs to read. By default all of the signature's, or those of a frozen graph that nothing
   * else uses.
   *
   * @param names as the model calls them; of a frozen graph operations, as in {@link #inputs}; at
   *     least one
   * @return the next stage
   * @throws IllegalStateException if outputs or an open model were given before
   */
  public S outputs(String... names) {
    requireUnset("outputs", values.options.outputs().isEmpty() ? null : values.options.outputs());
    return withOptions(values.options.withOutputs(requireNames("outputs", names)));
  }

  private static List<String> requireNames(String setting, String... names) {
    if (names.length == 0) {
      throw new IllegalArgumentException(setting + " needs at least one name");
    }
    return List.of(names);
  }

  private S withOptions(ModelOptions options) {
    requireUnset("model", values.session);
    return with(values.withOptions(options));
  }

  /**
   * Whether {@code build()} runs the model once, so that the first prediction is as fast as the
   * others. TensorFlow settles much of its work at the first run. Default: true.
   *
   * @param warmUp false to build quicker and wait at the first prediction
   * @return the next stage
   */
  public S warmUp(boolean warmUp) {
    return with(values.withWarmUp(warmUp));
  }

  /**
   * Writes what happens in each prediction to files, to find where the answer parts from Python's.
   * By default nothing is written. The warm-up is not traced.
   *
   * <p>Every prediction has a folder of its own below the directory, numbered on from what is there
   * and named after its source, such as {@code 000001-cat}. It holds
   *
   * <ul>
   *   <li>what the steps offer, such as {@code decoded.png}: see {@link PreprocessContext#offer};
   *   <li>{@code input.npy}, what the model was fed, with its batch axis; {@code input-NAME.npy}
   *       for each of several inputs;
   *   <li>{@code output-NAME.npy} for each output, as the model gave it;
   *   <li>{@code report.json}: the source's name, the model, the steps, the geometry, the shapes
   *       and ranges of all tensors, the time that each stage took, and the result or the failure.
   * </ul>
   *
   * <p>A prediction that fails leaves what it came to. The writing is the stage {@code trace} of
   * the timings.
   *
   * <p>A trace only looks on: it changes neither an answer nor whether there is one. So what cannot
   * be written later, for example because the disk is full, fails no prediction; a warning that
   * names the folder is logged each time, and the report lists what is missing.
   *
   * @param directory the directory; made by {@code build()} if it is not there
   * @return the next stage, whose {@code build()} throws an {@link IllegalArgumentException} if the
   *     directory cannot be made or written to
   * @throws IllegalStateException if a directory was given before
   */
  public S trace(Path directory) {
    Objects.requireNonNull(directory, "directory");
    requireUnset("trace", values.trace);
    return with(values.withTrace(directory));
  }

  /**
   * How {@code predictAll} and {@code predictAsync} gather inputs into batches, and how many may
   * wait. Default: {@link Batching#standard()}. While a trace is written, every input is run alone.
   *
   * @param batching the settings
   * @return the next stage
   * @throws IllegalStateException if it was said before
   */
  public S batching(Batching batching) {
    Objects.requireNonNull(batching, "batching");
    requireUnset("batching", values.batching);
    return with(values.withBatching(batching));
  }

  /**
   * How many threads do the pre- and post-processing of {@code predictAll} and {@code
   * predictAsync}, and start the runs of the model. They begin with the first such call and end
   * when there is nothing to do. Default: the number of processors, at least 2.
   *
   * @param threads at least 1
   * @return the next stage
   * @throws IllegalArgumentException if it is less than 1
   * @throws IllegalStateException if it was said before
   */
  public S threads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
    requireUnset("threads", values.threads.isPresent() ? values.threads : null);
    return with(values.withThreads(threads));
  }

  /**
   * Hears of every prediction and every run of the model. May be called again, for another
   * listener.
   *
   * @param listener the listener
   * @return the next stage
   */
  public S listener(PredictionListener listener) {
    return with(values.with(Objects.requireNonNull(listener, "listener")));
  }

  private static void requireUnset(String setting, @Nullable Object earlier) {
    if (earlier != null) {
      throw alreadySaid(setting, earlier);
    }
  }

  private static IllegalStateException alreadySaid(String setting, Object earlier) {
    return new IllegalStateException(
        "%s was set before, to %s: set it once, and not beside what contradicts it"
            .formatted(setting, earlier));
  }
}
