package io.sightline;

import io.sightline.image.Geometry;
import io.sightline.model.ModelDescription;
import io.sightline.observe.Timings;
import java.util.Optional;
import java.util.function.Supplier;

/** What a {@link Postprocessor} may know of the item that it works on. */
public interface PostprocessContext {
  /**
   * What was given to the predictor for this item.
   *
   * @return the input
   */
  Object input();

  /**
   * Where the pixels of the item's picture went.
   *
   * @return the geometry; empty if the pre-processor recorded none
   */
  Optional<Geometry> geometry();

  /**
   * How long the stages before this one took.
   *
   * @return the timings so far
   */
  Timings timings();

  /**
   * The model that gave the outputs.
   *
   * @return the description
   */
  ModelDescription model();

  /**
   * Offers something that was made on the way to the trace, if the user asked for one: see {@link
   * PredictorSettings#trace}. A {@link io.sightline.image.DecodedImage} is written as {@code
   * NAME.png}, a {@link io.sightline.tensor.TensorValue} as {@code NAME.npy}; anything else, such
   * as a setting that was settled for this input, becomes a line of the report, by its {@code
   * toString}.
   *
   * <pre>{@code
   * context.offer("decoded", () -> image);
   * }</pre>
   *
   * <p>Without a trace nothing happens. What is thrown while the thing is made is logged, and never
   * reaches the step.
   *
   * @param name the name of the file, without its extension, or of the line; characters that a file
   *     name cannot hold become {@code _}, and a name that is offered again gets a number
   * @param made makes the thing; called at once, and only if there is a trace
   */
  default void offer(String name, Supplier<?> made) {}
}
