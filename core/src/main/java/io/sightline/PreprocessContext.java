package io.sightline;

import io.sightline.model.ModelDescription;
import java.util.Optional;
import java.util.function.Supplier;

/** What a {@link Preprocessor} may know and report while it works on one input. */
public interface PreprocessContext {
  /**
   * A context without a model and without a clock, to use a pre-processor on its own.
   *
   * @return the context
   */
  static PreprocessContext standalone() {
    return new PreprocessContext() {
      @Override
      public Optional<ModelDescription> model() {
        return Optional.empty();
      }

      @Override
      public <T> T stage(String name, Supplier<T> work) {
        return work.get();
      }
    };
  }

  /**
   * The model that will be fed.
   *
   * @return the description; empty if the pre-processor is used on its own
   */
  Optional<ModelDescription> model();

  /**
   * Does a part of the work as a stage of its own in the timings.
   *
   * @param name the stage, such as {@code decode}
   * @param work the work
   * @param <T> what the work gives
   * @return what the work gave
   */
  <T> T stage(String name, Supplier<T> work);
}
