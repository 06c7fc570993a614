package io.sightline.detection.recognition;

import io.sightline.detection.contract.DetectionContract;
import io.sightline.error.ModelMismatchException;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.labels.Labels;
import io.sightline.tensor.TensorSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which contract a model's outputs follow, why, and what is taken for granted; or, where the model
 * does not tell, those that it may be. Nothing is guessed: a caller is asked instead.
 *
 * <pre>{@code
 * Recognition recognition = Recognition.of(predictor.model());
 * System.out.println(recognition); // tf-object-detection: it has detection_boxes, ...
 * }</pre>
 *
 * <p>What is looked at: the names, shapes and types of the outputs, the size of the input, and the
 * {@code metadata.yaml} that Ultralytics writes into a SavedModel, for a frozen graph that of the
 * SavedModel beside it. Immutable and safe for use by several threads.
 */
public final class Recognition {
  private static final List<RecognitionRule> RULES =
      List.of(
          NamedOutputs::recognize,
          AnchoredHeads::recognize,
          YoloHeads::recognize,
          NumberedOutputs::recognize);

  private final ModelDescription model;
  private final Verdict verdict;
  private final Optional<Labels> labels;

  private Recognition(ModelDescription model, Verdict verdict, Optional<Labels> labels) {
    this.model = model;
    this.verdict = verdict;
    this.labels = labels;
  }

  /**
   * Looks at a model.
   *
   * @param model its description
   * @return what was recognised; a model that is no detector has no contract and no candidates
   * @throws io.sightline.error.FileFormatException if the model's {@code metadata.yaml} is broken
   */
  public static Recognition of(ModelDescription model) {
    ModelFacts facts = ModelFacts.of(model);
    for (RecognitionRule rule : RULES) {
      Optional<Verdict> verdict = rule.apply(facts);
      if (verdict.isPresent()) {
        return new Recognition(model, verdict.get(), facts.labels());
      }
    }
    return new Recognition(
        model, Verdict.none("its outputs are not those of a known detector"), facts.labels());
  }

  /**
   * The contract.
   *
   * @return empty if the model does not tell, or is no detector
   */
  public Optional<DetectionContract> contract() {
    return verdict.isClear() ? Optional.of(verdict.contracts().get(0)) : Optional.empty();
  }

  /**
   * What the model may be if it does not tell.
   *
   * @return at least two contracts, of which the caller has to state one; none if the contract is
   *     clear, or the model is no detector
   */
  public List<DetectionContract> candidates() {
    return verdict.isClear() ? List.of() : verdict.contracts();
  }

  /**
   * Why.
   *
   * @return a clause, such as {@code it has detection_boxes, detection_scores and
   *     detection_classes}
   */
  public String reason() {
    return verdict.reason();
  }

  /**
   * What the contract takes for granted.
   *
   * @return sentences; none without a contract
   */
  public List<String> assumptions() {
    return contract().map(DetectionContract::assumptions).orElse(List.of());
  }

  /**
   * What the model's own files call its classes.
   *
   * @return the labels; empty if nothing beside the model names them
   */
  public Optional<Labels> labels() {
    return labels;
  }

  /**
   * The contract, or the question which it is.
   *
   * @return the contract
   * @throws ModelMismatchException if the model does not tell; the message lists what it may be and
   *     how to state it
   */
  public DetectionContract orElseThrow() {
    return contract().orElseThrow(this::unclear);
  }

  private ModelMismatchException unclear() {
    String outputs =
        model.outputs().stream().map(TensorSpec::toString).collect(Collectors.joining("; "));
    String advice =
        verdict.contracts().isEmpty()
            ? "State its contract, ObjectDetection.of(...), if it is one."
            : "It may be %s. State one: ObjectDetection.of(...), or --contract NAME."
                .formatted(
                    verdict.contracts().stream()
                        .map(Recognition::candidate)
                        .collect(Collectors.joining("; or ")));
    return new ModelMismatchException(
        "What %s gives does not tell its meaning, since %s: expected the outputs of one known kind of detector, found %s. %s"
            .formatted(model.name(), verdict.reason(), outputs, advice),
        model.name());
  }

  private static String candidate(DetectionContract contract) {
    return "'%s' (%s)".formatted(contract.name(), String.join(" ", contract.assumptions()));
  }

  /** Returns the contract and the reason, or the candidates and the reason. */
  @Override
  public String toString() {
    if (verdict.isClear()) {
      return "%s: %s. %s"
          .formatted(verdict.contracts().get(0), reason(), String.join(" ", assumptions()));
    }
    return verdict.contracts().isEmpty()
        ? "unknown: " + reason()
        : "one of %s: %s".formatted(verdict.contracts(), reason());
  }
}
