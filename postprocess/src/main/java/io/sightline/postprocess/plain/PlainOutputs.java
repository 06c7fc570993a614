package io.sightline.postprocess.plain;

import io.sightline.Outputs;
import io.sightline.PostprocessContext;
import io.sightline.Postprocessor;

/**
 * The model's outputs as they are: named arrays with their shapes, without the batch axis.
 *
 * <pre>{@code
 * .postprocess(PlainOutputs.all())
 * ...
 * Outputs outputs = predictor.predict(picture);
 * float[] features = outputs.floats("features");
 * outputs.writeNpy(Path.of("outputs"));
 * }</pre>
 *
 * <p>Which outputs a model computes is chosen on the predictor's builder. Immutable and safe for
 * use by several threads.
 */
public final class PlainOutputs implements Postprocessor<Outputs> {
  private static final PlainOutputs ALL = new PlainOutputs();

  private PlainOutputs() {}

  /**
   * All outputs that the model computes.
   *
   * @return the step
   */
  public static PlainOutputs all() {
    return ALL;
  }

  /**
   * Hands the outputs on.
   *
   * @param outputs the model's outputs for the item
   * @param context not used
   * @return the same outputs
   */
  @Override
  public Outputs apply(Outputs outputs, PostprocessContext context) {
    return outputs;
  }

  /** Returns {@code plain outputs}. */
  @Override
  public String toString() {
    return "plain outputs";
  }
}
