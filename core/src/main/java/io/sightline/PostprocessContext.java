package io.sightline;

import io.sightline.image.Geometry;
import io.sightline.model.ModelDescription;
import java.util.Optional;

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
}
