package io.sightline.testing;

import io.sightline.PostprocessContext;
import io.sightline.image.Geometry;
import io.sightline.model.ModelDescription;
import io.sightline.observe.Timings;
import java.util.Optional;

/** What a post-processor may know of an item, for tests that have no predictor. */
public record FakePostprocessContext(ModelDescription model, Optional<Geometry> geometry)
    implements PostprocessContext {
  public static FakePostprocessContext of(ModelDescription model) {
    return new FakePostprocessContext(model, Optional.empty());
  }

  public static FakePostprocessContext of(ModelDescription model, Geometry geometry) {
    return new FakePostprocessContext(model, Optional.of(geometry));
  }

  @Override
  public Object input() {
    return "input";
  }

  @Override
  public Timings timings() {
    throw new UnsupportedOperationException("no predictor measured anything");
  }
}
