package io.sightline.postprocess;

import io.sightline.postprocess.internal.Setting;
import io.sightline.postprocess.labels.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user said of a classification; null for what was not said.
 *
 * @param allowed the classes to choose from, by label
 * @param denied the classes to leave out, by label
 */
record TopKSettings(
    int k,
    @Nullable Labels labels,
    @Nullable String output,
    @Nullable ScoreRule rule,
    @Nullable Float minScore,
    @Nullable List<String> allowed,
    @Nullable List<String> denied) {
  static TopKSettings of(int k) {
    return new TopKSettings(k, null, null, null, null, null, null);
  }

  TopKSettings withLabels(Labels newLabels) {
    Setting.requireUnset("labels", labels);
    return new TopKSettings(k, newLabels, output, rule, minScore, allowed, denied);
  }

  TopKSettings withOutput(String newOutput) {
    Setting.requireUnset("output", output);
    return new TopKSettings(k, labels, newOutput, rule, minScore, allowed, denied);
  }

  TopKSettings withRule(ScoreRule newRule) {
    Setting.requireUnset("what the scores are", rule);
    return new TopKSettings(k, labels, output, newRule, minScore, allowed, denied);
  }

  TopKSettings withMinScore(float newMinScore) {
    Setting.requireUnset("minScore", minScore);
    return new TopKSettings(k, labels, output, rule, newMinScore, allowed, denied);
  }

  TopKSettings withAllowed(List<String> newAllowed) {
    Setting.requireUnset("allow", allowed);
    Setting.requireUnset("deny", denied);
    return new TopKSettings(k, labels, output, rule, minScore, newAllowed, null);
  }

  TopKSettings withDenied(List<String> newDenied) {
    Setting.requireUnset("deny", denied);
    Setting.requireUnset("allow", allowed);
    return new TopKSettings(k, labels, output, rule, minScore, null, newDenied);
  }

  ScoreRule scoreRule() {
    return rule == null ? ScoreRule.AS_THE_MODEL_TELLS : rule;
  }

  @Override
  public String toString() {
    return (k == Integer.MAX_VALUE ? "all" : "top " + k)
        + (labels == null ? "" : " with " + labels)
        + (output == null ? "" : " of " + output)
        + (rule == null ? "" : ", " + rule)
        + (minScore == null ? "" : ", above " + minScore)
        + (allowed == null ? "" : ", of " + allowed)
        + (denied == null ? "" : ", without " + denied);
  }
}
