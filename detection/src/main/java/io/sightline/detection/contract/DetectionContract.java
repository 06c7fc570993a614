package io.sightline.detection.contract;

import io.sightline.Outputs;
import io.sightline.PostprocessContext;
import io.sightline.Postprocessor;
import io.sightline.detection.nms.Suppression;
import io.sightline.model.ModelDescription;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the outputs of a detection model mean. One function is enough:
 *
 * <pre>{@code
 * DetectionContract contract =
 *     (outputs, context) ->
 *         Candidates.builder(
 *                 FloatMatrix.of(outputs.tensor("boxes")), BoxFormat.XYXY, BoxUnit.PIXELS)
 *             .classScores(FloatMatrix.of(outputs.tensor("scores")))
 *             .build();
 * }</pre>
 *
 * <p>By default such a contract counts classes from 0, hands on every candidate with a score above
 * 0, and suppresses none. Those of known models are in {@link
 * io.sightline.detection.family.DetectionContracts}.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
@FunctionalInterface
public interface DetectionContract extends Postprocessor<Candidates> {
  /**
   * Reads what the model found.
   *
   * @param outputs the outputs of this item, without the batch axis
   * @param context the item's geometry, whose target is the picture that the model got, and the
   *     model
   * @return the candidates, in the order of the model
   * @throws io.sightline.error.ModelMismatchException if the outputs are not those that this
   *     contract is for
   */
  @Override
  Candidates apply(Outputs outputs, PostprocessContext context);

  /**
   * Prepares this contract for a model.
   *
   * @param model the model
   * @return the contract to use with this model; by default this one
   * @throws io.sightline.error.ModelMismatchException if the model is not one that this contract is
   *     for
   */
  @Override
  default DetectionContract bind(ModelDescription model) {
    return this;
  }

  /**
   * What this contract is called.
   *
   * @return the name, in the manner of a command line; by default {@code custom}
   */
  default String name() {
    return "custom";
  }

  /**
   * What this contract takes for granted and no model says.
   *
   * @return sentences
   */
  default List<String> assumptions() {
    return List.of();
  }

  /**
   * Which number the model's first class has in the candidates.
   *
   * @return 1 where 0 stands for the background; by default 0
   */
  default int firstClassId() {
    return 0;
  }

  /**
   * How many classes the model tells apart, without the background.
   *
   * @param model the model
   * @return the number; by default empty: not known before the first prediction
   */
  default OptionalInt classCount(ModelDescription model) {
    return OptionalInt.empty();
  }

  /**
   * What the model calls its classes.
   *
   * @param model the model
   * @return the names, that of the first class first; empty if the model does not name them, which
   *     is the default
   */
  default List<String> classNames(ModelDescription model) {
    return List.of();
  }

  /**
   * How candidates for the same object are suppressed if the user does not say.
   *
   * @return the rule that the model's own tool uses; by default empty: the model does it itself
   */
  default Optional<Suppression> suppression() {
    return Optional.empty();
  }

  /**
   * The score that a candidate must exceed if the user does not say.
   *
   * @return the score that the model's own tool uses; by default 0
   */
  default float minScore() {
    return 0;
  }
}
