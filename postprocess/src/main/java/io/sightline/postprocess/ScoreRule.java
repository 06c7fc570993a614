package io.sightline.postprocess;

import java.util.Set;

/**
 * How the model's numbers become scores.
 *
 * @param activation what is done to them
 * @param temperature what logits are divided by before
 */
record ScoreRule(Activation activation, float temperature) {
  /** The user said nothing: numbers are handed on, and what they are is read from the model. */
  static final ScoreRule AS_THE_MODEL_TELLS = new ScoreRule(Activation.NONE, 1);

  /** The user said that the numbers are probabilities. */
  static final ScoreRule PROBABILITIES = new ScoreRule(Activation.STATED, 1);

  /** Operations whose results are logits. */
  private static final Set<String> LINEAR =
      Set.of("BiasAdd", "MatMul", "BatchMatMulV2", "Einsum", "Conv2D", "Add", "AddV2");

  /** What is done to the model's numbers. */
  enum Activation {
    NONE,
    STATED,
    SOFTMAX,
    SIGMOID
  }

  ScoreRule {
    if (!(temperature > 0) || Float.isInfinite(temperature)) {
      throw new IllegalArgumentException(
          "temperature must be above 0 and finite: got " + temperature);
    }
  }

  boolean isActivation() {
    return activation == Activation.SOFTMAX || activation == Activation.SIGMOID;
  }

  /** What the scores are, for numbers that this operation of the model computes. */
  ScoreKind kind(String lastOperation) {
    return switch (activation) {
      case SOFTMAX, STATED -> ScoreKind.PROBABILITY;
      case SIGMOID -> ScoreKind.INDEPENDENT_PROBABILITY;
      case NONE ->
          switch (lastOperation) {
            case "Softmax" -> ScoreKind.PROBABILITY;
            case "Sigmoid" -> ScoreKind.INDEPENDENT_PROBABILITY;
            default -> ScoreKind.RAW;
          };
    };
  }

  /** Whether the model has applied a softmax or a sigmoid itself. */
  static boolean isActivation(String lastOperation) {
    return lastOperation.equals("Softmax") || lastOperation.equals("Sigmoid");
  }

  /** Whether the operation gives logits. */
  static boolean isLinear(String lastOperation) {
    return LINEAR.contains(lastOperation);
  }

  /** The rule as {@link TopK} takes it. */
  @Override
  public String toString() {
    return switch (activation) {
      case NONE -> "as the model tells";
      case STATED -> "probabilities()";
      case SOFTMAX -> "softmax(" + temperature + ")";
      case SIGMOID -> "sigmoid(" + temperature + ")";
    };
  }
}
